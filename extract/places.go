package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/window"
)

// Places are where pictures stand in the text of a page, by their addresses: behind how many of its blocks. The
// pictures above the text are not among them. Where the page is not read as these blocks, as by rules of another time,
// none is.
func Places(p Page, blocks []Block) (places map[string]int) {
	var defect error
	defer recovered(&defect)
	f, err := read(p, (*window.Page).Cut)
	if err != nil {
		return nil
	}
	a, signed := assemble(f)
	if !slices.Equal(a.Blocks, blocks) {
		return nil
	}
	places = map[string]int{}
	seen, passed := 0, 0
	for i, l := range signed {
		for ; seen < f.Lines[i].Photo; seen++ {
			place(places, f, seen, passed)
		}
		if passed < len(blocks) && l.Rule == block.BodyRule.Name && strings.HasSuffix(l.Text, blocks[passed].Text) {
			passed++
		}
	}
	for ; seen < len(f.Inline); seen++ {
		place(places, f, seen, passed)
	}
	return places
}

// place notes where a picture of the text stands, but for one that stands above the text, or earlier, too.
func place(places map[string]int, f block.Form, picture, passed int) {
	url := f.Inline[picture].URL
	_, known := places[url]
	isAbove := func(i block.Image) bool { return i.URL == url }
	if url != "" && !known && !slices.ContainsFunc(f.Images, isAbove) {
		places[url] = passed
	}
}
