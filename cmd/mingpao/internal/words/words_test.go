package words

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// roomFolder is where the reading room stands.
const roomFolder = "../web"

// TestWords looks at every word that templates and code say: it stands in the table in both languages, and nothing
// else does.
func TestWords(t *testing.T) {
	said := map[string]bool{}
	spoken := regexp.MustCompile(`(?i:\$?\.?p?\.T|\.say|v\.T) ?\(?"([a-z0-9 -]+)"`)
	room := os.DirFS(roomFolder)
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
	if err != nil || len(said) < 100 {
		t.Fatal(len(said), err)
	}
	for key := range said {
		if !Knows(key) && !strings.HasSuffix(key, "-") {
			t.Errorf("no words for %q", key)
		}
	}
	made := regexp.MustCompile(`^(day|source|edition|filter|change|style|format|since|run-status)-|^(headline|published|access|captions|authors|columns|keywords)$`)
	all := maps.Clone(vocabulary)
	maps.Copy(all, searchVocabulary)
	if len(all) != len(vocabulary)+len(searchVocabulary) {
		t.Error("a key stands in both tables")
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
	if said := Chinese.Finding("the last crawl began %s ago and never ended", []any{"3 h"}, ""); said.Text !=
		"最後一次讀取於3小時前開始，一直沒有結束" {
		t.Error(said)
	}
	for reason, want := range map[string]string{
		"refused: HTTP 403 Forbidden": "被拒絕：HTTP 403 Forbidden", "too slow: no complete answer in time": "太慢：逾時未有完整回應",
		"another look": "再看一次", "x y": "x y",
	} {
		if got := Chinese.Fault(reason); got.Text != want || got.English != (reason == want) {
			t.Errorf("%s: %+v", reason, got)
		}
		if got := English.Fault(reason); got.Text != reason || got.English {
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
