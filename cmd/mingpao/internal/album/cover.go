package album

import (
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The cover's size is what e-readers and shops ask for: 1.6 times as high as wide.
const (
	coverWidth  = 1000
	coverHeight = 1600
)

// stroke is a line through points on a field of 100 by 100.
type stroke [][2]float64

// masthead is 明報 drawn with lines: no font that may be embedded is small enough.
var masthead = [][]stroke{
	{ // 明
		{{8, 18}, {42, 18}, {42, 82}, {8, 82}, {8, 18}}, {{8, 50}, {42, 50}},
		{{56, 10}, {56, 60}, {46, 92}}, {{56, 10}, {92, 10}, {92, 90}, {80, 90}}, {{56, 36}, {92, 36}}, {{56, 61}, {92, 61}},
	},
	{ // 報
		{{26, 4}, {26, 30}}, {{8, 15}, {44, 15}}, {{4, 30}, {48, 30}}, {{14, 37}, {19, 49}}, {{38, 37}, {33, 49}},
		{{4, 53}, {48, 53}}, {{8, 71}, {44, 71}}, {{26, 53}, {26, 96}},
		{{58, 8}, {90, 8}, {90, 38}, {78, 38}}, {{58, 8}, {58, 96}}, {{64, 51}, {91, 51}, {82, 74}, {62, 94}},
		{{66, 58}, {77, 78}, {94, 94}},
	},
}

// Cover writes a cover with the paper's name and its days.
func Cover(w io.Writer, first, last string) error {
	img, err := coverImage(first, last)
	if err != nil {
		return err
	}
	return png.Encode(w, img)
}

// CoverWith writes that cover with a picture below the days.
func CoverWith(w io.Writer, first, last string, lead image.Image) error {
	plain, err := coverImage(first, last)
	if err != nil {
		return err
	}
	img := image.NewRGBA(plain.Bounds())
	draw.Draw(img, img.Bounds(), plain, image.Point{}, draw.Src)
	place := fitted(lead.Bounds(), image.Rect(90, 950, coverWidth-90, coverHeight-90))
	draw.BiLinear.Scale(img, place, lead, lead.Bounds(), draw.Src, nil)
	return jpeg.Encode(w, img, &jpeg.Options{Quality: 85})
}

// fitted is the largest place in a room that has the shape of a picture, in its middle.
func fitted(shape, room image.Rectangle) image.Rectangle {
	w, h := room.Dx(), shape.Dy()*room.Dx()/shape.Dx()
	if h > room.Dy() {
		w, h = shape.Dx()*room.Dy()/shape.Dy(), room.Dy()
	}
	at := room.Min.Add(image.Pt((room.Dx()-w)/2, (room.Dy()-h)/2))
	return image.Rectangle{at, at.Add(image.Pt(max(1, w), max(1, h)))}
}

func coverImage(first, last string) (*image.Gray, error) {
	ink, paper := color.Gray{0x18}, color.Gray{0xF4}
	img := image.NewGray(image.Rect(0, 0, coverWidth, coverHeight))
	fill(img, img.Bounds(), paper)
	fill(img, image.Rect(90, 150, coverWidth-90, 158), ink)
	fill(img, image.Rect(90, 650, coverWidth-90, 654), ink)
	for i, character := range masthead {
		for _, s := range character {
			drawStroke(img, s, image.Pt(130+i*400, 230), 3.4, ink)
		}
	}
	days, size := last, 110.0
	if first != last {
		days, size = first+" – "+last, 66
	}
	return img, drawText(img, days, size, 860, ink)
}

func fill(img *image.Gray, r image.Rectangle, c color.Gray) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetGray(x, y, c)
		}
	}
}

// drawStroke draws a line with round ends, scale points of the image to one of the field.
func drawStroke(img *image.Gray, s stroke, at image.Point, scale float64, ink color.Gray) {
	const thick = 4.2 // half of it, on the field
	for i := 1; i < len(s); i++ {
		from, to := s[i-1], s[i]
		length := math.Hypot(to[0]-from[0], to[1]-from[1])
		steps := int(length*scale/2) + 1
		for step := range steps + 1 {
			t := float64(step) / float64(steps)
			x, y := from[0]+t*(to[0]-from[0]), from[1]+t*(to[1]-from[1])
			drawDot(img, float64(at.X)+x*scale, float64(at.Y)+y*scale, thick*scale, ink)
		}
	}
}

// drawDot draws a disc with a soft edge.
func drawDot(img *image.Gray, x, y, radius float64, ink color.Gray) {
	for py := int(y - radius); py <= int(y+radius)+1; py++ {
		for px := int(x - radius); px <= int(x+radius)+1; px++ {
			cover := min(1, max(0, radius+0.5-math.Hypot(float64(px)-x, float64(py)-y)))
			old := float64(img.GrayAt(px, py).Y)
			img.SetGray(px, py, color.Gray{uint8(min(old, old+cover*(float64(ink.Y)-old)))})
		}
	}
}

// drawText writes a line in the middle, its foot at a height.
func drawText(img *image.Gray, text string, size float64, foot int, ink color.Gray) error {
	parsed, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return err
	}
	defer face.Close()
	d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: face}
	d.Dot = fixed.Point26_6{X: (fixed.I(coverWidth) - d.MeasureString(text)) / 2, Y: fixed.I(foot)}
	d.DrawString(text)
	return nil
}
