package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store/catalog"
)

// twoVersions are two of one article, with different headlines on the same day.
func twoVersions() []Citation {
	a, b := news(1).Article, news(1).Article
	b.Title, b.Body = "改了 {100%} 的 @標題", "內文改了。"
	return CiteBoth(
		catalog.Version{Article: b, Revision: 2, Seen: "2025-12-04T09:00:00+08:00", LastSeen: "2025-12-05T09:00:00+08:00",
			SHA256: "cd34"},
		catalog.Version{Article: a, Revision: 1, Seen: "2025-12-03T09:00:00+08:00", LastSeen: "2025-12-03T10:00:00+08:00",
			SHA256: "ab12"})
}

// TestVersionsAreCitedApart: two versions of an article have two keys in every style, and the later says what differs.
func TestVersionsAreCitedApart(t *testing.T) {
	both := twoVersions()
	const differs = "版本1（2025-12-03 09:00首次讀取，2025-12-03 10:00最後讀取）與版本2（2025-12-04 09:00首次讀取，" +
		"2025-12-05 09:00最後讀取）的分別：標題由〈第1則新聞〉改為〈改了 {100%} 的 @標題〉；正文增2字、刪0字。"
	if both[1].Differs != differs {
		t.Errorf("%s\nwant %s", both[1].Differs, differs)
	}
	for _, style := range Styles() {
		text := citedAs(t, style, both...)
		for _, want := range []string{"ab12", "cd34", "正文增2字、刪0字"} {
			if strings.Count(text, want) != 1 {
				t.Errorf("%s has not one %s:\n%s", style, want, text)
			}
		}
		if style != "plain" && (!strings.Contains(text, "mingpao-pns-1764700000001-r1") ||
			!strings.Contains(text, "mingpao-pns-1764700000001-r2")) {
			t.Errorf("%s has not two keys:\n%s", style, text)
		}
	}
	both[1].Article.Language = "en"
	same := CiteBoth(catalog.Version{Article: both[1].Article, Revision: 1},
		catalog.Version{Article: both[1].Article, Revision: 3})
	if want := "differ: their text is the same."; !strings.HasSuffix(same[1].Differs, want) {
		t.Errorf("%s, want %s", same[1].Differs, want)
	}
}

// TestPandocTakesCitations: both versions of an article are printed with their headlines and their day, from one file
// of each form that pandoc reads.
func TestPandocTakesCitations(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("no pandoc here")
	}
	dir := t.TempDir()
	text := filepath.Join(dir, "text.md")
	if err := os.WriteFile(text, []byte("[@mingpao-pns-1764700000001-r1; @mingpao-pns-1764700000001-r2]"),
		0o644); err != nil {
		t.Fatal(err)
	}
	for style, ending := range map[string]string{"bibtex": ".bib", "csl": ".json"} {
		file := filepath.Join(dir, "refs"+ending)
		if err := os.WriteFile(file, []byte(citedAs(t, style, twoVersions()...)), 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(pandoc, "--citeproc", "--bibliography", file, "-t", "plain", "--wrap=none",
			text).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", style, err, out)
		}
		for _, want := range []string{"第1則新聞", "改了 {100%} 的 @標題", "December 3, 2025"} {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s lacks %s:\n%s", style, want, out)
			}
		}
		if n := strings.Count(string(out), "December 3, 2025"); n != 2 {
			t.Errorf("%s: %d days:\n%s", style, n, out)
		}
	}
}

// TestCiteIsWhatExportWrites: a citation is the same from both.
func TestCiteIsWhatExportWrites(t *testing.T) {
	a := news(1)
	a.SHA256 = "ab12"
	for _, style := range Styles()[1:] {
		if got, want := string(written(t, style, Options{}, a)), citedAs(t, style, CitationOf(a)); got != want {
			t.Errorf("%s: export writes\n%s\ncite\n%s", style, got, want)
		}
		if got := citedAs(t, style, CitationOf(a)); !strings.Contains(got, "ab12") {
			t.Errorf("%s does not name the page:\n%s", style, got)
		}
	}
	if !json.Valid([]byte(citedAs(t, "csl", twoVersions()...))) {
		t.Error("CSL of two is no JSON")
	}
}
