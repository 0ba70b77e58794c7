package web

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// pngOf is a picture of a size.
func pngOf(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})
	for x := range w {
		m.SetColorIndex(x, x%h, 1)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// avifOf is the head of an AVIF of a size, with its data.
func avifOf(w, h uint32) []byte {
	box := func(kind string, body []byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
	}
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(make([]byte, 4), w), h)
	head := append(make([]byte, 4), box("iprp", box("ipco", box("ispe", size)))...)
	return slices.Concat(box("ftyp", []byte("avif\x00\x00\x00\x00mif1avif")), box("meta", head),
		box("mdat", make([]byte, 16)))
}

// polyglot is a picture that is a page as well.
func polyglot(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	const note = "<!DOCTYPE html><script>alert(1)</script>"
	comment := append([]byte{0xFF, 0xFE, 0, byte(len(note) + 2)}, note...)
	return append(append(b.Bytes()[:2:2], comment...), b.Bytes()[2:]...)
}

func seenPicture(url string, body []byte) record.Sighting {
	return record.Sighting{URL: url, At: noon.AddDate(0, 0, -3), Source: site.TimeFetched, Seen: queue.SeenPicture,
		Capture: store.Capture{Body: body, ContentType: "text/html"}}
}

// TestServedPictures: a picture is sent as it is kept or smaller, as what its bytes are, and for nothing else than
// that.
func TestServedPictures(t *testing.T) {
	a := hostileArchive(t, emptyFile(t), "題")
	large, page, avif := pngOf(t, 1000, 500), polyglot(t), avifOf(2000, 1000)
	var seen []record.Sighting
	for i, body := range [][]byte{large, page, avif} {
		seen = append(seen, seenPicture("https://fs.mingpao.com/pns/20260306/s00012/"+string('a'+rune(i))+".jpg", body))
	}
	if _, err := a.Record(t.Context(), 1, seen, noon); err != nil {
		t.Fatal(err)
	}
	room, err := New(a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	article, err := a.Catalog().Find(t.Context(), "pns", "1772726401001")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body   []byte // as it is kept
		query  string
		status int
		kind   string
		size   image.Point // as it is drawn; zero: it is sent as it is
	}{
		"as it is":          {large, "", 200, "image/png", image.Point{}},
		"smaller":           {large, "?w=320", 200, "image/jpeg", image.Pt(320, 160)},
		"no larger":         {large, "?w=1600", 200, "image/png", image.Point{}},
		"a page, too":       {page, "", 200, "image/jpeg", image.Point{}},
		"AVIF":              {avif, "?w=800", 200, "image/avif", image.Point{}},
		"no such width":     {large, "?w=321", 400, "text/html; charset=utf-8", image.Point{}},
		"two widths":        {large, "?w=320&w=800", 400, "text/html; charset=utf-8", image.Point{}},
		"another parameter": {large, "?x=1", 400, "text/html; charset=utf-8", image.Point{}},
		"none that is kept": {[]byte("x"), "", 404, "text/html; charset=utf-8", image.Point{}},
		"none, smaller":     {[]byte("x"), "?w=320", 404, "text/html; charset=utf-8", image.Point{}},
	} {
		t.Run(name, func(t *testing.T) {
			hash := store.Hash(c.body)
			answer := ask(t, room, "/p/"+hash+c.query)
			h := answer.Header()
			if answer.Code != c.status || h.Get("Content-Type") != c.kind || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Fatalf("%d, %v", answer.Code, h)
			}
			if c.status != http.StatusOK {
				if strings.Contains(h.Get("Cache-Control"), "immutable") {
					t.Errorf("an error is kept: %v", h)
				}
				return
			}
			if h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" ||
				!strings.Contains(h.Get("Cache-Control"), "immutable") || h.Get("Content-Disposition") !=
				`inline; filename="mingpao-`+hash[:12]+"."+strings.TrimPrefix(c.kind, "image/")+`"` {
				t.Errorf("%v", h)
			}
			got := answer.Body.Bytes()
			if info, err := picture.Read(got); c.size.X == 0 && !bytes.Equal(got, c.body) ||
				c.size.X != 0 && (err != nil || image.Pt(info.Width, info.Height) != c.size) {
				t.Errorf("%d bytes, %v, %v", len(got), info, err)
			}
		})
	}
	if answer := ask(t, room, "/p/"+article.SHA256); answer.Code != http.StatusNotFound {
		t.Errorf("a page is sent as a picture: %d", answer.Code)
	}
}

