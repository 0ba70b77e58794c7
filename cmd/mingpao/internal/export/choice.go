package export

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Choice is what an export was made of: as it was said, and what that meant in the archive. The same choice has the
// same title and identity wherever it is made.
type Choice struct {
	Query  string
	Said   filter.Choice // tomorrow, today and -7d mean other days, and a part of a name may mean more names
	Filter catalog.Filter
}

// scope is the choice in a form that stays the same from day to day.
func (c Choice) scope() string {
	values := url.Values{}
	for name, all := range map[string][]string{
		"q": {c.Query}, "from": {c.Said.From}, "to": {c.Said.To}, "author": c.Said.Authors,
		"column": c.Said.Columns, "keyword": c.Said.Keywords,
		"edition": c.Filter.Editions, "section": sectionKeys(c.Filter.Sections), "changed": set(c.Filter.Changed),
		"gone": set(c.Filter.Gone), "access": c.Filter.Access,
	} {
		for _, v := range all {
			if v = strings.TrimSpace(v); v != "" {
				values[name] = append(values[name], v)
			}
		}
		slices.Sort(values[name])
	}
	return values.Encode()
}

func set(is bool) []string {
	if is {
		return []string{"1"}
	}
	return nil
}

func sectionKeys(sections []site.Section) (keys []string) {
	for _, s := range sections {
		keys = append(keys, strings.TrimSuffix(s.Edition+"/"+s.Code, "/"))
	}
	return keys
}

// days are those that were meant, "" for all.
func (c Choice) days() string {
	if c.Filter.From == c.Filter.To {
		return c.Filter.From
	}
	return strings.TrimSpace(c.Filter.From + " – " + c.Filter.To)
}

// title names what was chosen, after the paper.
func (c Choice) title() string {
	parts := []string{"明報", c.days(), strings.TrimSpace(c.Query)}
	if !slices.Equal(c.Filter.Editions, []string{site.Daily}) {
		for _, e := range c.Filter.Editions {
			parts = append(parts, site.EditionOf(e).Name)
		}
	}
	for _, s := range c.Filter.Sections {
		parts = append(parts, SectionTitle(s))
	}
	parts = slices.Concat(parts, c.Filter.Columns, c.Filter.Authors, c.Filter.Keywords)
	for _, kind := range []struct {
		is  bool
		key string
	}{{c.Filter.Changed, "filter-changed"}, {c.Filter.Gone, "filter-gone"}} {
		if kind.is {
			parts = append(parts, words.Chinese.Say(kind.key))
		}
	}
	for _, access := range c.Filter.Access {
		parts = append(parts, words.Chinese.Say("access-"+access))
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// SectionTitle is what a section is called; one without a code is its edition.
func SectionTitle(s site.Section) string {
	switch known := site.SectionOf(s.Edition, s.Code); {
	case s.Code == "":
		return site.EditionOf(s.Edition).Name
	case known.Label != "":
		return known.Label
	}
	return s.Edition + "/" + s.Code
}

// FileName bears the section and the days of what is chosen, so that the books of two days are two files.
func FileName(f catalog.Filter) string {
	parts := []string{"mingpao"}
	if len(f.Sections) == 1 && fileNamed.MatchString(f.Sections[0].Code) {
		parts = append(parts, f.Sections[0].Edition, strings.ReplaceAll(f.Sections[0].Code, "/", "-"))
	}
	if len(f.Sections) == 0 && !slices.Equal(f.Editions, []string{site.Daily}) {
		parts = slices.Concat(parts, f.Editions)
	}
	switch {
	case f.From == f.To:
		parts = append(parts, f.From)
	case f.From == "" || f.To == "" || f.From[8:] != "01" || f.From[:7] != f.To[:7] || site.AddDays(f.To, 1)[8:] != "01":
		parts = append(parts, f.From, f.To)
	default:
		parts = append(parts, f.From[:7])
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "-")
}

// fileNamed are codes of sections that may stand in the name of a file.
var fileNamed = regexp.MustCompile(`^[a-z0-9/]+$`)
