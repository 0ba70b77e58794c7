package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Article is an article of the archive as it is shown: by the latest full text that was seen, else the latest.
type Article struct {
	extract.Article
	Number    int64  `json:"article"`
	Revision  int    `json:"revision"`
	Latest    int    `json:"-"` // revision; those after the one that is shown were seen only in an opening
	FirstSeen string `json:"first_seen"`
	Changed   string `json:"changed"` // when the latest version was first seen
	LastSeen  string `json:"last_seen"`
	Gone      string `json:"gone"`               // since when the site no longer has it; "" if it has
	Withheld  bool   `json:"withheld,omitempty"` // it has it, and may not show it: for legal reasons
	SHA256    string `json:"sha256"`             // of the page that the version that is shown was first seen on

	Witness Witness `json:"witness"`               // of that page
	GoneBy  Witness `json:"gone_witness,omitzero"` // of the look since which it is gone

	said sql.NullString // its witness's testimony
}

// Version is an article as it was seen: the same text in a run of sightings.
type Version struct {
	extract.Article
	Revision  int          `json:"revision"`
	Seen      string       `json:"seen"`
	LastSeen  string       `json:"last_seen"`
	Sightings int          `json:"sightings"`
	Cause     record.Cause `json:"cause"`
	Opening   bool         `json:"opening"` // no more than the opening of the text was seen
	SHA256    string       `json:"sha256"`  // of the page that it was first seen on
	Program   string       `json:"program"` // the version of the program that read that page
	Witness   Witness      `json:"witness"` // of the first look at it

	said sql.NullString // its testimony
}

// Find returns the article with an identity, its own or an alias. Where one was removed for good the error is *Removed.
func (a *Catalog) Find(ctx context.Context, edition, id string) (*Article, error) {
	return a.find(ctx, `coalesce((SELECT article FROM heads WHERE id = ?2 AND edition = ?1),
		(SELECT article FROM aliases WHERE edition = ?1 AND id = ?2))`, "edition = ?1 AND id = ?2", edition, id)
}

// FindID returns the article with an id, its own or an alias, whatever its edition.
func (a *Catalog) FindID(ctx context.Context, id string) (*Article, error) {
	return a.find(ctx, `coalesce((SELECT article FROM heads WHERE id = ?1 ORDER BY article LIMIT 1),
		(SELECT article FROM aliases WHERE id = ?1 ORDER BY article LIMIT 1))`, "id = ?1", id)
}

// find returns the article whose number an SQL expression gives; removed is the condition of its tombstone.
func (a *Catalog) find(ctx context.Context, number, removed string, args ...any) (*Article, error) {
	v := a.View()
	n, _, err := db.One[sql.NullInt64](ctx, v, "SELECT "+number, args...)
	if err != nil {
		return nil, db.Fault(a.Path(), "find article", err)
	}
	if !n.Valid {
		t, err := ScanTombstone(v.Row(ctx, "SELECT edition, id, at, reason FROM removed WHERE "+removed+" LIMIT 1", args...))
		if errors.Is(err, sql.ErrNoRows) {
			return nil, db.ErrUnknown
		}
		return nil, cmp.Or[error](db.Fault(a.Path(), "find article", err), &Removed{t})
	}
	return a.Number(ctx, n.Int64)
}

// IsGone reports whether the archive has an article that the site no longer has.
func (a *Catalog) IsGone(ctx context.Context, ref site.Ref) (bool, error) {
	_, isGone, err := db.One[int](ctx, a.View(), "SELECT 1 FROM heads WHERE id = ? AND edition = ? AND gone IS NOT NULL",
		ref.ID, ref.Edition)
	return isGone, db.Fault(a.Path(), "find article", err)
}

