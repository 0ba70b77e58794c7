package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// pictureOf is a picture, another one for every width.
func pictureOf(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 20))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seenPictures are looks at the pictures of a page's article: fetched, from a file, changed, found as before, gone.
func seenPictures(t *testing.T, at time.Time) (all []record.Sighting) {
	t.Helper()
	art, err := store.Read("", store.Capture{ContentType: "text/html", Body: testdata.Page("ins-live.html")})
	if err != nil || len(art.Images) == 0 {
		t.Fatal(art, err)
	}
	url := site.PictureURL(art.Images[0].URL)
	see := func(hours, width int, source site.TimeSource, answer string) {
		all = append(all,
			record.Sighting{URL: url, At: at.Add(time.Duration(hours) * time.Hour), Source: source, Seen: queue.SeenPicture,
				Capture: store.Capture{Body: pictureOf(t, width)}, Answer: answer})
	}
	see(1, 30, site.TimeFetched, "HTTP/2.0 200 OK\r\nContent-Type: image/png\r\n")
	see(2, 30, site.TimeWARC, "")
	see(3, 40, site.TimeFile, "")
	see(4, 50, site.TimeFetched, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n")
	for i, s := range []record.Sighting{{Seen: queue.SeenUnmodified},
		{Seen: queue.SeenUnmodified, SHA256: store.Hash(pictureOf(t, 30))}, {Seen: queue.SeenGone, Detail: "HTTP 404"}} {
		s.URL, s.At, s.Source = url, at.Add(time.Duration(6+i)*time.Hour), site.TimeFetched
		all = append(all, s)
	}
	return all
}

// answerRecord is a WARC record of an answer.
func answerRecord(url, kind, at string, body []byte) []byte {
	answer := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s", kind, body)
	return fmt.Appendf(nil, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n"+
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", url, at,
		len(answer), answer)
}

// crawled are records of two articles, of their pictures, and of one that no article shows.
func crawled(t *testing.T) (pages, pictures [][]byte) {
	t.Helper()
	for i, name := range []string{"ins-live.html", "ins-photo-strip.html"} {
		body := testdata.Page(name)
		art, err := store.Read("", store.Capture{ContentType: "text/html", Body: body})
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, answerRecord(art.URL, "text/html", "2026-03-05T04:00:00Z", body))
		for j, image := range art.Images {
			pictures = append(pictures,
				answerRecord(strings.Replace(image.URL, "https:", "http:", 1)+"?t=1", "image/jpeg", "2026-03-05T04:00:01Z",
					pictureOf(t, 10*i+j+5)))
		}
	}
	return pages,
		append(pictures, pictures[0], answerRecord("https://fs.mingpao.com/other.jpg", "image/jpeg", "2026-03-05T04:00:02Z",
			pictureOf(t, 99)))
}

// TestPicturesInAnyOrder: whether pictures stand before their articles or after them, in one file or several, in one
// import or after the articles' own, the archive is the same.
func TestPicturesInAnyOrder(t *testing.T) {
	dir := t.TempDir()
	pages, pictures := crawled(t)
	write := func(name string, records ...[]byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, slices.Concat(records...), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	r := rand.New(rand.NewPCG(1, 28))
	all := slices.Concat(pages, pictures)
	imports := map[string][][]string{
		"two files":      {{write("p.warc", pages...), write("i.warc", pictures...)}},
		"pictures first": {{write("i.warc", pictures...), write("p.warc", pages...)}},
		"pictures later": {{write("p.warc", pages...)}, {write("i.warc", pictures...)}},
		"twice": {{write("p.warc", pages...), write("i.warc", pictures...)},
			{write("i.warc", pictures...), write("p.warc", pages...)}},
		"one by one, mostly": {{write("p.warc", pages...)}, {write("1.warc", pictures[0])}, {write("i.warc", pictures...)}},
	}
	for seed := range 3 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		imports[fmt.Sprint("shuffled ", seed)] = [][]string{{write(fmt.Sprint(seed, ".warc"), all...)}}
	}
	var want []string
	for name, runs := range imports {
		db := filepath.Join(dir, name+".db")
		for _, files := range runs {
			runIn(t, nil, 0, append([]string{"import", "--pictures", "--db", db}, files...)...)
		}
		got := dumpOf(t, db)
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		runIn(t, nil, 0, "verify", "--db", db)
	}
}

// TestPicturesWhenAsked: nothing is taken unasked, and that is said; what is chosen for good is kept, and shown.
func TestPicturesWhenAsked(t *testing.T) {
	dir := t.TempDir()
	db, file := filepath.Join(dir, "a.db"), filepath.Join(dir, "a.warc")
	pages, pictures := crawled(t)
	if err := os.WriteFile(file, slices.Concat(slices.Concat(pages...), slices.Concat(pictures...)), 0o600); err != nil {
		t.Fatal(err)
	}
	shown := len(pictures) - 2 // one comes twice, one no article shows
	for _, step := range []struct {
		args []string
		says string // on standard output or error
	}{
		{[]string{"import", file}, fmt.Sprintf("; %d pictures in these files not taken (--pictures)\n", len(pictures))},
		{[]string{"import", "--pictures=maybe", file}, "neither on nor off"},
		{[]string{"import", "--pictures=on"}, ""},
		{[]string{"status"}, "pictures   0, 0 KB; new ones are taken: on"},
		{[]string{"import", "--pictures=off", file}, "not taken"},
		{[]string{"import", "--pictures=on", file},
			fmt.Sprintf(", pictures %d; passed over: 1 picture of no article\n", shown)},
		{[]string{"import", file}, "unchanged 2, without an article 0; passed over: 1 picture of no article\n"},
		{[]string{"stats"}, fmt.Sprintf("\n%d pictures, 0.0 MB\n", shown)},
		{[]string{"status"}, fmt.Sprintf("\npictures   %d, ", shown)},
		{[]string{"remove", "--dry-run", "1772500000001"}, "  1 picture that no other article shows, 0.0 MB\n"},
	} {
		_, out, errs := tryCommand(t, slices.Insert(slices.Clone(step.args), 1, "--db", db)...)
		if !strings.Contains(out+errs, step.says) {
			t.Errorf("%s says %q", strings.Join(step.args, " "), out+errs)
		}
	}
}
