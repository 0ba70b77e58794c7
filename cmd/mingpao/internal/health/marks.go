package health

import (
	"slices"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// marksOfDesigns are what a page's design shows besides its text. Where a class is renamed, one of them goes: the
// article is read as before, without it.
var marksOfDesigns = []string{"section", "time", "pictures", "keywords", "column", "excerpt"}

const (
	// markSurely is how improbable a run of articles without a mark must be before it is told: a false alarm in years.
	markSurely = 1e-6
	// markArticles of a section, before the run, tell how usual a mark is there.
	markArticles = 5
	// markNever bounds what a past without an exception tells: the next one may be the first.
	markNever = 0.05
)

// lookForMarks finds marks that no article has had for a while, edition by edition, where those of their sections
// usually have. Articles come the oldest first.
func (c *Check) lookForMarks(seen []catalog.Sample) {
	editions := map[string][]catalog.Sample{}
	var order []string
	for _, art := range seen {
		if editions[art.Edition] == nil {
			order = append(order, art.Edition)
		}
		editions[art.Edition] = append(editions[art.Edition], art)
	}
	slices.Sort(order)
	for _, edition := range order {
		for _, mark := range marksOfDesigns {
			c.lookForMark(edition, mark, editions[edition])
		}
	}
}

func (c *Check) lookForMark(edition, mark string, all []catalog.Sample) {
	start := len(all)
	for start > 0 && !slices.Contains(all[start-1].Marks, mark) {
		start--
	}
	found, of := map[string]float64{}, map[string]float64{}
	for _, art := range all[:start] {
		of[art.SectionCode]++
		if slices.Contains(art.Marks, mark) {
			found[art.SectionCode]++
		}
	}
	chance, usual, articles := 1.0, 0.0, 0
	for _, art := range all[start:] {
		if before := of[art.SectionCode]; before >= markArticles {
			share := found[art.SectionCode] / before
			chance *= max(1-share, markNever)
			usual += share
			articles++
		}
	}
	if chance < markSurely {
		since := all[start].FirstSeen.In(site.Zone).Format("2006-01-02 15:04")
		c.find("mark-lost", edition, words.Mark(mark), articles, since, int(usual+0.5))
	}
}
