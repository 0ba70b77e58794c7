package versions

import (
	"strconv"

	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// historyPage is an article's versions, and two of them compared.
type historyPage struct {
	*catalog.Article
	Versions []versionLine // the newest first
	Looks    []words.Looks // the oldest first
	From, To int
	Beside   bool // side by side, else as one text
	Changed  []diff.Kind
	Fields   []fieldChange
	Merged   []stretch
	Pairs    []diff.Pair
}

// versionLine is a version in the list of them.
type versionLine struct {
	catalog.Version
	Kinds []diff.Kind // what was changed since the one before; none of the first
}

// fieldChange is a field that differs, beside the text.
type fieldChange struct {
	Name string // a key of the vocabulary
	Line diff.Line
}

// named are the article that an address names, and its versions.
func named(q *answer.Request) (*catalog.Article, []catalog.Version, error) {
	a, err := q.Archive.Catalog().Find(q.Context(), q.PathValue("edition"), q.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	versions, err := q.Archive.Catalog().Versions(q.Context(), a.Number)
	return a, versions, err
}

// History answers with the versions of an article, and two of them compared.
func History(q *answer.Request) (answer.Answer, error) {
	a, versions, err := named(q)
	if err != nil {
		return nil, err
	}
	looks, err := q.Archive.Catalog().Looks(q.Context(), a.Number)
	if err != nil {
		return nil, err
	}
	p := historyPage{Article: a, Looks: q.Speech.Looks(looks)}
	for i, v := range versions {
		line := versionLine{Version: v}
		if i > 0 {
			line.Kinds = diff.Kinds(&versions[i-1].Article, &v.Article)
		}
		p.Versions = append([]versionLine{line}, p.Versions...)
	}
	if err := choosePair(q, &p, len(versions)); err != nil {
		return nil, err
	}
	if p.From != p.To {
		p.compare(&versions[p.From-1].Article, &versions[p.To-1].Article)
	}
	v := q.NewView("history", q.Say("history-of", a.Title), p)
	v.Wide = p.Beside
	return v, nil
}

// choosePair reads which versions are compared: the last two by default.
func choosePair(q *answer.Request, p *historyPage, n int) error {
	p.From, p.To = max(1, n-1), n
	for _, side := range []struct {
		name string
		into *int
	}{{"from", &p.From}, {"to", &p.To}} {
		asked := q.Query.Get(side.name)
		if asked == "" {
			continue
		}
		i, err := strconv.Atoi(asked)
		if err != nil || i < 1 || i > n {
			return answer.BadRequest(q.Say("no-version", n))
		}
		*side.into = i
	}
	switch q.Query.Get("view") {
	case "beside":
		p.Beside = true
	case "", "merged":
	default:
		return answer.BadRequest(q.Say("no-value", "view"))
	}
	return nil
}

func (p *historyPage) compare(before, after *extract.Article) {
	p.Changed = diff.Kinds(before, after)
	for _, f := range diff.Fields(before, after) {
		p.Fields = append(p.Fields, fieldChange{f.Name, oneLine(diff.Changed(diff.Merged(f.Old, f.New)))})
	}
	if p.Beside {
		p.Pairs = diff.SideBySide(before.Body, after.Body)
	} else {
		p.Merged = stretches(diff.Merged(before.Body, after.Body))
	}
}

// stretch is paragraphs that stand together: what differs with what surrounds it, or what is the same and is folded
// away.
type stretch struct {
	Folded bool
	Lines  []diff.Line
}

// minFolded is the least number of paragraphs that are folded away; one on each side of a difference is shown.
const minFolded = 3

// stretches folds away what is the same, so that a reader comes to what differs at once.
func stretches(lines []diff.Line) (all []stretch) {
	shown := diff.Near(lines)
	for i := 0; i < len(lines); {
		end := i
		for end < len(lines) && shown[end] == shown[i] {
			end++
		}
		all = append(all, stretch{!shown[i] && end-i >= minFolded, lines[i:end]})
		i = end
	}
	return all
}

func oneLine(lines []diff.Line) diff.Line {
	var all diff.Line
	for i, l := range lines {
		if i > 0 {
			all = append(all, diff.Span{Text: " "})
		}
		all = append(all, l...)
	}
	return all
}
