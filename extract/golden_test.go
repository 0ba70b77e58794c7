package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"mingpao/extract"
	"mingpao/extract/golden"
	"mingpao/testdata"
)

const pages = "../testdata/pages"

// TestGolden compares every saved page with its golden. make golden rewrites them; their diff is reviewed like code.
func TestGolden(t *testing.T) {
	for _, name := range testdata.Pages() {
		t.Run(name, func(t *testing.T) {
			got, err := golden.Of(extract.Page{Body: testdata.Page(name)})
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join(pages, golden.Name(name)))
			if err != nil {
				t.Fatalf("no golden: %v; make golden writes it", err)
			}
			diff, err := got.Diff(want)
			if diff != "" || err != nil {
				t.Errorf("golden (-) and result (+) differ:\n%s%v", diff, err)
			}
		})
	}
}

// TestGoldenOrphans finds goldens whose page is gone.
func TestGoldenOrphans(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(pages, "*"+golden.Suffix))
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	var wanted []string
	for _, name := range testdata.Pages() {
		wanted = append(wanted, golden.Name(name))
	}
	for _, f := range files {
		if !slices.Contains(wanted, filepath.Base(f)) {
			t.Errorf("%s has no page", f)
		}
	}
}
