package filter

import (
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store/search"
)

// Sections are the sections that names mean, as a person writes them: 觀點, 即時港聞, pns, s00012, pns/s00012, pns/觀點,
// fin/instantf, several of them with commas between. held are those of the archive; the site's own are known without
// it.
func Sections(names []string, held []site.Section) ([]site.Section, error) {
	known := append(slices.Clone(held), site.Sections...)
	var found []site.Section
	for _, list := range names {
		for name := range strings.SplitSeq(strings.ReplaceAll(list, "，", ","), ",") {
			meant := meant(strings.TrimSpace(name), known)
			if len(meant) == 0 {
				return nil, told.Errorf("--section: no section %q%s; they are written like 觀點 or pns/s00012, and mingpao sections "+
					"lists the archive's", name, words.Meant(Near(name, sectionNames(known))))
			}
			found = append(found, meant...)
		}
	}
	return unique(found), nil
}

// meant are the sections that one name means.
func meant(name string, known []site.Section) []site.Section {
	edition, rest, divided := strings.Cut(name, "/")
	edition = strings.ToLower(edition)
	isEdition := site.EditionOf(edition).Code != ""
	switch {
	case name == "":
		return nil
	case isEdition && (!divided || rest == ""):
		return []site.Section{{Edition: edition}}
	case isEdition:
		if found := called(rest, known, edition); len(found) > 0 {
			return found
		}
		return nil
	}
	return called(name, known, "")
}

// called are the sections of an edition, or of all, with a code or name: where one is printed so, those that only have
// it in their addresses are not meant. 港聞 is the daily paper's, 即時港聞 and ins/港聞 the instant news'.
func called(name string, known []site.Section, edition string) []site.Section {
	wanted := search.Fold(name)
	if wanted == "" {
		return nil
	}
	var printed, others []site.Section
	for _, s := range known {
		one := site.Section{Edition: s.Edition, Code: s.Code}
		switch {
		case edition != "" && s.Edition != edition:
		case wanted == search.Fold(s.Label):
			printed = append(printed, one)
		case strings.EqualFold(s.Code, name) || wanted == search.Fold(s.Name):
			others = append(others, one)
		}
	}
	if len(printed) > 0 {
		return unique(printed)
	}
	return unique(others)
}

func unique(sections []site.Section) []site.Section {
	var kept []site.Section
	for _, s := range sections {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

func sectionNames(known []site.Section) []string {
	var names []string
	for _, s := range known {
		names = append(names, s.Name, s.Label, s.Code, s.Edition+"/"+s.Code)
	}
	return names
}

// Names are the names of the archive that parts mean: those that are such a part, else those that have it in them.
// what is the flag that is spoken of.
func Names(what string, parts, held []string) ([]string, error) {
	var found []string
	for _, part := range parts {
		wanted := search.Fold(part)
		if wanted == "" {
			return nil, told.Errorf("--%s: name one", what)
		}
		same := slices.DeleteFunc(slices.Clone(held), func(n string) bool { return search.Fold(n) != wanted })
		if len(same) == 0 {
			same = slices.DeleteFunc(slices.Clone(held), func(n string) bool {
				return !strings.Contains(search.Fold(n), wanted)
			})
		}
		if len(same) == 0 {
			return nil, told.Errorf("--%[1]s: no %[1]s %[2]q in the archive%[3]s; mingpao %[1]ss lists them", what, part,
				words.Meant(Near(part, held)))
		}
		found = append(found, same...)
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// maxSuggestions is how many names a person is asked about.
const maxSuggestions = 3

// Near are the few names that are nearest to one: no more than every third of its characters is another.
func Near(name string, held []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	wanted := []rune(search.Fold(name))
	limit := max(1, (len(wanted)+1)/3) // serach is two from search
	var near []candidate
	for _, h := range held {
		if d := distance(wanted, []rune(search.Fold(h))); h != "" && d <= limit && d < len(wanted) {
			near = append(near, candidate{h, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, c := range near {
		if !slices.Contains(names, c.name) && len(names) < maxSuggestions {
			names = append(names, c.name)
		}
	}
	return names
}

// distance is how many characters must be put in, left out or exchanged to make one text of another.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		before := row[0]
		row[0] = i + 1
		for j, s := range b {
			cost := before
			if r != s {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