// TestPicturesInPages: a page shows the pictures that are kept in the size that it has use for, says of the others that
// they are not, and offers no more than those from the site.
func TestPicturesInPages(t *testing.T) {
	server := testRoom(t, testArchive(t))
	small, large := "/p/"+store.Hash(pngOf(t, 60, 90)), "/p/"+store.Hash(pngOf(t, 2000, 900))
	for name, c := range map[string]struct {
		path        string
		wants, nots []string
	}{
		"one of two": {"/a/pns/1772467201001", []string{`<a href="` + small + `"><img src="` + small +
			`" width="60" height="90" alt="圖片1" loading="lazy">`, "<p>未保存</p>", "載入圖片"}, []string{"src=\"https"}},
		"the other from the site": {"/en/a/pns/1772467201001?pictures=1", []string{`<img src="` + small + `"`, "Picture 1",
			`src="https://fs.mingpao.com/pns/20260303/s00007/00000000000000000000000000000003.jpg"`}, []string{"not kept",
			`src="https://fs.mingpao.com/pns/20260303/s00007/00000000000000000000000000000002.jpg"`}},
		"all, in its place": {"/a/ins/1772500000001",
			[]string{"首名跑手在兩小時內完成。</p>\n" + `<figure><a href="` + large + `"><img src="` + large +
				`?w=1600" width="1600" height="720"`}, []string{"未保存", "載入圖片"}},
		"of the first version": {"/a/ins/1772500000001?version=1", []string{large + "?w=1600"}, []string{"未保存"}},
		"the lead's":           {"/day/2026-03-03", []string{`<img class="illustration" src="` + small}, []string{large}},
		"a feed's": {"/feed.atom?from=2026-03-03&to=2026-03-03", []string{"img src=&#34;" + server.URL + small + "&#34;",
			"img src=&#34;" + server.URL + large + "?w=800&#34;"}, []string{"未保存"}},
		"an export's": {"/export?format=atom&from=2026-03-03&to=2026-03-03",
			[]string{"img src=&#34;" + server.URL + small + "&#34;",
				"img src=&#34;" + server.URL + large + "?w=800&#34;"}, []string{"未保存"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, page := get(t, server.URL+c.path)
			for _, want := range c.wants {
				if !strings.Contains(page, want) {
					t.Errorf("lacks %s", want)
				}
			}
			for _, not := range c.nots {
				if strings.Contains(page, not) {
					t.Errorf("has %s", not)
				}
			}
		})
	}
}

// TestPicturesInBooks: a picture stands in a book where it stands in the page's text.
func TestPicturesInBooks(t *testing.T) {
	_, book := get(t, testRoom(t, testArchive(t)).URL+"/export?format=epub&q=環島跑")
	files, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	chapter, err := fs.ReadFile(files, "OEBPS/chapter001.xhtml")
	if want := "首名跑手在兩小時內完成。</p>\n<figure><img src=\"picture0001.jpg\""; err != nil ||
		!strings.Contains(string(chapter), want) {
		t.Errorf("%v: %s", err, chapter)
	}
}

// TestPicturesCompared: the history shows the old picture and the new one, where each is kept.
func TestPicturesCompared(t *testing.T) {
	a := hostileArchive(t, emptyFile(t), "題")
	const folder = "https://fs.mingpao.com/pns/20260306/s00012/"
	looks := []record.Sighting{seenPicture(folder+"1.jpg", pngOf(t, 400, 200)),
		seenPicture(folder+"2.jpg", pngOf(t, 30, 20))}
	for i, name := range []string{"1.jpg", "2.jpg", "3.jpg"} {
		look := hostileLook("甲", name, noon.AddDate(0, 0, i-2))
		look.Article.Images = []extract.Image{{URL: folder + name, Caption: "圖"}}
		looks = append(looks, look)
	}
	if _, err := a.Record(t.Context(), 1, looks, noon); err != nil {
		t.Fatal(err)
	}
	room, err := New(a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	old, next := "/p/"+store.Hash(pngOf(t, 400, 200))+`?w=320" width="320" height="160"`, "/p/"+
		store.Hash(pngOf(t, 30, 20))+`"`
	for pair, want := range map[string][2]string{"?from=3&to=4": {old, next}, "?from=4&to=5": {next, ""}} {
		page := ask(t, room, "/a/pns/1772726401001/history"+pair).Body.String()
		_, changed, _ := strings.Cut(page, "圖片或影片有改動")
		before, after, both := strings.Cut(changed, "<ins>")
		if !both || !strings.Contains(before, `src="`+want[0]) || strings.Contains(after, "<img") != (want[1] != "") ||
			!strings.Contains(after, want[1]) {
			t.Errorf("%s: %s", pair, changed)
		}
	}
	feed := ask(t, room, "/changes.atom").Body.String()
	for _, picture := range [][]byte{pngOf(t, 400, 200), pngOf(t, 30, 20)} {
		if !strings.Contains(feed, "img src=&#34;http://127.0.0.1:8080/p/"+store.Hash(picture)+"&#34;") {
			t.Errorf("the log does not show a picture: %s", feed)
		}
	}
}

// TestPicturesThatFail: where the site does not send a picture that is loaded from it, the page says so.
func TestPicturesThatFail(t *testing.T) {
	url := testRoom(t, testArchive(t)).URL
	b := chromium(t, url)
	b.expected = []string{"fs.mingpao.com"}
	b.arrive(chromedp.Navigate(url + "/zh/a/pns/1772467201001?pictures=1"))
	b.do(chromedp.ScrollIntoView(".missing", chromedp.ByQuery), chromedp.WaitVisible(".missing > p", chromedp.ByQuery))
	b.wants("does not say what failed", b.text(".missing > p") == "網站沒有送來這張圖片")
}
