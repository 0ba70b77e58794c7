package catalog

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
)

// Catalogue is what counts and lists need to know of every article, as it was when it was read: a list's order,
// section and day, authors, columns. It takes some forty bytes an article. What is found is looked up once, and
// counted here: SQLite took ten times as long to count it, once for each count.
type Catalogue struct {
	articles []int64  // in the order of lists, the newest first
	numbers  []int64  // the same, sorted
	places   []int32  // of those in the list
	groups   []uint32 // of every article in the list: in keys
	keys     []FacetGroup
	days     []uint32 // of every article in the list: in dates
	dates    []string
	authors  []listing
	columns  []listing

	mu     sync.Mutex
	oldest []int32 // places, the oldest first; nil until somebody asks
}

// listing is where the articles of a name stand in the list.
type listing struct {
	name   string
	places []int32
}

// Catalogue reads the catalogue. All that it reads is in indexes; numbers come many at a time, which is what takes
// least, and after the list what is known of its articles at once.
func (a *Catalog) Catalogue(ctx context.Context) (*Catalogue, error) {
	v, c := a.View(), &Catalogue{}
	list, _, err := db.One[string](ctx, v, `SELECT coalesce(group_concat(article), '') FROM
		(SELECT article FROM heads ORDER BY published DESC, edition, section_code, id)`)
	if err == nil {
		c.articles, err = numbersIn(list)
	}
	if err != nil {
		return nil, db.Fault(a.Path(), "read catalogue", err)
	}
	c.sort()
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return c.readSections(ctx, v) })
	all.Go(func() error { return c.readDays(ctx, v) })
	all.Go(func() (err error) {
		c.authors, err = c.readListings(ctx, v, "SELECT name, group_concat(article) FROM authors GROUP BY name")
		return err
	})
	all.Go(func() (err error) {
		c.columns, err = c.readListings(ctx, v, `SELECT "column", group_concat(article) FROM heads
			WHERE "column" <> '' GROUP BY "column"`)
		return err
	})
	err = all.Wait()
	c.group()
	return c, db.Fault(a.Path(), "read catalogue", err)
}

// group puts articles of a section and a month together.
func (c *Catalogue) group() {
	sections, known := c.keys, map[FacetGroup]uint32{}
	c.keys = nil
	for place, section := range c.groups {
		g, day := sections[section], c.dates[c.days[place]]
		g.Month = day[:min(len("2006-01"), len(day))]
		n, ok := known[g]
		if !ok {
			n = uint32(len(c.keys))
			known[g], c.keys = n, append(c.keys, g)
		}
		c.groups[place] = n
	}
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

// readSections reads which section every article is of.
func (c *Catalogue) readSections(ctx context.Context, v db.View) error {
	c.groups = make([]uint32, len(c.articles))
	c.keys = []FacetGroup{{}}
	scan := func(row db.Scanner) (g FacetGroup, err error) {
		var numbers string
		if err = row.Scan(&g.Edition, &g.SectionCode, &numbers); err != nil {
			return g, err
		}
		n := uint32(len(c.keys))
		c.keys = append(c.keys, g)
		return g, c.each(numbers, func(place int32) { c.groups[place] = n })
	}
	_, err := db.Collect(ctx, v, scan, "SELECT edition, section_code, group_concat(article) FROM heads GROUP BY 1, 2")
	return err
}

// readDays reads when every article was published.
func (c *Catalogue) readDays(ctx context.Context, v db.View) error {
	c.days = make([]uint32, len(c.articles))
	c.dates = []string{""}
	scan := func(row db.Scanner) (day string, err error) {
		var numbers string
		if err = row.Scan(&day, &numbers); err != nil {
			return day, err
		}
		n := uint32(len(c.dates))
		c.dates = append(c.dates, day)
		return day, c.each(numbers, func(place int32) { c.days[place] = n })
	}
	_, err := db.Collect(ctx, v, scan, "SELECT substr(published, 1, 10), group_concat(article) FROM heads GROUP BY 1")
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
	all, err := numbersIn(numbers)
	for _, article := range all {
		if place, known := c.place(article); known {
			do(place)
		}
	}
	return err
}

// numbersIn are the numbers in a text, with commas between.
func numbersIn(text string) (all []int64, err error) {
	if text == "" {
		return nil, nil
	}
	all = make([]int64, 0, strings.Count(text, ",")+1)
	for number := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// Select looks up what a query finds of a catalogue, once: counts and lists are made of that.
func (a *Catalog) Select(ctx context.Context, c *Catalogue, q Query) (Set, error) {
	known := q.Filter
	q.Filter = q.Filter.beyond()
	s := c.All()
	if q.IsAny() || len(q.Filter.conditions().parts) > 0 {
		query, args, err := a.selection(ctx, q)
		if err != nil {
			return nil, err
		}
		clear(s)
		numbers, _, err := db.One[string](ctx, a.View(), query, args...)
		if err == nil {
			err = c.each(numbers, func(place int32) { s[place] = true })
		}
		if err != nil {
			return nil, db.Fault(a.Path(), "search", err)
		}
	}
	c.narrow(s, known)
	return s, nil
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

// Listed are the headlines of articles at places of the list, in their order; those that were removed since are left
// out.
func (a *Catalog) Listed(ctx context.Context, c *Catalogue, places []int32) ([]Headline, error) {
	wanted := make([]int64, len(places))
	for i, place := range places {
		wanted[i] = c.articles[place]
	}
	all, err := db.Collect(ctx, a.View(), scanHeadline, "SELECT "+headlineColumns+headlineTable+
		" WHERE heads.article IN (SELECT value FROM json_each(?))", captures.List(wanted))
	slices.SortFunc(all, func(x, y Headline) int {
		return slices.Index(wanted, x.Number) - slices.Index(wanted, y.Number)
	})
	return all, db.Fault(a.Path(), "list articles", err)
}

// OldestFirst are the places of the list in the order of publication. They are looked up once.
func (a *Catalog) OldestFirst(ctx context.Context, c *Catalogue) (places []int32, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.oldest != nil {
		return c.oldest, nil
	}
	list, _, err := db.One[string](ctx, a.View(),
		"SELECT coalesce(group_concat(article), '') FROM (SELECT article FROM heads"+
			Filter{OldestFirst: true}.order()+")")
	if err == nil {
		err = c.each(list, func(place int32) { places = append(places, place) })
	}
	if err == nil {
		c.oldest = places
	}
	return places, db.Fault(a.Path(), "list articles", err)
}

// Number is the number of the article at a place.
func (c *Catalogue) Number(place int32) int64 { return c.articles[place] }

// Index is where an article is among places of the list, -1 where it does not.
func (c *Catalogue) Index(places []int32, article int64) int {
	place, known := c.place(article)
	if !known {
		return -1
	}
	return slices.Index(places, place)
}