// Number returns the article with a number. A row that cannot be read is a *Damaged error.
func (a *Catalog) Number(ctx context.Context, number int64) (*Article, error) {
	found, err := article(ctx, a.View(), number)
	if db.IsDamage(err) {
		return nil, &db.Damaged{Article: a.NameOf(ctx, number), Err: err}
	}
	if errors.Is(err, db.ErrUnknown) {
		return nil, err
	}
	return found, db.Fault(a.Path(), fmt.Sprintf("read article %d", number), err)
}

// Page is a page by its hash, and the number of the article that it was read as.
type Page struct {
	SHA256  string
	Article int64
}

// Pages returns pages whose hash begins so: two where there are more.
func (a *Catalog) Pages(ctx context.Context, hash string) ([]Page, error) {
	pages, err := db.Collect(ctx, a.View(), func(row db.Scanner) (p Page, err error) {
		return p, row.Scan(&p.SHA256, &p.Article)
	}, `SELECT captures.sha256, min(article) FROM captures JOIN readings USING (capture)
		WHERE captures.sha256 >= ?1 AND captures.sha256 < ?1 || 'g' AND article <> 0
		GROUP BY captures.sha256 ORDER BY captures.sha256 LIMIT 2`, hash)
	return pages, db.Fault(a.Path(), "find page by its hash", err)
}

// NameOf is the id of an article, its number where even that cannot be read.
func (a *Catalog) NameOf(ctx context.Context, number int64) string {
	id, found, err := db.One[string](ctx, a.View(), "SELECT id FROM heads WHERE article = ?", number)
	if err != nil || !found {
		return fmt.Sprint(number)
	}
	return id
}

// attested reports whether somebody saw the page of a suspect reading at the site itself: then it is as the site had
// it.
const attested = `instr(r.fields, '"suspect":') > 0 AND EXISTS (
	SELECT 1 FROM sightings AS own JOIN witnesses AS w USING (witness)
	WHERE own.capture = r.capture AND own.address = r.address AND w.source = 'fetched' AND own.retraction = 0)`

// articleColumns read an article.
const articleColumns = `SELECT h.article, h.shown, h.revision, h.first_seen, h.changed, h.last_seen,
	coalesce(h.gone, ''), h.withheld, ` + attested + `, coalesce(r.fields, ''),
	t.body, t.hash, c.sha256, ` + saidBy + `
	FROM heads AS h LEFT JOIN readings AS r USING (capture, address) LEFT JOIN texts AS t ON t.text = h.text
	LEFT JOIN versions AS v ON v.article = h.article AND v.revision = h.shown
	LEFT JOIN captures AS c ON c.capture = h.capture WHERE h.article `

// bareColumns read an article that is to be cited: its text stays where it is.
var bareColumns = strings.Replace(articleColumns, "t.body, t.hash", fmt.Sprintf("'', %d", ident.NumberOf("")), 1)

func scanArticle(row db.Scanner) (*Article, error) {
	var a Article
	var fields string
	var text keptText
	var hash sql.NullString
	err := row.Scan(&a.Number, &a.Revision, &a.Latest, &a.FirstSeen, &a.Changed, &a.LastSeen, &a.Gone, &a.Withheld,
		&text.attested, &fields, &text.body, &text.hash, &hash, &a.said)
	if err != nil {
		return nil, err
	}
	a.SHA256 = hash.String
	a.Article, err = text.articleOf(fields)
	return &a, err
}

func article(ctx context.Context, v db.View, number int64) (*Article, error) {
	found, err := scanArticle(v.Row(ctx, articleColumns+"= ?", number))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, db.ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	return found, found.vouch(ctx, witnessesOf(v))
}

// articlesOf reads several articles; what is not there is left out.
func articlesOf(ctx context.Context, v db.View, columns string, numbers []int64) (map[int64]*Article, error) {
	all, err := db.Collect(ctx, v, scanArticle, columns+"IN (SELECT value FROM json_each(?))", captures.List(numbers))
	found, by := make(map[int64]*Article, len(all)), witnessesOf(v)
	for _, a := range all {
		if err == nil {
			err = a.vouch(ctx, by)
		}
		found[a.Number] = a
	}
	return found, err
}

