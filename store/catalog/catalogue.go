package catalog

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// Catalogue is what counts and lists need to know of every article, as it was when it was read: a list's order,
// section and month, authors, columns. It takes some thirty bytes an article. What is found is looked up once, and
// counted here: SQLite took ten times as long to count it, once for each count.
type Catalogue struct {
	articles []int64  // in the order of lists, the newest first
	numbers  []int64  // the same, sorted
	places   []int32  // of those in the list
	groups   []uint32 // of every article in the list: in keys
	keys     []FacetGroup
	authors  []listing
	columns  []listing
}

// listing is where the articles of a name stand in the list.
type listing struct {
	name   string
	places []int32
}

// Set says of every place in a catalogue's list whether the article there was found.
type Set []bool

// Catalogue reads the catalogue. All that it reads is in indexes; numbers come many at a time, which is what takes
// least.
func (a *Catalog) Catalogue(ctx context.Context) (*Catalogue, error) {
	v, c := a.View(), &Catalogue{}
	var err error
	if c.articles, err = db.Collect(ctx, v, db.Column[int64],
		"SELECT article FROM heads ORDER BY published DESC, edition, section_code, id"); err != nil {
		return nil, db.Fault(a.Path(), "read catalogue", err)
	}
	c.sort()
	err1 := c.readGroups(ctx, v)
	var err2, err3 error
	c.authors, err2 = c.readListings(ctx, v, "SELECT name, group_concat(article) FROM authors GROUP BY name")
	c.columns, err3 = c.readListings(ctx, v, `SELECT "column", group_concat(article) FROM heads
		WHERE "column" <> '' GROUP BY "column"`)
	return c, db.Fault(a.Path(), "read catalogue", errors.Join(err1, err2, err3))
}

// sort makes the table in which an article's place is looked up.
func (c *Catalogue) sort() {
	c.places = make([]int32, len(c.articles))
	for i := range c.places {
		c.places[i] = int32(i)
	}
	slices.SortFunc(c.places, func(x, y int32) int { return cmp.Compare(c.articles[x], c.articles[y]) })
	c.numbers = make([]int64, len(c.places))
	for i, place := range c.places {
		c.numbers[i] = c.articles[place]
	}
}

// place is where an article is in the list.
func (c *Catalogue) place(article int64) (int32, bool) {
	i, known := slices.BinarySearch(c.numbers, article)
	if !known { // written since
		return 0, false
	}
	return c.places[i], true
}

// readGroups reads which section and month every article is of.
func (c *Catalogue) readGroups(ctx context.Context, v db.View) error {
	c.groups = make([]uint32, len(c.articles))
	scan := func(row db.Scanner) (g FacetGroup, err error) {
		var numbers string
		if err = row.Scan(&g.Edition, &g.SectionCode, &g.Month, &numbers); err != nil {
			return g, err
		}
		n := uint32(len(c.keys))
		c.keys = append(c.keys, g)
		return g, c.each(numbers, func(place int32) { c.groups[place] = n })
	}
	_, err := db.Collect(ctx, v, scan, "SELECT edition, section_code, substr(published, 1, 7), group_concat(article) FROM heads GROUP BY 1, 2, 3")
	return err
}

func (c *Catalogue) readListings(ctx context.Context, v db.View, query string) ([]listing, error) {
	return db.Collect(ctx, v, func(row db.Scanner) (l listing, err error) {
		var numbers string
		if err = row.Scan(&l.name, &numbers); err != nil {
			return l, err
		}
		err = c.each(numbers, func(place int32) { l.places = append(l.places, place) })
		return l, err
	}, query)
}

// each goes through the places of articles whose numbers stand in a text.
func (c *Catalogue) each(numbers string, do func(place int32)) error {
	for number := range strings.SplitSeq(numbers, ",") {
		article, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return err
		}
		if place, known := c.place(article); known {
			do(place)
		}
	}
	return nil
}

// Select looks up what a query finds of a catalogue, once: counts and lists are made of that.
func (a *Catalog) Select(ctx context.Context, c *Catalogue, q Query) (Set, error) {
	s := make(Set, len(c.articles))
	query, args, err := a.selection(ctx, q)
	if err != nil {
		return nil, err
	}
	numbers, _, err := db.One[string](ctx, a.View(), query, args...)
	if err == nil && numbers != "" {
		err = c.each(numbers, func(place int32) { s[place] = true })
	}
	return s, db.Fault(a.Path(), "search", err)
}

// selection gives the numbers of all that is found as one text. Where nothing but the index is asked it answers alone.
func (a *Catalog) selection(ctx context.Context, q Query) (string, []any, error) {
	if q.IsPlain() && len(q.Filter.conditions().parts) == 0 {
		return "SELECT coalesce(group_concat(article), '') FROM search JOIN indexed USING (docid) WHERE search MATCH ?",
			[]any{q.Match()}, nil
	}
	c, err := a.conditions(ctx, q)
	where, args := c.where()
	return "SELECT coalesce(group_concat(heads.article), '') FROM heads" + where, args, err
}

// All are all articles of a catalogue.
func (c *Catalogue) All() Set {
	s := make(Set, len(c.articles))
	for i := range s {
		s[i] = true
	}
	return s
}

// Without is a set less another of the same catalogue.
func (s Set) Without(other Set) Set {
	rest := slices.Clone(s)
	for place, found := range other {
		rest[place] = rest[place] && !found
	}
	return rest
}

// Listed are the headlines of a set after a place, up to a number.
func (a *Catalog) Listed(ctx context.Context, c *Catalogue, s Set, after Place, limit int) ([]Headline, error) {
	place, err := a.behind(ctx, c, after)
	if err != nil {
		return nil, db.Fault(a.Path(), "list articles", err)
	}
	var wanted []any
	for ; place < len(s) && len(wanted) < limit; place++ {
		if s[place] {
			wanted = append(wanted, c.articles[place])
		}
	}
	all, err := db.Collect(ctx, a.View(), scanHeadline, "SELECT "+headlineColumns+headlineTable+
		" WHERE heads.article IN ("+Marks(len(wanted))+")"+Filter{}.order(), wanted...)
	return all, db.Fault(a.Path(), "list articles", err)
}

// maxUnknown is how many articles after a place are looked at to find one that the catalogue has.
const maxUnknown = 1000

// behind is where a list goes on that ended with an article, which may have been removed since.
func (a *Catalog) behind(ctx context.Context, c *Catalogue, after Place) (int, error) {
	if after == (Place{}) {
		return 0, nil
	}
	if place, known := c.place(ident.ArticleNumber(after.Edition, after.ID)); known {
		return int(place) + 1, nil
	}
	next, err := db.Collect(ctx, a.View(), db.Column[int64],
		"SELECT article FROM heads WHERE published <= ? AND (published < ? OR (edition, section_code, id) > (?, ?, ?))"+
			Filter{}.order()+" LIMIT ?", after.Published, after.Published, after.Edition, after.SectionCode, after.ID,
		maxUnknown)
	for _, article := range next {
		if place, known := c.place(article); known {
			return int(place), nil
		}
	}
	return len(c.articles), err
}
