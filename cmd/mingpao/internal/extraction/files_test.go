package extraction

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestFileName: a source is a path below the folder, whatever it says.
func TestFileName(t *testing.T) {
	for source, want := range map[string]string{
		"saved/a.html":      "saved/a.html",
		"/etc/../a.html":    "etc/a.html",
		"../../a.html":      "a.html",
		"crawl.warc.gz#17":  "crawl.warc.gz-17",
		"x.zip#../../b.htm": "x.zip-../b.htm",
		`C:\pages\a.html`:   "C-/pages/a.html",
		"https://news.mingpao.com/pns/觀點/article/1?x=1": "news.mingpao.com/pns/觀點/article/1-x=1",
		"-": "-",
		"":  "page",
	} {
		if got := fileName(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
	long, other := fileName("a/"+strings.Repeat("頁", 300)), fileName("a/"+strings.Repeat("頁", 301))
	if n := len(filepath.Base(long)); n > maxName || long == other {
		t.Errorf("%d bytes: %s, %s", n, long, other)
	}
}
