package web

import (
	"strings"
	"testing"

	"mingpao/testdata"
)

// TestPagesAreWitnessed: a page that prints when an article was seen, changed or went says whose word that is.
func TestPagesAreWitnessed(t *testing.T) {
	a := testArchive(t)
	server := testRoom(t, a)
	path := "/a/ins/" + testdata.ChangedID
	for _, c := range []struct{ name, path, chinese, english string }{
		{"an article", path, "匯入", "imported 20"},
		{"its history", path + "/history", "匯入", "imported 20"},
		{"changes", "/changes?since=2026-01-01", "本檔案庫讀取", "fetched by this archive"},
		{"a feed", "/feed.atom", "匯入", "匯入"},
		{"JSON", path + ".json", `"witness": {`, `"witness": {`},
		{"Markdown", path + ".md", "匯入", "匯入"},
		{"an export", "/export?format=csv", "fetched by this archive", "fetched by this archive"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for prefix, want := range map[string]string{"/zh": c.chinese, "/en": c.english} {
				if _, body := get(t, server.URL+prefix+c.path); !strings.Contains(body, want) {
					t.Errorf("%s%s does not say %q", prefix, c.path, want)
				}
			}
		})
	}
}
