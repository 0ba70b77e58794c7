package words

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/store/queue"
)

// speakers are the folders whose code and templates say words of the table: the reading room, citations, what is said
// of looks.
var speakers = []string{"../web", "../export", "../health"}

// TestWords looks at every word that templates and code say: it stands in the table in both languages, and nothing
// else does.
func TestWords(t *testing.T) {
	said := map[string]bool{}
	spoken := regexp.MustCompile(`(?i:\$?\.?p?\.T|\.say|v\.T) ?\(?"([a-z0-9 -]+)"`)
	for _, folder := range speakers {
		saidIn(t, os.DirFS(folder), spoken, said)
	}
	if len(said) < 100 {
		t.Fatal(len(said))
	}
	for key := range said {
		if !Knows(key) && !strings.HasSuffix(key, "-") {
			t.Errorf("no words for %q", key)
		}
	}
	made := regexp.MustCompile(`^(day|source|edition|set|about|kind|filter|access|note|change|style|` +
		`format|since|sort|run-status|no-such)-|^(headline|published|access|captions|authors|columns|keywords)$`)
	all := maps.Clone(vocabulary)
	maps.Copy(all, searchVocabulary)
	maps.Copy(all, dayVocabulary)
	if len(all) != len(vocabulary)+len(searchVocabulary)+len(dayVocabulary) {
		t.Error("a key stands in two tables")
	}
	for key, both := range all {
		if !said[key] && !made.MatchString(key) {
			t.Errorf("nobody says %q", key)
		}
		if (both[0] == "") != (both[1] == "") {
			t.Errorf("%q is said in one language", key)
		}
	}
}

