package watching

import (
	"bytes"
	"io"
	"os"
)

// tail is how much of a file's end is read: what follows a page's last tag, or the directory of a ZIP, is short.
const tail = 1 << 10

// showsEnd reports whether the end of a file is there: of a page, a ZIP, an MHTML or a HAR. A WARC has none, another
// record may follow.
func showsEnd(name string) bool {
	head, end := headAndTail(name)
	switch {
	case bytes.HasPrefix(head, []byte("PK")):
		return bytes.Contains(end, []byte("PK\x05\x06"))
	case bytes.HasPrefix(head, []byte("{")):
		return bytes.HasSuffix(end, []byte("}"))
	case bytes.HasPrefix(head, []byte("WARC/")):
		return false
	case bytes.Contains(head, []byte("MIME-Version:")):
		return bytes.HasSuffix(end, []byte("--"))
	case bytes.Contains(head, []byte("Page saved with SingleFile")): // it leaves out the tags that HTML can do without
		return bytes.HasSuffix(end, []byte(">"))
	}
	return bytes.Contains(bytes.ToLower(end), []byte("</html>"))
}

// headAndTail are the first bytes of a file and the last, without white space at its end.
func headAndTail(name string) (head, end []byte) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, nil
	}
	head, end = make([]byte, min(tail, size)), make([]byte, min(tail, size))
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, nil
	}
	if _, err := f.ReadAt(end, size-int64(len(end))); err != nil {
		return nil, nil
	}
	return head, bytes.TrimSpace(end)
}
