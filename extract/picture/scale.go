package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Scaling is what a picture is drawn anew for. The zero value keeps size and colours.
type Scaling struct {
	Side int  // that the longer side has at most, in pixels; 0: what it has
	Grey bool // without colours
}

// quality of a JPEG that is drawn anew: what e-readers and thumbnails show has half the size at it, and looks the same.
const quality = 80

// JPEG draws a picture anew, upright, on white, and without what its camera noted: of one that moves the first frame.
// AVIF cannot be drawn: it is Unsupported.
func (s Scaling) JPEG(body []byte) ([]byte, Info, error) {
	from, err := s.Draw(body)
	if err != nil {
		return nil, Info{}, err
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, from, &jpeg.Options{Quality: quality}); err != nil {
		return nil, Info{}, err
	}
	return b.Bytes(), Info{Type: "image/jpeg", Width: from.Bounds().Dx(), Height: from.Bounds().Dy()}, nil
}

// Draw draws a picture as JPEG does.
func (s Scaling) Draw(body []byte) (draw.Image, error) {
	info, err := Read(body)
	if err != nil {
		return nil, err
	}
	from, err := decode(info.Type, body)
	if err != nil {
		return nil, refusalOf(err)
	}
	to := s.canvas(from.Bounds())
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	from = halved(from, max(to.Bounds().Dx(), to.Bounds().Dy()))
	draw.BiLinear.Scale(to, to.Bounds(), from, from.Bounds(), draw.Over, nil)
	if info.Type == "image/jpeg" {
		return turned(to, orientation(body)), nil
	}
	return to, nil
}

// halved is a picture halved as long as its longer side stays at least twice another: scaling takes 32 bytes for every
// row of what it comes from and column of what it makes. Halving between pixels is the mean of four.
func halved(from image.Image, side int) image.Image {
	for b := from.Bounds(); max(b.Dx(), b.Dy()) >= 2*side; b = from.Bounds() {
		half := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()/2), max(1, b.Dy()/2)))
		draw.ApproxBiLinear.Scale(half, half.Bounds(), from, b, draw.Src, nil)
		from = half
	}
	return from
}

func decode(kind string, body []byte) (image.Image, error) {
	r := bytes.NewReader(body)
	switch kind {
	case "image/jpeg":
		return jpeg.Decode(r)
	case "image/png":
		return png.Decode(r)
	case "image/gif":
		return gif.Decode(r)
	case "image/webp":
		return webp.Decode(r)
	}
	return nil, Unsupported
}

// canvas is what a picture of a size is drawn on.
func (s Scaling) canvas(from image.Rectangle) draw.Image {
	w, h := s.Size(from.Dx(), from.Dy())
	if s.Grey {
		return image.NewGray(image.Rect(0, 0, w, h))
	}
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

// Size is what a width and a height become.
func (s Scaling) Size(w, h int) (int, int) {
	if longer := max(w, h); s.Side > 0 && longer > s.Side {
		return max(1, w*s.Side/longer), max(1, h*s.Side/longer)
	}
	return w, h
}
