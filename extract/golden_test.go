package extract_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/testdata"
)

const pages = "../testdata/pages"

// golden is what a saved page gives: an article and its signed blocks, or the reason why it is none.
type golden struct {
	Reason  extract.Reason   `json:"reason,omitempty"`
	Article *extract.Article `json:"article,omitempty"`
	Blocks  []extract.Signed `json:"signed,omitempty"`
}

// TestGolden compares every saved page with its golden. UPDATE_GOLDEN=1 rewrites them (make golden); their diff is
// reviewed like code.
func TestGolden(t *testing.T) {
	update := os.Getenv("UPDATE_GOLDEN") != ""
	if update && os.Getenv("CI") != "" {
		t.Fatal("goldens are not rewritten in CI")
	}
	for _, name := range testdata.Pages() {
		t.Run(name, func(t *testing.T) {
			got := encode(t, result(t, name))
			file := filepath.Join(pages, goldenName(name))
			if update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("no golden: %v; make golden writes it", err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("golden (-) and result (+) differ:\n%s", diff)
			}
		})
	}
}

// TestGoldenOrphans finds goldens whose page is gone.
func TestGoldenOrphans(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(pages, "*.golden.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	var wanted []string
	for _, name := range testdata.Pages() {
		wanted = append(wanted, goldenName(name))
	}
	for _, f := range files {
		if !slices.Contains(wanted, filepath.Base(f)) {
			t.Errorf("%s has no page", f)
		}
	}
}

func goldenName(page string) string {
	return strings.TrimSuffix(page, filepath.Ext(page)) + ".golden.json"
}

func result(t *testing.T, name string) golden {
	t.Helper()
	a, signed, err := extract.Explain(extract.Page{Body: testdata.Page(name)})
	var no *extract.NotArticle
	switch {
	case errors.As(err, &no):
		return golden{Reason: no.Reason}
	case err != nil:
		t.Fatal(err)
	}
	return golden{Article: a, Blocks: signed}
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
