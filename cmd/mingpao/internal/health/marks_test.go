package health

import (
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// TestMarks: a mark that goes is told on the day, and one that a section never has is not.
func TestMarks(t *testing.T) {
	start := time.Date(2026, 3, 2, 8, 0, 0, 0, site.Zone)
	// articles are so many of a section, a minute apart; of every ten, some have pictures, and all have a section.
	articles := func(from, many int, code string, pictures int) (all []catalog.Sample) {
		for i := range many {
			a := catalog.Sample{Edition: "ins", SectionCode: code, FirstSeen: start.Add(time.Duration(from+i) * time.Minute),
				Marks: []string{"section"}}
			if i%10 < pictures {
				a.Marks = append(a.Marks, "pictures")
			}
			all = append(all, a)
		}
		return all
	}
	news, columns := articles(0, 100, "s00001", 8), articles(100, 60, "s00018", 0)
	for _, c := range []struct {
		name string
		then []catalog.Sample
		want string
	}{
		{"as before", articles(360, 40, "s00001", 8), ""},
		{"none any more", articles(360, 40, "s00001", 0),
			"ins: pictures in 0 of 40 articles since 2026-03-02 14:00, usually 32: has the design changed?"},
		{"none any more, beside columns", append(articles(360, 12, "s00001", 0), articles(372, 30, "s00018", 0)...),
			"ins: pictures in 0 of 42 articles since 2026-03-02 14:00, usually 10: has the design changed?"},
		{"few", articles(360, 6, "s00001", 0), ""},
		{"columns never had any", articles(360, 200, "s00018", 0), ""},
		{"a section that nobody knows", articles(360, 200, "s00099", 0), ""},
	} {
		var check Check
		past := append(append(append([]catalog.Sample{}, columns...), news...), articles(359, 1, "s00001", 10)...)
		check.lookForMarks(append(past, c.then...))
		got := ""
		for _, f := range check.Findings {
			got += f.In(words.English)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
