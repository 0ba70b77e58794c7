package paper

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"mingpao/store/catalog"
)

func story(edition, code, id, title, lead string) catalog.Headline {
	return catalog.Headline{Edition: edition, SectionCode: code, ID: id, Title: title, Lead: lead, Section: code,
		Published: id}
}

// TestOf: sections in the paper's order, articles as they stand in it, one that two sections have once, instant news by
// time.
func TestOf(t *testing.T) {
	p := Of([]catalog.Headline{
		story("ins", "s00001", "3", "早", "一"), story("ins", "s00006", "4", "晚", "二"),
		story("pns", "s00011", "9", "學校開放", "學校昨日。"), story("pns", "s00011", "8", "考試", "三"),
		story("pns", "s00001", "2", "學校開放", "學校昨日。"), story("pns", "s00001", "1", "頭條", "四"),
		story("pns", "s00003", "5", "社評", ""), story("pns", "s00012", "6", "社評", ""),
	})
	text := ""
	for _, s := range p.Sections {
		text += fmt.Sprintf("%s %d:", s.Code, s.Articles)
		for _, st := range s.Stories {
			text += " " + st.Title
			for _, also := range st.Also {
				text += " +" + also.Code
			}
		}
		for _, e := range s.Elsewhere {
			text += fmt.Sprintf(" (%d in %s)", e.Articles, e.Code)
		}
		text += "; "
	}
	for _, st := range p.Instant {
		text += st.Title
	}
	const want = "s00001 2: 頭條 學校開放 +s00011; s00003 1: 社評; s00011 2: 考試 (1 in s00001); s00012 1: 社評; 晚早"
	if text != want {
		t.Errorf("%s\nwant %s", text, want)
	}
	if len(p.Top().Leads()) != 2 || len(p.Others()) != 3 || Of(nil).Top() != nil {
		t.Error("the first section, or the others")
	}
}

// TestWidths: rows are full and no higher than they need be.
func TestWidths(t *testing.T) {
	for _, c := range []struct {
		heights []int
		columns int
		want    []int
	}{
		{nil, 4, nil}, {[]int{5}, 4, []int{4}}, {[]int{3, 3, 3, 3}, 4, []int{1, 1, 1, 1}},
		{[]int{20, 4, 4}, 4, []int{4, 2, 2}}, {[]int{4, 20, 4}, 3, []int{3, 2, 1}}, {[]int{1, 2, 3}, 1, []int{1, 1, 1}},
	} {
		if got := widths(c.heights, c.columns); !slices.Equal(got, c.want) {
			t.Errorf("%v in %d columns: %v, want %v", c.heights, c.columns, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		heights, columns := make([]int, r.IntN(25)), 1+r.IntN(4)
		for i := range heights {
			heights[i] = r.IntN(30)
		}
		row := 0
		for _, w := range widths(heights, columns) {
			if row += w; w < 1 || row > columns {
				t.Fatalf("%v in %d columns: %v", heights, columns, widths(heights, columns))
			}
			row %= columns
		}
		if row != 0 {
			t.Fatalf("%v in %d columns: the last row is not full", heights, columns)
		}
	}
	p := Of([]catalog.Headline{story("pns", "s00001", "1", "甲", "一"), story("pns", "s00002", "2", "乙", "二")})
	if p.Sections[1].Width != [4]int{1, 2, 3, 4} {
		t.Errorf("%v", p.Sections[1].Width)
	}
}