// vouch reads who vouches for an article's page, and for its being gone.
func (a *Article) vouch(ctx context.Context, by *witnesses) (err error) {
	if a.Witness, err = by.of(ctx, a.said); err != nil || a.Gone == "" {
		return err
	}
	looks, err := looksAt(ctx, by, a.Number)
	a.GoneBy = At(looks, a.Gone, queue.SeenGone, queue.SeenWithheld)
	return err
}

// keptText is a row of texts; NULL: it is missing.
type keptText struct {
	body sql.NullString
	hash sql.NullInt64

	attested sql.NullBool
}

// articleOf puts an article together with its text, if that is the one that was kept.
func (k keptText) articleOf(fields string) (extract.Article, error) {
	switch {
	case !k.body.Valid || fields == "":
		return extract.Article{}, db.Damagedf("its text is missing")
	case ident.NumberOf(k.body.String) != k.hash.Int64:
		return extract.Article{}, db.Damagedf("its text is not the one that was kept: its hash differs")
	}
	a, err := captures.ArticleOf(fields, k.body.String)
	if k.attested.Bool {
		a.Suspect = ""
	}
	return a, err
}

// Versions returns every version of an article, the oldest first.
func (a *Catalog) Versions(ctx context.Context, article int64) ([]Version, error) {
	all, err := versionsOf(ctx, witnessesOf(a.View()), article, 1, math.MaxInt64)
	if db.IsDamage(err) {
		return nil, &db.Damaged{Article: a.NameOf(ctx, article), Err: err}
	}
	return all, db.Fault(a.Path(), fmt.Sprintf("read revisions of article %d", article), err)
}

// versionsOf are the versions of an article from one to another.
func versionsOf(ctx context.Context, by *witnesses, article int64, from, to int) ([]Version, error) {
	all, err := db.Collect(ctx, by.v, scanVersion, `SELECT v.revision, v.seen, v.last_seen, v.sightings, v.cause,
		v.opening, coalesce(c.sha256, ''), coalesce((SELECT version FROM runs WHERE runs.run = r.run), ''), `+attested+`,
		coalesce(r.fields, ''), t.body, t.hash, `+saidBy+`
		FROM versions AS v LEFT JOIN readings AS r USING (capture, address) LEFT JOIN texts AS t USING (text)
		LEFT JOIN captures AS c ON c.capture = v.capture
		WHERE v.article = ? AND v.revision BETWEEN ? AND ? ORDER BY v.revision`, article, from, to)
	for i := range all {
		if err == nil {
			all[i].Witness, err = by.of(ctx, all[i].said)
		}
	}
	return all, err
}

func scanVersion(row db.Scanner) (v Version, err error) {
	var fields string
	var text keptText
	err = row.Scan(&v.Revision, &v.Seen, &v.LastSeen, &v.Sightings, &v.Cause, &v.Opening, &v.SHA256, &v.Program,
		&text.attested, &fields, &text.body, &text.hash, &v.said)
	if err != nil {
		return v, err
	}
	if v.Article, err = text.articleOf(fields); err != nil {
		return v, fmt.Errorf("revision %d: %w", v.Revision, err)
	}
	return v, nil
}

// Shown is the version that is shown of an article: the latest full text, else the latest.
func Shown(all []Version) Version {
	for _, v := range slices.Backward(all) {
		if !v.Opening {
			return v
		}
	}
	return all[len(all)-1]
}

// Capture returns a page by its hash.
func (a *Catalog) Capture(ctx context.Context, sha256 string) (captures.Capture, error) {
	op := "read page " + sha256
	number, found, err := captures.CaptureOf(ctx, a.View(), sha256)
	if err == nil && !found {
		err = db.ErrUnknown
	}
	if err != nil {
		return captures.Capture{}, db.Fault(a.Path(), op, err)
	}
	c, err := captures.Load(ctx, a.View(), number)
	return c, db.Fault(a.Path(), op, err)
}
