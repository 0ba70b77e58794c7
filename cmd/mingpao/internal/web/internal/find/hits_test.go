package find

import (
	"testing"

	"mingpao/store/search"
)

// TestHighlighted: markup in a text is text, within a mark as well as beside it.
func TestHighlighted(t *testing.T) {
	e, err := search.ParseQuery("甲乙")
	if err != nil {
		t.Fatal(err)
	}
	const want = "&lt;b&gt;<mark>甲&lt;乙</mark>&lt;/b&gt;<mark>甲乙</mark>&amp;"
	if got := string(highlighted("<b>甲<乙</b>甲乙&", e)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
