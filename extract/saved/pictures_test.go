package saved_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/testdata"
)

const pictureHost = "https://fs.mingpao.com/ins/20260309/s00001/"

// The pictures of an article, as it stands on the site: one of the gallery that is shown at once and one that a script
// puts in its place, then two in the text.
var shown = []string{pictureHost + "a1.jpg", pictureHost + "a2.png", pictureHost + "b1.jpg",
	pictureHost + "b2.gif?w=600&h=40"}

func pictureOf(url string) []byte {
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 20+len(url), 16))
	switch {
	case strings.Contains(url, ".png"):
		must(0, png.Encode(&b, m))
	case strings.Contains(url, ".gif"):
		must(0, gif.Encode(&b, m, nil))
	default:
		must(0, jpeg.Encode(&b, m, nil))
	}
	return b.Bytes()
}

// placeholder is what stands in the place of a2.png until it is loaded.
func placeholder() []byte {
	var b bytes.Buffer
	must(0, gif.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)), nil))
	return b.Bytes()
}

func illustrated() original {
	page := string(testdata.Page("ins-inline.html"))
	figure := func(url, src string) string {
		return fmt.Sprintf(`<a href="%s" class="fancybox" title="圖（江楓攝）"><img class="lazy" src="%s" data-original="%s"></a>`,
			url, src, url)
	}
	gallery := `<div id="topimage"><div id="zoomedimg">` +
		figure(shown[0], shown[0]) + figure(shown[1], "../image/grey.gif")
	page = strings.Replace(page, `<div id="topimage">`, gallery+"</div>", 1)
	page = strings.Replace(page, "<p>園內有10", `<figure class="image"><img src="`+shown[2]+`" alt=""></figure><p><img src="`+
		strings.ReplaceAll(shown[3], "&", "&amp;")+`" alt=""></p><p>園內有10`, 1)
	return original{name: "a.html", body: []byte(page), at: seen,
		url: "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260309/s00001/1772985600001/x"}
}

// album is a way of keeping a page with its pictures: files, the one to read, and what it lacks.
type album struct {
	name  string
	files map[string]string
	input string
	lacks []string // of the pictures
	over  []string // what is passed over
	less  bool     // the article lacks them, too
}

func albums() []album {
	o := illustrated()
	return []album{
		{name: "WARC", files: map[string]string{"a.warc": string(bytes.Join(picturedWARC(o), nil))}, input: "a.warc",
			over: []string{"image/gif", "other site", "picture: not a picture"}},
		{name: "WACZ", files: map[string]string{"a.wacz": string(waczFile(o, picturedWARC(o)))}, input: "a.wacz",
			over: []string{"image/gif", "other site", "picture: not a picture"}},
		{name: "HAR", files: map[string]string{"a.har": string(picturedHAR(o))}, input: "a.har", lacks: shown[3:],
			over: []string{"image/gif", "picture: broken where it is kept"}},
		{name: "MHTML", files: map[string]string{"a.mhtml": string(picturedMHTML(o))}, input: "a.mhtml"},
		{name: "webarchive", files: map[string]string{"a.webarchive": string(picturedWebarchive(o))}, input: "a.webarchive"},
		{name: "SingleFile", files: map[string]string{"a.html": inOneFile(o, false, pictureOf)}, input: "a.html",
			lacks: shown[2:], less: true, over: slices.Repeat([]string{"picture: the page does not tell its address"}, 2)},
		{name: "SingleFile with addresses", files: map[string]string{"a.html": inOneFile(o, true, pictureOf)},
			input: "a.html"},
		{name: "SingleFile, a picture twice", files: map[string]string{"a.html": twice(o)}, input: "a.html", lacks: shown[2:],
			less: true, over: slices.Repeat([]string{"picture: the page does not tell its address"}, 2)},
		{name: "SingleFile before a script ran", files: map[string]string{"a.html": inOneFile(o, false, unloaded)},
			input: "a.html", lacks: shown[1:], less: true,
			over: append([]string{"picture: a placeholder"},
				slices.Repeat([]string{"picture: the page does not tell its address"}, 2)...)},
		{name: "complete", files: complete(o), input: ".", lacks: shown[2:], less: true,
			over: append(slices.Repeat([]string{"part of a saved page"}, 4),
				slices.Repeat([]string{"picture: the page does not tell its address"}, 2)...)},
		{name: "complete, by its name", files: complete(o), input: "頁.html", lacks: shown[2:], less: true,
			over: slices.Repeat([]string{"picture: the page does not tell its address"}, 2)},
		{name: "wget", files: copied(o, "b2.gif?w=600&h=40", `b2.gif%3Fw=600&amp;h=40`), input: ".", lacks: shown[1:2],
			over: slices.Repeat([]string{"part of a saved page"}, 4)},
		{name: "wget, by its name", files: copied(o, "b2.gif?w=600&h=40", `b2.gif%3Fw=600&amp;h=40`),
			input: "news.mingpao.com/ins/x.html", lacks: shown[1:2]},
		{name: "wget without -k", files: uncopied(o), input: ".", lacks: shown[1:2],
			over: slices.Repeat([]string{"part of a saved page"}, 4)},
		{name: "HTTrack", files: copied(o, "b27e92.gif", "b27e92.gif?w=600&amp;h=40"), input: ".", lacks: shown[1:2],
			over: slices.Repeat([]string{"part of a saved page"}, 4)},
	}
}