// saidIn collects the keys that code and templates say.
func saidIn(t *testing.T, room fs.FS, spoken *regexp.Regexp, said map[string]bool) {
	t.Helper()
	err := fs.WalkDir(room, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") ||
			strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := fs.ReadFile(room, path)
		for _, m := range spoken.FindAllStringSubmatch(string(b), -1) {
			said[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFindingWords: every finding of the health check has its sentence in both languages, of the same parts, and no
// sentence is left over.
func TestFindingWords(t *testing.T) {
	found := quotedIn(t, "../health", `c\.find\("([^"]*)"`)
	verbs := regexp.MustCompile("%[a-z%]")
	for _, kind := range found {
		both := findingWords[kind]
		for _, english := range strings.Split(both[1], "|") {
			if !slices.Equal(verbs.FindAllString(both[0], -1), verbs.FindAllString(english, -1)) || both[0] == "" {
				t.Errorf("%s is %q", kind, both)
			}
		}
	}
	if len(found) < 10 || len(findingWords) != len(found) {
		t.Errorf("%d findings, %d sentences", len(found), len(findingWords))
	}
	why := Reason{queue.Cause{Kind: queue.NotAPage, Subject: extract.CutOff.Key()}, ""}
	for want, got := range map[string]string{
		"最後一次抓取於3小時前開始，一直沒有結束":                                         Chinese.Finding("crawl-unended", 3*time.Hour),
		"the last crawl began 3 h ago and never ended":                 English.Finding("crawl-unended", 3*time.Hour),
		"1 page not read: cut off":                                     English.Finding("pages-unread", 1, why),
		"2 pages not read: cut off":                                    English.Finding("pages-unread", 2, why),
		"甲: no article for 2 days; the longest pause before was 1 day": English.Finding("long-pause", "甲", Days(2), Days(1)),
		"未能讀取 甲、乙：內容不完整":                                               Chinese.Finding("lists-unread", Names{"甲", "乙"}, why),
		"4 lists (a …) not read: cut off": English.Finding("lists-unread",
			Names{"a", "b", "c", "d"}, why),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestQueryWords: every mistake in a query has its words in both languages, and no words are left over.
func TestQueryWords(t *testing.T) {
	found := quotedIn(t, "../../../../store/search", `QueryError\{"([^"]*)"`)
	for _, kind := range found {
		both := queryWords[kind]
		if both[0] == "" || both[1] == "" || strings.Contains(both[0], "%s") != strings.Contains(both[1], "%s") {
			t.Errorf("%s is %q", kind, both)
		}
	}
	if len(found) < 10 || len(queryWords) != len(found) {
		t.Errorf("%d mistakes, %d sentences", len(found), len(queryWords))
	}
}

// TestCauseWords: every kind of cause and every reason of extract has words in Chinese, and so has every subject that
// code gives.
func TestCauseWords(t *testing.T) {
	kinds := quotedIn(t, "../../../../store/queue", ` Kind = "([^"]*)"`)
	for _, kind := range kinds {
		if kind != string(queue.Limit) && kind != string(queue.Gap) && causeWords[kind][Chinese] == "" {
			t.Errorf("no words for %q", kind)
		}
	}
	subjects := map[string]bool{}
	for key := range causeWords {
		_, subject, _ := strings.Cut(key, "/")
		subjects[subject] = true
	}
	used := slices.Concat(quotedIn(t, "../../../../scraper", `Subject: +"([^":]*):?"`),
		quotedIn(t, "../../../../scraper/fetch", `Subject: +"([^":]*):?"`),
		quotedIn(t, "../../../../scraper/lists", `&Fault\{"([^":]*):?"`))
	for _, subject := range used {
		if !subjects[subject] && strings.Trim(subject, "0123456789") != "" && !slices.Contains(toldByKind, subject) {
			t.Errorf("no words for the subject %q", subject)
		}
	}
	if len(kinds) < 10 || len(used) < 20 {
		t.Errorf("only %d kinds and %d subjects", len(kinds), len(used))
	}
}

// toldByKind are subjects for which the words of their kind and what was seen are enough.
var toldByKind = []string{"address", "private", "codings", "broken"}

func TestReason(t *testing.T) {
	for _, c := range []struct {
		name, kind, subject, seen string
		chinese, english          string
	}{
		{"a status", "refused", "403", "HTTP 403 Forbidden", "HTTP 403", "HTTP 403"},
		{"a cause with words", "too-slow", "", "no complete answer", "逾時未有完整回應", "no complete answer in time"},
		{"a cause with a part", "out-of-scope", "to:example.com", "", "轉到 example.com", "redirected to example.com"},
		{"robots.txt", "refused", "robots:503", "", "robots.txt 回覆 HTTP 503：不得讀取",
			"robots.txt answers HTTP 503: keep out"},
		{"a cause with what was seen", "not-a-page", "html-page", "Just a moment…", "只有網頁「Just a moment…」",
			"an HTML page “Just a moment…” instead"},
		{"a cause of before", "not-a-page", "html-page:Just a moment…", "seen", "只有網頁「Just a moment…」",
			"an HTML page “Just a moment…” instead"},
		{"without words of its own", "bad-encoding", "codings", "9 codings", "編碼有誤（9 codings）", "9 codings"},
		{"without anything seen", "server-error", "odd", "", "伺服器出錯", "server-error/odd"},
		{"of a later program", "new-kind", "x", "", "new-kind/x", "new-kind/x"},
		{"a page that waits", "", "", "another look", "再讀一次", "another look"},
		{"not recorded", "", "", "refused: HTTP 403", "refused: HTTP 403", "refused: HTTP 403"},
	} {
		why := Reason{queue.Cause{Kind: queue.Kind(c.kind), Subject: c.subject}, c.seen}
		got := [2]string{Chinese.Reason(why).Text, English.Reason(why).Text}
		if got != [2]string{c.chinese, c.english} {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// quotedIn are the texts that a pattern finds in the sources of a folder, once each.
func quotedIn(t *testing.T, folder, pattern string) (all []string) {
	t.Helper()
	names, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(b), -1) {
			if !slices.Contains(all, m[1]) {
				all = append(all, m[1])
			}
		}
	}
	return all
}
