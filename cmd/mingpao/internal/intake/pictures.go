package intake

import (
	"context"
	"io"
	"iter"
	"os"

	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/record"
)

// album holds looks at pictures until all pages are read: only then is it known which of them an article shows, and a
// picture may lie before its article. The pictures wait in a temporary file.
type album struct {
	looks []heldLook
	file  *os.File
	ends  int64
	begun map[string]int64 // where in the file a picture begins, by its hash
}

// heldLook is a look whose picture waits.
type heldLook struct {
	record.Sighting
	begin int64
	size  int // 0: it brings none
}

// hold has a look wait.
func (a *album) hold(s record.Sighting) (err error) {
	held := heldLook{Sighting: s, size: s.Capture.Size()}
	if held.size > 0 {
		held.begin, err = a.put(held.Capture.Sum(), s.Capture.Body)
		held.Capture.Body = nil
	}
	a.looks = append(a.looks, held)
	return err
}

// put puts a picture into the file once.
func (a *album) put(sum string, body []byte) (begin int64, err error) {
	if begin, known := a.begun[sum]; known {
		return begin, nil
	}
	if a.file == nil {
		if a.file, err = os.CreateTemp("", "mingpao-pictures-"); err != nil {
			return 0, err
		}
		a.begun = map[string]int64{}
		_ = os.Remove(a.file.Name()) // it goes with us, whatever ends us
	}
	begin = a.ends
	a.begun[sum] = begin
	a.ends += int64(len(body))
	if _, err = a.file.WriteAt(body, begin); err != nil {
		err = told.Errorf("keep pictures until the pages are read: %w", err)
	}
	return begin, err
}

// shown yields the looks at pictures that articles of an archive show, and counts the others.
func (a *album) shown(ctx context.Context, archive *store.Archive, others *int) iter.Seq2[record.Sighting, error] {
	return func(yield func(record.Sighting, error) bool) {
		urls := map[string]bool{}
		for _, l := range a.looks {
			urls[l.PictureURL()] = true
		}
		given, err := archive.Catalog().GivenPictures(ctx, urls)
		if err != nil {
			yield(record.Sighting{}, err)
			return
		}
		for _, l := range a.looks {
			if !given[l.PictureURL()] {
				*others++
				continue
			}
			if s, err := a.open(l); !yield(s, err) {
				return
			}
		}
	}
}

// open is a look with its picture.
func (a *album) open(l heldLook) (record.Sighting, error) {
	if l.size == 0 {
		return l.Sighting, nil
	}
	l.Capture.Body = make([]byte, l.size)
	_, err := io.ReadFull(io.NewSectionReader(a.file, l.begin, int64(l.size)), l.Capture.Body)
	return l.Sighting, err
}

func (a *album) close() {
	if a.file != nil {
		_ = a.file.Close()
	}
}
