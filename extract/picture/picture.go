// Package picture tells by its bytes what a picture is, and refuses what is none or would cost too much to show.
//
//	picture.go   Read: type and size within limits; Refusal, why not
//	frames.go    JPEG, PNG, GIF and WebP from end to end: whole, and how many times they are painted over
//	avif.go      the boxes of AVIF, for which there is no decoder
//	scale.go     a picture drawn anew, smaller; turn.go upright
//
// Read decodes nothing but the header. A picture that is a page or an archive as well (HTML behind a JPEG's end or in
// its comment) is the picture that its bytes begin as: whoever serves it names that type and forbids guessing another.
package picture

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"

	"golang.org/x/image/webp"
)

// How much a picture may be. The paper's largest are below 2 MiB and 10 megapixels.
const (
	MaxBytes  = 8 << 20
	MaxPixels = 50e6
	// MaxPainted is for all frames of an animation and all passes of a progressive JPEG, which has ten.
	MaxPainted = 20 * MaxPixels
)

// Info is what a picture is.
type Info struct {
	Type          string // image/jpeg, image/png, image/gif, image/webp or image/avif
	Width, Height int    // as it is shown: upright, by what its camera noted
}

// Refusal is why bytes are not taken as a picture.
type Refusal string

// The refusals.
const (
	TooLarge      Refusal = "too large"
	TooManyPixels Refusal = "too many pixels"
	Truncated     Refusal = "truncated"
	Unsupported   Refusal = "unsupported" // a picture of a kind that is not kept: SVG, BMP, 12 bits
	NotPicture    Refusal = "not a picture"
)

func (r Refusal) Error() string { return "picture: " + string(r) }

// format is how a type of pictures is read.
type format struct {
	size   func(io.Reader) (image.Config, error)
	frames func([]byte) (n int, whole bool)
}

var formats = map[string]format{
	"image/jpeg": {jpeg.DecodeConfig, jpegScans},
	"image/png":  {png.DecodeConfig, pngFrames},
	"image/gif":  {gif.DecodeConfig, gifFrames},
	"image/webp": {webp.DecodeConfig, webpFrames},
	"image/avif": {avifSize, avifFrames},
}

// Read tells what a picture is. What is none, or not a whole one, or too much, is a Refusal.
func Read(body []byte) (Info, error) {
	if len(body) > MaxBytes {
		return Info{}, TooLarge
	}
	kind := kindOf(body)
	f, ok := formats[kind]
	if !ok {
		return Info{}, foreign(kind, body)
	}
	c, err := f.size(bytes.NewReader(body))
	if err != nil {
		return Info{}, refusalOf(err)
	}
	n, whole := f.frames(body)
	switch {
	case c.Width <= 0 || c.Height <= 0:
		return Info{}, NotPicture
	case exceeds(c, 1, MaxPixels) || exceeds(c, n, MaxPainted):
		return Info{}, TooManyPixels
	case !whole:
		return Info{}, Truncated
	}
	info := Info{Type: kind, Width: c.Width, Height: c.Height}
	if kind == "image/jpeg" && isOnItsSide(orientation(body)) {
		info = info.Turned()
	}
	return info, nil
}

// Turned is what is said of a picture that lies on its side.
func (i Info) Turned() Info { return Info{i.Type, i.Height, i.Width} }

// exceeds compares as fractions: no product of a header's numbers overflows.
func exceeds(c image.Config, times int, most float64) bool {
	return float64(c.Width)*float64(c.Height)*float64(times) > most
}

func kindOf(body []byte) string {
	if isAVIF(body) {
		return "image/avif"
	}
	return http.DetectContentType(body)
}

// foreign refuses what is of no type that is kept: a picture of another kind, or something else.
func foreign(kind string, body []byte) Refusal {
	head := bytes.ToLower(body[:min(len(body), sniffed)])
	if strings.HasPrefix(kind, "image/") || bytes.Contains(head, []byte("<svg")) {
		return Unsupported
	}
	return NotPicture
}

// sniffed is how much of a file tells that it is SVG: comments and a doctype come before its element.
const sniffed = 1 << 10

// refusalOf is what an error of a decoder says.
func refusalOf(err error) Refusal {
	var ofJPEG jpeg.UnsupportedError
	var ofPNG png.UnsupportedError
	var refusal Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.As(err, &ofJPEG), errors.As(err, &ofPNG):
		return Unsupported
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Truncated
	}
	return NotPicture
}
