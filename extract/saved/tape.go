package saved

import "io"

// maxKept bounds what a tape keeps of a stream: a gzip member that holds a page is smaller.
const maxKept = 2 * maxPage

// tape is a reader that can go back. A file is sought; of a stream it keeps what was read since it was told to
// forget.
type tape struct {
	r     io.Reader
	seek  io.Seeker // nil for a stream
	err   error     // of the file or stream itself
	kept  []byte
	start int64 // where kept begins
	next  int   // in kept
}

func newTape(r io.Reader) *tape {
	t := &tape{r: r}
	t.seek, _ = r.(io.Seeker)
	return t
}

// at is where the next byte stands.
func (t *tape) at() int64 { return t.start + int64(t.next) }

func (t *tape) Read(p []byte) (int, error) {
	if t.next < len(t.kept) {
		n := copy(p, t.kept[t.next:])
		t.next += n
		return n, nil
	}
	n, err := t.r.Read(p)
	if err != nil && err != io.EOF {
		t.err = err
	}
	if t.seek != nil {
		t.start += int64(n)
		return n, err
	}
	if len(t.kept)+n > maxKept {
		t.drop(len(t.kept))
	}
	t.kept = append(t.kept, p[:n]...)
	t.next = len(t.kept)
	return n, err
}

// forget gives up what stands before an offset.
func (t *tape) forget(offset int64) {
	if t.seek == nil {
		t.drop(int(min(max(offset-t.start, 0), int64(t.next))))
	}
}

func (t *tape) drop(n int) {
	t.kept = t.kept[:copy(t.kept, t.kept[n:])]
	t.start, t.next = t.start+int64(n), t.next-n
}

// between are the bytes of a stream between two offsets, until more is read; nil where they are not kept.
func (t *tape) between(from, to int64) []byte {
	if t.seek != nil || from < t.start || to > t.start+int64(len(t.kept)) {
		return nil
	}
	return t.kept[from-t.start : to-t.start]
}

// back goes back to an offset, or of a stream to the first byte that is kept.
func (t *tape) back(offset int64) error {
	if t.seek != nil {
		_, err := t.seek.Seek(offset, io.SeekStart)
		t.start = offset
		return err
	}
	t.next = int(min(max(offset-t.start, 0), int64(len(t.kept))))
	return nil
}
