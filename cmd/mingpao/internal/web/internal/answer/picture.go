package answer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/store/catalog"
)

// The longer sides of pictures that are drawn anew, in pixels.
const (
	Small  = 320
	Middle = 800
	Large  = 1600
)

const (
	maxDrawn    = 12e6     // pixels of a picture that is drawn anew; the paper's largest are below 10 megapixels
	maxPictures = 16 << 20 // bytes of those that were drawn
	// picturesAtOnce are sent as they are kept: each is in memory until its reader has it.
	picturesAtOnce = 4
)

// Shown is a picture that is kept, in a size that a page has use for.
type Shown struct {
	Address       string
	Whole         string // its address as it is kept
	Width, Height int
}

// PicturesOf are the pictures that are kept of some images, as they were seen by a time, or last where that is "". Of
// an image of which none is kept it is nil.
func (q *Request) PicturesOf(images []extract.Image, by string, side int) ([]*Shown, error) {
	if len(images) == 0 {
		return nil, nil
	}
	all, err := q.Archive.Catalog().Pictures(q.Context(), images)
	shown := make([]*Shown, len(images))
	for i, seen := range all {
		if p := pictureBy(seen, by); p != nil {
			shown[i] = shownOf(*p, side)
		}
	}
	return shown, err
}

// pictureBy is the last picture at an address that was seen by a time, else the first.
func pictureBy(seen []catalog.Picture, by string) (p *catalog.Picture) {
	for i := range seen {
		if p == nil || by == "" || seen[i].FirstSeen <= by {
			p = &seen[i]
		}
	}
	return p
}

func shownOf(p catalog.Picture, side int) *Shown {
	s := &Shown{"/p/" + p.SHA256, "/p/" + p.SHA256, p.Width, p.Height}
	if isDrawn(picture.Info{Type: p.Type, Width: p.Width, Height: p.Height}, side) {
		s.Address += "?w=" + strconv.Itoa(side)
		s.Width, s.Height = picture.Scaling{Side: side}.Size(p.Width, p.Height)
	}
	return s
}

// isDrawn reports whether a picture is drawn anew for a longer side. AVIF cannot be.
func isDrawn(p picture.Info, side int) bool {
	return max(p.Width, p.Height) > side && p.Width*p.Height <= maxDrawn && p.Type != "image/avif"
}

// Picture sends a picture that is kept, as it is or with the longer side that is asked for. Whatever else its bytes may
// be, a browser takes them for a picture of their type, and runs and loads nothing for it.
func (r *Room) Picture(w http.ResponseWriter, hr *http.Request) {
	ctx, cancel := context.WithTimeout(hr.Context(), patience)
	defer cancel()
	q := r.newRequest(hr).in(ctx)
	d, leave, err := q.picture()
	defer leave()
	if err != nil {
		w.Header().Add("Vary", "Accept-Language")
		q.fail(w, err)
		return
	}
	d.policy = "default-src 'none'; sandbox"
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`inline; filename="mingpao-%.12s.%s"`, q.PathValue("hash"),
		strings.TrimPrefix(d.mediaType, "image/")))
	d.write(w, q)
}

// picture is the one that is asked for. The caller leaves when it is sent.
func (q *Request) picture() (d Document, leave func(), err error) {
	leave = func() {}
	if err := q.check([]string{"w"}); err != nil {
		return d, leave, err
	}
	if asked := q.Query.Get("w"); asked != "" {
		d, err = q.drawn(asked)
		return d, leave, err
	}
	if err := q.sending.Acquire(q.Context(), 1); err != nil {
		return d, leave, err
	}
	d, err = q.document(route{handle: asKept, any: true})
	return d, func() { q.sending.Release(1) }, err
}

// drawn is the picture with the longer side that is asked for, made once for a while.
func (q *Request) drawn(asked string) (Document, error) {
	side, err := strconv.Atoi(asked)
	if err != nil || !slices.Contains([]int{Small, Middle, Large}, side) {
		return Document{}, BadRequest(q.Say("no-value", "w"))
	}
	to := route{handle: func(q *Request) (Answer, error) { return draw(q, side) }, any: true, long: true}
	return remember(q, fmt.Sprint(q.PathValue("hash"), " ", side), kind[Document]{q.pictures, Document.size,
		func(ctx context.Context) (Document, error) {
			if err := q.drawing.Acquire(ctx, 1); err != nil {
				return Document{}, err
			}
			defer q.drawing.Release(1)
			return q.in(ctx).document(to)
		}})
}

func asKept(q *Request) (Answer, error) {
	c, err := q.Archive.Catalog().PictureOf(q.Context(), q.PathValue("hash"))
	return DocumentOf(c.ContentType, c.Body), err
}

// draw makes a picture of a longer side. One that is no longer, or cannot be drawn, is as it is kept.
func draw(q *Request, side int) (Answer, error) {
	c, err := q.Archive.Catalog().PictureOf(q.Context(), q.PathValue("hash"))
	if err != nil {
		return nil, err
	}
	if info, err := picture.Read(c.Body); err == nil && isDrawn(info, side) {
		body, info, err := picture.Scaling{Side: side}.JPEG(c.Body)
		var refused picture.Refusal
		if err == nil || !errors.As(err, &refused) {
			return DocumentOf(info.Type, body), err
		}
	}
	return DocumentOf(c.ContentType, c.Body), nil
}