// TestPictures: each form gives an article's pictures at the addresses that the article has, or what it lacks is named.
func TestPictures(t *testing.T) {
	for _, a := range albums() {
		t.Run(a.name, func(t *testing.T) { checkAlbum(t, a, filepath.Join(tree(t, a.files), a.input)) })
		if a.input == "." {
			t.Run(a.name+" in a ZIP", func(t *testing.T) {
				files := map[string][]byte{}
				for name, b := range a.files {
					files["saved/"+name] = []byte(b)
				}
				file := filepath.Join(t.TempDir(), "a.zip")
				write(t, file, zipOf(files, seen, 8))
				checkAlbum(t, a, file)
			})
		}
	}
}

func checkAlbum(t *testing.T, a album, input string) {
	t.Helper()
	pages, failed, over := readAll(t, saved.Options{Now: now, Pictures: true}, input)
	got, articles := map[string]bool{}, 0
	for _, p := range pages {
		if p.Picture == nil {
			articles++
			checkImages(t, a, p)
			continue
		}
		got[p.URL] = true
		if !bytes.Equal(p.Body, pictureOf(p.URL)) || p.Picture.Type != p.ContentType || p.Picture.Height != 16 ||
			p.Seen.IsZero() || p.SeenFrom == "" {
			t.Errorf("%s: %+v", p.URL, p)
		}
	}
	want := map[string]bool{}
	for _, url := range shown {
		if !slices.Contains(a.lacks, url) {
			want[url] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || articles != 1 || len(failed) > 0 {
		t.Errorf("%d articles, failed %v; pictures:\n%s", articles, failed, diff)
	}
	if diff := cmp.Diff(a.over, over); diff != "" {
		t.Errorf("passed over:\n%s", diff)
	}
	if pages, _, _ := readAll(t, saved.Options{Now: now}, input); len(pages) != 1 || pages[0].Picture != nil {
		t.Errorf("without --pictures: %d pages", len(pages))
	}
}

func checkImages(t *testing.T, a album, p saved.Page) {
	t.Helper()
	article, err := extract.Parse(p.Page)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range article.Images {
		got = append(got, i.URL)
	}
	want := shown
	if a.less {
		want = shown[:2]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("images of the article:\n%s", diff)
	}
}

// TestUntaken: what nobody asked for is counted.
func TestUntaken(t *testing.T) {
	counts := map[string]int{"WARC": 5, "WACZ": 5, "HAR": 4, "MHTML": 4, "webarchive": 4, "SingleFile": 4,
		"SingleFile, a picture twice": 4, "complete": 4, "wget": 4, "HTTrack": 4}
	for _, a := range albums() {
		want, ok := counts[a.name]
		if !ok {
			continue
		}
		got := 0
		for p, err := range saved.NewReader(saved.Options{Now: now}).Pages(t.Context(),
			filepath.Join(tree(t, a.files), a.input)) {
			if got = p.Untaken; p.Picture != nil {
				t.Errorf("%s: %v, %v", a.name, p, err)
			}
		}
		if got != want {
			t.Errorf("%s: %d pictures not taken, want %d", a.name, got, want)
		}
	}
}

// TestForeignFiles: a page cannot make its reader take files that are none of its own.
func TestForeignFiles(t *testing.T) {
	secret := string(pictureOf(shown[0]))
	dir := tree(t, map[string]string{"secret.jpg": secret, "kept/beside.jpg": secret, "kept/a_files/empty": ""})
	must(0, os.Symlink("../../secret.jpg", filepath.Join(dir, "kept/a_files/link.jpg")))
	must(0, syscall.Mkfifo(filepath.Join(dir, "kept/a_files/pipe.jpg"), 0o600))
	for _, src := range []string{"../secret.jpg", "a_files/../../secret.jpg", "../x_files/../secret.jpg",
		filepath.Join(dir, "secret.jpg"), "file://" + filepath.Join(dir, "secret.jpg"), "beside.jpg", "a_files/link.jpg",
		"a_files/pipe.jpg", "a_files", "%00"} {
		page := strings.Replace(string(illustrated().body), `src="../image/grey.gif"`, `src="`+src+`"`, 1)
		page = strings.ReplaceAll(page, shown[1], pictureHost+strings.TrimSuffix(filepath.Base(src), ".jpg")+".jpg")
		write(t, filepath.Join(dir, "kept/a.html"), []byte(page))
		for _, input := range []string{"kept", "kept/a.html"} {
			for p, err := range saved.NewReader(saved.Options{Now: now, Pictures: true}).Pages(t.Context(),
				filepath.Join(dir, input)) {
				if p.Picture != nil {
					t.Errorf("%s gives %s from %s (%v)", src, p.URL, p.Source, err)
				}
			}
		}
	}
}

// TestManyPictures: a page with a hundred thousand gives so many, and stays an article.
func TestManyPictures(t *testing.T) {
	o := illustrated()
	data := base64.StdEncoding.EncodeToString(pictureOf(shown[0]))
	var strip strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&strip, `<img src="data:image/x;base64,%s" data-original="%s%d.jpg">`, data, pictureHost, i)
	}
	o.body = bytes.Replace(o.body, []byte("<mpfooter>"), []byte(strip.String()+"<mpfooter>"), 1)
	dir := tree(t, map[string]string{"a.html": string(o.body)})
	articles, pictures, more := 0, 0, false
	for p, err := range saved.NewReader(saved.Options{Now: now, Pictures: true}).Pages(t.Context(), dir) {
		var over *saved.PassedOver
		switch {
		case errors.As(err, &over):
			more = more || strings.Contains(over.Kind, "more than")
		case p.Picture != nil:
			pictures++
		default:
			articles++
		}
	}
	if articles != 1 || pictures != 500 || !more {
		t.Errorf("%d articles, %d pictures, the rest named: %v", articles, pictures, more)
	}
}
