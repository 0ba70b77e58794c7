package export

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// photographOf is a picture that packs badly, like photographs.
func photographOf(t *testing.T, w, h int) []byte {
	t.Helper()
	m, noise := image.NewRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(noise.Uint32()), 90, 30, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// illustrated are two articles. The second shows a picture of the first again, one that cannot be drawn, and one that
// is not kept.
func illustrated() []*catalog.Article {
	image := func(n int, caption string) extract.Image {
		return extract.Image{URL: fmt.Sprintf("https://fs.mingpao.com/%d.jpg", n), Caption: caption}
	}
	one := &catalog.Article{Article: extract.Article{ID: "1772420000001", Title: "甲", Section: "要聞",
		Published: "2026-03-02", Images: []extract.Image{image(1, "長凳<新>"), image(2, "")}}}
	two := &catalog.Article{Article: extract.Article{ID: "1772420000002", Title: "乙", Section: "要聞",
		Published: "2026-03-02", Images: []extract.Image{image(3, "又見"), image(4, "壞圖"), image(5, "沒有存下")}}}
	return []*catalog.Article{one, two}
}

// bookOf is a book with its album: a large picture, a small one, the large one again, and what is not one.
func bookOf(t *testing.T, pictures *album.Album, large, small []byte) map[string]string {
	t.Helper()
	all := illustrated()
	for _, a := range all {
		pictures.AddText(len(withPictures(a, nil)))
	}
	images := append(all[0].Images[:2:2], all[1].Images...)
	for i, body := range [][]byte{large, small, large, []byte("<html>")} {
		if hash := fmt.Sprint(len(body)); !pictures.Has(hash, images[i]) {
			if err := pictures.Add(hash, images[i], body); err != nil {
				t.Fatal(err)
			}
		}
	}
	pictures.Fit()
	var b bytes.Buffer
	book, err := epubFormat.open(&b, Options{Album: pictures})
	if err := errors.Join(err, book.Add(all[0]), book.Add(all[1]), book.Close(), pictures.Close()); err != nil {
		t.Fatal(err)
	}
	return bookFiles(t, b.Bytes())
}

// TestBookWithPictures: each picture is once in the book, as large as a reader shows, with its caption; what the book
// does not have leaves its caption.
func TestBookWithPictures(t *testing.T) {
	large, small := photographOf(t, 1210, 605), photographOf(t, 40, 60)
	for _, c := range []struct {
		name   string
		album  album.Album
		figure []string // their files in the order of the text
		sizes  map[string]image.Point
		left   int
	}{
		{"whole", album.Album{}, []string{"picture0001.jpg", "picture0002.jpg", "picture0001.jpg"},
			map[string]image.Point{"picture0001.jpg": {X: 1200, Y: 600}, "picture0002.jpg": {X: 40, Y: 60}}, 0},
		{"grey", album.Album{Grey: true}, []string{"picture0001.jpg", "picture0002.jpg", "picture0001.jpg"},
			map[string]image.Point{"picture0001.jpg": {X: 1200, Y: 600}, "picture0002.jpg": {X: 40, Y: 60}}, 0},
		{"small", album.Album{MaxSize: 550 << 10}, []string{"picture0002.jpg"},
			map[string]image.Point{"picture0002.jpg": {X: 40, Y: 60}}, 1},
		{"smaller than its text", album.Album{MaxSize: 1}, nil, map[string]image.Point{}, 2},
	} {
		files := bookOf(t, &c.album, large, small)
		var shown []string
		for _, m := range regexp.MustCompile(`<img src="([^"]*)"`).FindAllStringSubmatch(files["OEBPS/chapter001.xhtml"],
			-1) {
			shown = append(shown, m[1])
		}
		if fmt.Sprint(shown) != fmt.Sprint(c.figure) || c.album.LeftOut != c.left || c.album.Undrawn != 1 {
			t.Errorf("%s: shows %v, left out %d, not drawn %d", c.name, shown, c.album.LeftOut, c.album.Undrawn)
		}
		if strings.Contains(files["OEBPS/chapter001.xhtml"], " width=") {
			t.Errorf("%s: a picture is held to a width, whatever the screen's", c.name)
		}
		for _, caption := range []string{"長凳&lt;新&gt;", "圖：壞圖", "圖：沒有存下"} {
			if !strings.Contains(files["OEBPS/chapter001.xhtml"], caption) {
				t.Errorf("%s: no %s", c.name, caption)
			}
		}
		checkPictures(t, c.name, files, c.sizes, c.album.Grey)
	}
}

func checkPictures(t *testing.T, name string, files map[string]string, sizes map[string]image.Point, grey bool) {
	t.Helper()
	found := 0
	for file, body := range files {
		short := strings.TrimPrefix(file, "OEBPS/")
		if strings.HasPrefix(file, "OEBPS/") && short != "book.opf" &&
			!strings.Contains(files["OEBPS/book.opf"], `href="`+short+`"`) {
			t.Errorf("%s: %s is not in the table of files", name, file)
		}
		if !strings.HasPrefix(short, "picture") {
			continue
		}
		found++
		size, err := jpeg.DecodeConfig(strings.NewReader(body))
		if (image.Point{X: size.Width, Y: size.Height}) != sizes[short] || (size.ColorModel == color.GrayModel) != grey {
			t.Errorf("%s: %s is %v, %v", name, file, size, err)
		}
	}
	cover := map[bool]string{true: "cover.jpg", false: "cover.png"}[len(sizes) > 0]
	if found != len(sizes) || !strings.Contains(files["OEBPS/cover.xhtml"], cover) || files["OEBPS/"+cover] == "" {
		t.Errorf("%s: %d pictures, cover %s of %d bytes", name, found, cover, len(files["OEBPS/"+cover]))
	}
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int64{"": 0, "50MB": 50e6, "50 mb": 50e6, "50": 0, "MB": 0, "-1MB": 0, "0MB": 0,
		"99999999999MB": 0} {
		if got, err := ParseSize(text); got != want || (err == nil) != (text == "" || want > 0) {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}
