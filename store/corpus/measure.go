package corpus

import (
	"mingpao/store/catalog"
)

// Measure counts hits, and the articles that have one, as Catalog.Measure counts articles: by section and day, by
// author or by column. An article of several authors counts in full for each of them.
func (f Finder) Measure(texts Texts, kind string) ([]catalog.Measured, error) {
	place := map[catalog.Measured]int{}
	var all []catalog.Measured
	for text, err := range texts {
		if err != nil {
			return nil, err
		}
		n := 0
		f.in(&text, func(Hit) bool { n++; return true })
		for _, key := range keysOf(text, kind) {
			at, known := place[key]
			if !known {
				at = len(all)
				place[key], all = at, append(all, key)
				all[at].Section = text.Section
			}
			all[at].Articles++
			all[at].Hits += n
		}
	}
	return all, nil
}

// keysOf are what an article counts for.
func keysOf(text catalog.Text, kind string) (keys []catalog.Measured) {
	switch {
	case kind == catalog.ByAuthors:
		for _, name := range text.Authors {
			keys = append(keys, catalog.Measured{Name: name})
		}
	case kind == catalog.SectionDays:
		day := text.Published[:min(10, len(text.Published))]
		keys = append(keys, catalog.Measured{Day: day, Edition: text.Edition, SectionCode: text.SectionCode})
	case text.Column != "":
		keys = append(keys, catalog.Measured{Name: text.Column})
	}
	return keys
}
