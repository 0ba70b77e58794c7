package watching

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The pieces that files are made of.
const (
	begun = "<html><title>明報</title><body>社區圖書館"
	ended = "的第二扇門</body></html>\n"
	whole = begun + ended
	entry = "WARC/1.1\r\nWARC-Type: response\r\n\r\n\r\n\r\n"
)

// happen are things that happen to a folder, by second: "write NAME TEXT", "add NAME TEXT", "move NAME NAME" …
type happen map[int][]string

// TestArrivals plays how files come into a folder, second by second, and says in which each is taken.
func TestArrivals(t *testing.T) {
	always := happen{}
	for second := 0; second < 700; second += 30 {
		always[second] = []string{"add proxy.warc " + entry}
	}
	for name, c := range map[string]struct {
		happens happen
		want    string
	}{
		"written at once": {happen{5: {"write a.html " + whole}}, "7:a.html"},
		"there before":    {happen{0: {"write a.html " + whole}}, "2:a.html"},
		"written slowly": {happen{0: {"write a.html " + begun}, 20: {"add a.html 與"}, 50: {"add a.html " + ended}},
			"52:a.html"},
		"without an end": {happen{0: {"write a.html " + begun}}, "60:a.html"},
		"by SingleFile": {happen{0: {"write a.html <html><!-- Page saved with SingleFile -->\n<p>社區圖書館"},
			9: {"add a.html </footer> \n"}}, "11:a.html"},
		"a ZIP without its directory": {happen{0: {"write a.wacz PK\x03\x04"}, 9: {"add a.wacz PK\x05\x06"}}, "11:a.wacz"},
		"an MHTML": {happen{0: {"write a.mhtml MIME-Version: 1.0\r\n--x\r\n"}, 9: {"add a.mhtml --x--\r\n"}},
			"11:a.mhtml"},
		"a HAR": {happen{0: {"write a.har {\"log\":"}, 9: {"add a.har {}}\n"}}, "11:a.har"},
		"downloaded by Chrome": {happen{0: {"write a.html.crdownload " + whole}, 90: {"move a.html.crdownload a.html"}},
			"92:a.html"},
		"downloaded by Firefox": {happen{0: {"write a.html ", "write a.html.part " + whole},
			90: {"move a.html.part a.html"}}, "92:a.html"},
		"without a byte": {happen{0: {"write a.html "}, 90: {"write a.html " + whole}}, "92:a.html"},
		"a WARC that grows": {happen{0: {"write p.warc " + entry}, 30: {"add p.warc " + entry}, 200: {"add p.warc " + entry}},
			"90:p.warc 260:p.warc"},
		"a WARC that always grows": {always, "602:proxy.warc"},
		"a WARC still open": {happen{0: {"write p.warc.open " + entry}, 99: {"move p.warc.open p.warc"}},
			"159:p.warc"},
		"moved in with its folder": {happen{0: {"write .away/b/a.html " + whole}, 9: {"move .away/b b"}}, "11:b/a.html"},
		"replaced": {happen{0: {"write a.html " + whole}, 9: {"write .b " + begun + whole, "move .b a.html"}},
			"2:a.html 11:a.html"},
		"with parts beside it": {happen{0: {"write a.html " + whole, "write a_files/1.png PNG"}, 1: {"add a_files/1.png PNG"},
			9: {"write a_files/2/3.png PNG"}}, "3:a.html 11:a.html"},
		"gone before it was complete": {happen{0: {"write a.html " + begun}, 9: {"remove a.html"}}, ""},
		"gone and come back": {happen{0: {"write a.html " + whole}, 9: {"move a.html .a"}, 20: {"move .a a.html"}},
			"2:a.html 22:a.html"},
		"the folder is gone for a while": {happen{0: {"write a.html " + whole}, 9: {"move . ../away"}, 99: {"move ../away ."},
			120: {"write b.html " + whole}}, "2:a.html 122:b.html"},
		"hidden": {happen{0: {"write .a.html " + whole, "write .trash/a.html " + whole, "write a.html~ " + whole}}, ""},
		"a link": {happen{0: {"write .a.html " + whole, "link .a.html a.html"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(t.TempDir(), "明報")
			f := folder{root: root, enter: func(string) {}, files: map[string]*file{},
				fails: func(_ string, err error) { t.Error(err) }}
			if got := f.play(t, c.happens); got != c.want {
				t.Errorf("took %q, want %q", got, c.want)
			}
		})
	}
}

// play has things happen, and takes what is complete.
func (f *folder) play(t *testing.T, happens happen) string {
	t.Helper()
	if err := os.Mkdir(f.root, 0o755); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	var taken []string
	for second := range 700 {
		for _, what := range happens[second] {
			if err := carryOut(f.root, what, second); err != nil {
				t.Fatal(err)
			}
		}
		now := began.Add(time.Duration(second) * time.Second)
		if f.look(now) != nil {
			continue // it is away
		}
		files, next := f.complete(now)
		if len(files) == 0 && next <= 0 {
			t.Fatal("no time passes")
		}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			f.take(name, nil)
			taken = append(taken, fmt.Sprintf("%d:%s", second, strings.TrimPrefix(name, f.root+"/")))
		}
	}
	return strings.Join(taken, " ")
}

func carryOut(root, what string, second int) error {
	verb, rest, _ := strings.Cut(what, " ")
	name, text, _ := strings.Cut(rest, " ")
	path, other := filepath.Join(root, name), filepath.Join(root, text)
	switch verb {
	case "remove":
		return os.Remove(path)
	case "move":
		return os.Rename(path, other)
	case "link":
		return os.Symlink(path, other)
	case "add":
		old, _ := os.ReadFile(path)
		text = string(old) + text
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	when := time.Unix(1_772_500_000+int64(second), 0)
	return os.Chtimes(path, when, when)
}
