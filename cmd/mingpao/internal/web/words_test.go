package web

import (
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestWords looks at every word that templates and code say: it stands in the table in both languages, and nothing else does.
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
			if response.StatusCode != http.StatusOK || response.Header.Get("Content-Language") != c.want || !strings.Contains(body, `<html lang="`+c.want+`">`) {
				t.Errorf("%s, %s", response.Status, response.Header.Get("Content-Language"))
			}
		})
	}
}
