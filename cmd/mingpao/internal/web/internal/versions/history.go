package versions

import (
	"slices"
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
	Stages   []stage // the latest first, and so the looks of each
	Versions []catalog.Version
	From, To catalog.Version
	Beside   bool // side by side, else as one text
	Changed  []diff.Kind
	Fields   []fieldChange
	Pictures []diff.Picture
	Old, New map[string]*answer.Shown // what is kept of either version's pictures, by their addresses
	Rows     []diff.Row
	Merged   []stretch
}

// stage is a part of the article's life, with what is said of the looks at it.
type stage struct {
	diff.Stage
	Said  []words.Looks
	Kinds []diff.Kind // what was changed since the version before; none of the first
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

// looked are the same with every look at the article.
func looked(q *answer.Request) (*catalog.Article, []catalog.Version, []catalog.Look, error) {
	a, versions, err := named(q)
	if err != nil {
		return nil, nil, nil, err
	}
	looks, err := q.Archive.Catalog().Looks(q.Context(), a.Number)
	return a, versions, looks, err
}

// History answers with the versions of an article, and two of them compared.
func History(q *answer.Request) (answer.Answer, error) {
	a, versions, looks, err := looked(q)
	if err != nil {
		return nil, err
	}
	p := historyPage{Article: a, Versions: versions}
	for _, s := range diff.Stages(a.Gone, versions, looks) {
		one := stage{Stage: s, Said: q.Speech.Looks(s.Looks)}
		if s.Before != nil {
			one.Kinds = diff.Kinds(&s.Before.Article, &s.Article)
		}
		slices.Reverse(one.Said)
		p.Stages = append([]stage{one}, p.Stages...)
	}
	if err := choosePair(q, &p); err != nil {
		return nil, err
	}
	if p.From.Revision != p.To.Revision {
		p.compare(&p.From.Article, &p.To.Article)
		if err := p.illustrate(q); err != nil {
			return nil, err
		}
	}
	v := q.NewView("history", q.Say("history-of", a.Title), p)
	v.Wide = p.Beside
	return v, nil
}

// HistoryData answers with the versions of an article and the looks at each, for other programs.
func HistoryData(q *answer.Request) (answer.Answer, error) {
	_, versions, looks, err := looked(q)
	if err != nil {
		return nil, err
	}
	return answer.JSON(diff.Tell(versions, looks))
}

// choosePair reads which versions are compared: the last two by default.
func choosePair(q *answer.Request, p *historyPage) error {
	n := len(p.Versions)
	if n == 0 {
		return answer.ErrNotFound
	}
	p.From, p.To = p.Versions[max(0, n-2)], p.Versions[n-1]
	for _, side := range []struct {
		name string
		into *catalog.Version
	}{{"from", &p.From}, {"to", &p.To}} {
		asked := q.Query.Get(side.name)
		if asked == "" {
			continue
		}
		i, err := strconv.Atoi(asked)
		if err != nil || i < 1 || i > n {
			return answer.BadRequest(q.Say("no-version", n))
		}
		*side.into = p.Versions[i-1]
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
		p.Fields = append(p.Fields, fieldChange{f.Name, diff.Words(f.Old, f.New)})
	}
	p.Pictures = diff.ChangedPictures(before, after)
	p.Rows = diff.Rows(before.Body, after.Body)
	p.Merged = stretches(p.Rows)
}

// illustrate has what is kept of the pictures that differ.
func (p *historyPage) illustrate(q *answer.Request) (err error) {
	if len(p.Pictures) == 0 {
		return nil
	}
	if p.Old, err = keptOf(q, p.Versions, p.From); err == nil {
		p.New, err = keptOf(q, p.Versions, p.To)
	}
	return err
}

// keptOf are the pictures of a version that are kept, by their addresses.
func keptOf(q *answer.Request, all []catalog.Version, v catalog.Version) (map[string]*answer.Shown, error) {
	shown, err := q.PicturesOf(v.Images, Until(all, v), answer.Small)
	kept := map[string]*answer.Shown{}
	for i, image := range v.Images {
		kept[image.URL] = shown[i]
	}
	return kept, err
}

// IsHeading reports whether a row is a sub-heading.
func (p historyPage) IsHeading(r diff.Row) bool {
	blocks, at := p.To.Blocks, r.New
	if at == 0 {
		blocks, at = p.From.Blocks, r.Old
	}
	return at > 0 && at <= len(blocks) && blocks[at-1].Kind == extract.Heading
}

// stretch is paragraphs that stand together: what differs with what surrounds it, or what is the same and is folded
// away.
type stretch struct {
	Folded bool
	Rows   []diff.Row
}

// minFolded is the least number of paragraphs that are folded away; one on each side of a difference is shown.
const minFolded = 3

// stretches folds away what is the same, so that a reader comes to what differs at once.
func stretches(rows []diff.Row) (all []stretch) {
	shown := diff.Near(rows)
	for i := 0; i < len(rows); {
		end := i
		for end < len(rows) && shown[end] == shown[i] {
			end++
		}
		all = append(all, stretch{!shown[i] && end-i >= minFolded, rows[i:end]})
		i = end
	}
	return all
}
