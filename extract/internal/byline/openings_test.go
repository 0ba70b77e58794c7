package byline

import (
	"testing"

	"mingpao/extract/internal/block"
	"mingpao/extract/site"
)

// TestOpenings has a headline for each row, and takes the row away: one that nobody misses is not needed.
func TestOpenings(t *testing.T) {
	rows := openings
	defer func() { openings = rows }()
	for i, o := range rows {
		f := block.Form{Title: o.name + "：竹林", Ref: site.Ref{Edition: o.edition, SectionCode: o.section}}
		if got := Column(&f, nil); got != o.name {
			t.Errorf("%s gives the column %q", f.Title, got)
		}
		openings = append(append([]opening{}, rows[:i]...), rows[i+1:]...)
		if got := Column(&f, nil); got == o.name {
			t.Errorf("nobody misses %s", o.name)
		}
		openings = rows
	}
}

// TestNoOpenings has other words before a headline's colon.
func TestNoOpenings(t *testing.T) {
	for _, c := range []struct{ section, title string }{
		{"s00002", "醫管局：竹林重開"}, {"s00011", "教育局：竹林重開"}, {"s00004", "講故事：竹林"}, {"s00001", "灣區手記：竹林"},
	} {
		f := block.Form{Title: c.title, Ref: site.Ref{Edition: site.Daily, SectionCode: c.section}}
		if got := Column(&f, nil); got != "" {
			t.Errorf("%s in %s gives the column %q", c.title, c.section, got)
		}
	}
}
