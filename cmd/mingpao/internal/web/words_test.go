package web

import (
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/health"
)

// TestWords looks at every word that templates and code say: it stands in the table in both languages, and nothing
// else does.
func TestWords(t *testing.T) {
	said := map[string]bool{}
	spoken := regexp.MustCompile(`(?:\$?\.?p?\.T|\.say|v\.T) ?\(?"([a-z0-9 -]+)"`)
	sources, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	templates, err := fs.Glob(os.DirFS("."), "templates/*.html")
	if err != nil || len(templates) < 10 {
		t.Fatal(templates, err)
	}
	for _, name := range append(sources, templates...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range spoken.FindAllStringSubmatch(string(b), -1) {
			said[m[1]] = true
		}
	}
	for key := range said {
		if _, ok := words[key]; !ok && !strings.HasSuffix(key, "-") {
			t.Errorf("no words for %q", key)
		}
	}
	made := regexp.MustCompile(`^(day|source|edition|filter|change|style|format|since|run-status)-|^(headline|published|access|captions|authors|columns|keywords)$`)
	for key, both := range words {
		if !said[key] && !made.MatchString(key) {
			t.Errorf("nobody says %q", key)
		}
		if (both[0] == "") != (both[1] == "") {
			t.Errorf("%q is said in one language", key)
		}
	}
}

// TestFaultWords holds the Chinese for what the health check and the crawl say beside their own words: nothing is
// missing, nothing is left over, and each takes what the other takes.
func TestFaultWords(t *testing.T) {
	found := quotedIn(t, "../health", `c\.find\("([^"]*)"`)
	verbs := regexp.MustCompile("%[a-z%]")
	for _, format := range found {
		if said := findingWords[format]; strings.Join(verbs.FindAllString(format, -1),
			"") != strings.Join(verbs.FindAllString(said, -1), "") {
			t.Errorf("%q is %q", format, said)
		}
	}
	if len(found) < 10 || len(findingWords) != len(found) {
		t.Errorf("%d sentences, %d of them said", len(found), len(findingWords))
	}
	kinds := quotedIn(t, "../../../../scraper/fetch", `FaultKind = "([^"]*)"`)
	for _, kind := range kinds {
		if faultWords[kind] == "" {
			t.Errorf("no words for %q", kind)
		}
	}
	if len(kinds) < 10 {
		t.Errorf("only %d kinds of faults", len(kinds))
	}
	chinese, english := view{request: &request{}}, view{request: &request{speech: english}}
	if said := chinese.finding(health.Saying{Format: "the last crawl began %s ago and never ended",
		Args: []any{health.Span(3 * time.Hour)}}, ""); said.Text != "最後一次讀取於3小時前開始，一直沒有結束" {
		t.Error(said)
	}
	for reason, want := range map[string]string{
		"refused: HTTP 403 Forbidden": "被拒絕：HTTP 403 Forbidden", "too slow: no complete answer in time": "太慢：逾時未有完整回應",
		"another look": "再看一次", "x y": "x y",
	} {
		if got := chinese.Fault(reason); got.Text != want || got.English != (reason == want) {
			t.Errorf("%s: %+v", reason, got)
		}
		if got := english.Fault(reason); got.Text != reason || got.English {
			t.Errorf("%s in English: %+v", reason, got)
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

func TestLanguages(t *testing.T) {
	server := testRoom(t, testArchive(t))
	for _, c := range []struct{ name, path, accept, want string }{
		{"nothing asked", "/", "", "zh-Hant-HK"},
		{"Hong Kong", "/", "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant-HK"},
		{"Simplified is Chinese", "/", "zh-CN", "zh-Hant-HK"},
		{"English", "/", "en-GB,en;q=0.9", "en"},
		{"English before Chinese", "/", "en,zh;q=0.5", "en"},
		{"a language that is not spoken", "/", "fi", "zh-Hant-HK"},
		{"broken header", "/", "q=;;,,", "zh-Hant-HK"},
		{"the address decides", "/en/help", "zh-HK", "en"},
		{"the address decides for Chinese", "/zh/help", "en", "zh-Hant-HK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, body := get(t, server.URL+c.path, "Accept-Language", c.accept)
			if response.StatusCode != http.StatusOK || response.Header.Get("Content-Language") != c.want ||
				!strings.Contains(body, `<html lang="`+c.want+`">`) {
				t.Errorf("%s, %s", response.Status, response.Header.Get("Content-Language"))
			}
		})
	}
}
