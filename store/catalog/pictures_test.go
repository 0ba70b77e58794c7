package catalog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestPictures: an article's images are found where they were seen, however the address was written, each as often as
// another picture was there; and no picture is a look at an article.
func TestPictures(t *testing.T) {
	a, _ := sample.Filled(t)
	c := catalog.New(a)
	images := []extract.Image{sample.Image(1), {URL: "https://fs.mingpao.com/none.jpg"}, {URL: "x"}, sample.Image(3)}
	all, err := c.Pictures(t.Context(), images)
	if err != nil || len(all) != len(images) {
		t.Fatal(all, err)
	}
	var got []string
	for i, some := range all {
		for _, p := range some {
			got = append(got,
				fmt.Sprint(i, " ", p.SHA256[:4], " ", p.Type, " ", p.Bytes, " ", p.Width, "x", p.Height, " ", p.FirstSeen[:13], " ",
					p.LastSeen[:13], " ", p.Witness.Kind))
		}
	}
	line := func(i, n int, rest string) string {
		b := sample.Picture(n)
		return fmt.Sprint(i, " ", ident.Hash(b)[:4], " image/png ", len(b), " 40x30 ", rest)
	}
	want := []string{line(0, 1, "2026-03-02T14 2026-03-02T21 fetched"), line(0, 11, "2026-03-02T17 2026-03-02T22 fetched"),
		line(3, 3, "2026-03-06T06 2026-03-06T06 none")}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("kept:\n%s\nwant:\n%s", g, w)
	}
	one, err := c.PictureOf(t.Context(), all[0][1].SHA256)
	if err != nil || one.ContentType != "image/png" || string(one.Body) != string(sample.Picture(11)) {
		t.Errorf("%q, %v", one.ContentType, err)
	}
	page, _ := c.Find(t.Context(), "pns", "1772380800007")
	if _, err := c.PictureOf(t.Context(), page.SHA256); !errors.Is(err, db.ErrUnknown) {
		t.Errorf("a page is a picture: %v", err)
	}
	if n, size, err := c.KeptPictures(t.Context()); n != 4 || size == 0 || err != nil {
		t.Error(n, size, err)
	}
}

// TestNoPicture: what is no picture is not kept as one, and nothing is kept as one where no picture can be.
func TestNoPicture(t *testing.T) {
	a := sample.Open(t)
	cut := sample.SeenPicture(sample.PictureURL(1), 1, sample.Noon, "fetched")
	cut.Capture.Body = cut.Capture.Body[:100]
	elsewhere := sample.SeenPicture("https://news.mingpao.com/pns/main.php", 1, sample.Noon, "fetched")
	for name, s := range map[string]record.Sighting{"cut off": cut, "elsewhere": elsewhere} {
		_, err := record.Record(t.Context(), a, 1, []record.Sighting{s}, sample.Noon)
		var refusal picture.Refusal
		if err == nil || name == "cut off" && (!errors.As(err, &refusal) || refusal != picture.Truncated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if out, err := record.Record(t.Context(), a, 1,
		[]record.Sighting{sample.SeenPicture(sample.PictureURL(1), 1, sample.Noon, "fetched")},
		sample.Noon); err != nil || out[0] != queue.None {
		t.Error(out, err)
	}
}
