package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// TestTextForms has one page as many tools write it: the same article, or a refusal that says what to do.
func TestTextForms(t *testing.T) {
	var want *Article
	read := 0
	for _, name := range testdata.Pages() {
		if !strings.HasPrefix(name, "text-form-") {
			continue
		}
		got, err := Parse(Page{Body: testdata.Page(name)})
		if strings.Contains(name, "glued") || strings.Contains(name, "strings") {
			no, ok := errors.AsType[*NotArticle](err)
			if !ok || no.Reason != UnclearText || !strings.Contains(no.Detail, "were joined; save the page") {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read++
		got.Keywords, got.Credits, got.URL, got.ID = nil, nil, "", "" // some tools drop spaces
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if read < 10 {
		t.Errorf("only %d forms were read", read)
	}
}
