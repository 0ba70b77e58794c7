package intake

import (
	"context"
	"io"
	"iter"

	"mingpao/extract/spool"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/record"
)

// heldLooks are looks at pictures that wait until all pages are read: only then is it known which of them an article
// shows, and a picture may lie before its article.
type heldLooks struct {
	looks    []heldLook
	pictures spool.Spool
	begun    map[string]int64 // where in the spool a picture begins, by its hash
}

// heldLook is a look whose picture waits.
type heldLook struct {
	record.Sighting
	begin int64
	size  int // 0: it brings none
}

// hold has a look wait.
func (h *heldLooks) hold(s record.Sighting) (err error) {
	held := heldLook{Sighting: s, size: s.Capture.Size()}
	if held.size > 0 {
		held.begin, err = h.put(held.Capture.Sum(), s.Capture.Body)
		held.Capture.Body = nil
	}
	h.looks = append(h.looks, held)
	return err
}

// put puts a picture into the spool once.
func (h *heldLooks) put(sum string, body []byte) (begin int64, err error) {
	if begin, known := h.begun[sum]; known {
		return begin, nil
	}
	if begin, err = h.pictures.Put(body); err != nil {
		return 0, told.Errorf("keep pictures until the pages are read: %w", err)
	}
	if h.begun == nil {
		h.begun = map[string]int64{}
	}
	h.begun[sum] = begin
	return begin, nil
}

// shown yields the looks at pictures that articles of an archive show, and counts the others.
func (h *heldLooks) shown(ctx context.Context, archive *store.Archive, others *int) iter.Seq2[record.Sighting, error] {
	return func(yield func(record.Sighting, error) bool) {
		urls := map[string]bool{}
		for _, l := range h.looks {
			urls[l.PictureURL()] = true
		}
		given, err := archive.Catalog().GivenPictures(ctx, urls)
		if err != nil {
			yield(record.Sighting{}, err)
			return
		}
		for _, l := range h.looks {
			if !given[l.PictureURL()] {
				*others++
				continue
			}
			if s, err := h.open(l); !yield(s, err) {
				return
			}
		}
	}
}

// open is a look with its picture.
func (h *heldLooks) open(l heldLook) (record.Sighting, error) {
	if l.size == 0 {
		return l.Sighting, nil
	}
	l.Capture.Body = make([]byte, l.size)
	_, err := io.ReadFull(h.pictures.Open(l.begin, int64(l.size)), l.Capture.Body)
	return l.Sighting, err
}
