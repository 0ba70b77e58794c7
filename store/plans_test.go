package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"iter"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// recorder opens connections that note every statement.
type recorder struct {
	db.Connector
	mu         sync.Mutex
	statements map[string]bool
}

func (r *recorder) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &recordedConn{c.(*sqlite3.SQLiteConn), r}, nil
}

func (r *recorder) note(query string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.statements[query] = true
}

// recordedConn is a connection whose statements are noted.
type recordedConn struct {
	*sqlite3.SQLiteConn
	r *recorder
}

func (c *recordedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.r.note(query)
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

func (c *recordedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.r.note(query)
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

// listen makes an archive note its statements.
func listen(t *testing.T, a *Archive) *recorder {
	t.Helper()
	r := &recorder{statements: map[string]bool{}}
	r.Connector = db.NewConnector("file:"+a.Path()+"?_foreign_keys=on&_txlock=immediate", db.Guard)
	old := a.db.SQL
	a.db.SQL = sql.OpenDB(r)
	a.db.SQL.SetMaxOpenConns(1)
	t.Cleanup(func() { old.Close() })
	return r
}

// scans are the reads of a whole table or index that are meant, with the reason.
var scans = map[string]string{
	"times": "the times at which pictures became due, each found by the index: hundreds at most",
	"heads USING COVERING INDEX heads_published":  "the list of everything, in its order: the index alone",
	"heads USING INDEX heads_published":           "what many articles fit, in its order",
	"heads USING COVERING INDEX heads_day":        "counts by day: the index alone",
	"heads USING COVERING INDEX heads_column":     "counts by column",
	"heads USING INDEX heads_column":              "counts by column of what fits a filter that is rarely used",
	"heads USING COVERING INDEX heads_section":    "counts by section and month of what fits a search",
	"heads USING INDEX heads_section":             "counts by section and month of what fits a search",
	"heads USING INDEX heads_day":                 "counts by day of what fits a filter that is rarely used",
	"heads":                                       "the archive's totals: how many articles are whole; every text, to count in all of them",
	"versions USING COVERING INDEX versions_seen": "the archive's totals: the index alone",
	"authors USING COVERING INDEX authors_name":   "every name, to find those that hold a part: a few thousand",
	"pages USING INDEX pages_next":                "the queue in its order, up to the first that fits",
	"removed":                                     "few, and all are wanted",
	"runs":                                        "few: one a run",
	"retractions":                                 "few: one an undo",
	"sightings":                                   "what runs took in, for an undo, which is rare, and for the digest, once a day",
	"s":                                           "what a run took in, for an undo, which is rare; files, where a folder is watched",
	"unused":                                      "few: the last of each list and cause",
	"seals":                                       "few: one a day",
	"readings":                                    "which articles show a picture, when pictures come in or go",
	"pictures":                                    "their number and bytes: a short row each",
	"leaves":                                      "few: one a look that is gone, and all are wanted",
	"claimed_seals":                               "few: one an archive and day",
	"readings USING COVERING INDEX sqlite_autoindex_readings_1": "whether any has the address of an article that is " +
		"removed, which is rare",
	"given VIRTUAL TABLE":             "no table: the addresses that are asked for",
	"fresh":                           "no table: what was taken in since",
	"log":                             "no table: what was changed or went in a span of time",
	"follows":                         "few: what a person asks for",
	"dictionaries":                    "few: one in 90 days and edition",
	"json_each VIRTUAL TABLE":         "no table",
	"sources":                         "few: one a list",
	"sqlite_schema":                   "the schema",
	"search VIRTUAL TABLE INDEX":      "the index of the text answers",
	"latest":                          "no table: the section before",
	"CONSTANT ROW":                    "no table",
	"heads USING INDEX heads_changed": "what was changed, of which there is little: all of it is wanted",
	"keywords USING COVERING INDEX keywords_keyword": "every keyword with its articles, for their list",
}

// TestPlans asks SQLite how it carries out every statement that the archive's methods make. What reads a whole table
// is listed above, with the reason.
func TestPlans(t *testing.T) {
	a := &Archive{sample.OpenAt(t, filepath.Join(t.TempDir(), "a.db"))}
	sample.RealPages(t, a.db)
	r := listen(t, a)
	useEverything(t, a)
	for _, query := range slices.Sorted(maps.Keys(r.statements)) {
		for _, step := range planOf(t, a.db, query) {
			table, isScan := strings.CutPrefix(step, "SCAN ")
			if isScan && !isMeant(table) {
				t.Errorf("reads all of %s: %s", table, strings.Join(strings.Fields(query), " "))
			}
		}
	}
}

// TestSectionPlans: what is of one section is found by the index of sections, in the order of lists, and nothing is
// sorted; the sections themselves are found by going from one to the next.
func TestSectionPlans(t *testing.T) {
	a := open(t)
	r := listen(t, a)
	for _, err := range a.Catalog().List(t.Context(),
		catalog.Filter{Sections: []site.Section{{Edition: "pns", Code: "s00012"}}, Limit: 20}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Catalog().SectionNames(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, query := range slices.Sorted(maps.Keys(r.statements)) {
		steps := strings.Join(planOf(t, a.db, query), "; ")
		if strings.Contains(query, "heads.section_code = ?") &&
			steps != "SEARCH heads USING COVERING INDEX heads_section (edition=? AND section_code=?)" {
			t.Errorf("a section's articles: %s", steps)
		}
		if strings.Contains(query, "RECURSIVE latest") &&
			(strings.Count(steps, "SCAN heads USING COVERING INDEX heads_section") != 1 ||
				!strings.Contains(steps, "SEARCH heads USING COVERING INDEX heads_section (edition=? AND section_code>?)")) {
			t.Errorf("sections: %s", steps)
		}
	}
}

func isMeant(table string) bool {
	for prefix := range scans {
		if table == prefix || prefix != "heads" && // which stands for the table alone, not for all of its indexes
			strings.HasPrefix(table+" ", prefix+" ") {
			return true
		}
	}
	return strings.HasPrefix(table, "(subquery-") || strings.HasSuffix(table, "-ROW VALUES CLAUSE") // no tables
}

// planned are statements that have a plan.
var planned = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b`)

func planOf(t *testing.T, a *db.DB, query string) []string {
	t.Helper()
	if !planned.MatchString(query) || strings.Contains(query, "INTO search") {
		return nil
	}
	steps, err := db.Collect(t.Context(), a.View(), func(row db.Scanner) (s string, err error) {
		var id, parent, unused int
		err = row.Scan(&id, &parent, &unused, &s)
		return s, err
	}, "EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "?"))...)
	var misuse sqlite3.Error
	if errors.As(err, &misuse) || err != nil {
		steps, err = db.Collect(t.Context(), a.View(), func(row db.Scanner) (s string, err error) {
			var id, parent, unused int
			err = row.Scan(&id, &parent, &unused, &s)
			return s, err
		}, "EXPLAIN QUERY PLAN "+query)
	}
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	return steps
}

// useEverything calls every method of an archive that commands call.
func useEverything(t *testing.T, a *Archive) {
	t.Helper()
	ctx, now := t.Context(), sample.Noon.AddDate(0, 1, 0)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	live := sample.Ref(t, "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/1772500000001")
	for _, f := range []catalog.Filter{{}, {OldestFirst: true},
		{Editions: []string{"pns"}, From: "2026-01-01", To: "2026-12-31"},
		{Columns: []string{"川流不息"}}, {Sections: []site.Section{{Edition: "pns", Code: "s00012"}}},
		{Changed: true}, {Gone: true},
		{NewSince: "2026-03-01T00:00:00+08:00", From: "2026-03-01"}} {
		for _, err := range a.Catalog().Articles(ctx, f) {
			must(err)
		}
		for _, err := range a.Catalog().List(ctx, f) {
			must(err)
		}
		_, err := a.Catalog().Days(ctx, f)
		must(err)
		_, err = a.Catalog().Sections(ctx, f)
		must(err)
		_, err = a.Catalog().Looked(ctx, f, "2026-03-02T00:00:00+08:00", "")
		must(err)
		events, err := a.Catalog().Events(ctx, catalog.Query{Filter: f}, catalog.Period{Since: "2026-03-02T00:00:00+08:00"})
		must(err)
		for _, err := range a.Catalog().Entries(ctx, events) {
			must(err)
		}
		for _, kind := range []string{catalog.SectionDays, catalog.ByAuthors, catalog.ByColumns} {
			_, err = a.Catalog().Measure(ctx, catalog.Query{Filter: f}, kind, kind == catalog.SectionDays)
			must(err)
		}
	}
	for _, texts := range []func(context.Context, catalog.Query) iter.Seq2[catalog.Text, error]{a.Catalog().Texts,
		a.Catalog().AllTexts} {
		for _, q := range []catalog.Query{{}, {Expression: sample.Parse(t, "圖書館")}} {
			for _, err := range texts(ctx, q) {
				must(err)
			}
		}
	}
	for _, err := range a.Catalog().Search(ctx, catalog.Query{Expression: sample.Parse(t, "圖書館 -停課 author:方")}) {
		must(err)
	}
	for _, err := range a.Catalog().Search(ctx, catalog.Query{Expression: sample.Parse(t, "C++ title:R&B")}) {
		must(err)
	}
	_, err := a.Catalog().SectionNames(ctx)
	must(err)
	_, _, err = a.Catalog().LatestLook(ctx, now)
	must(err)
	_, err = a.Catalog().Totals(ctx)
	must(err)
	_, err = a.Catalog().Taken(ctx)
	must(err)
	art, err := a.Catalog().Find(ctx, "ins", live.ID)
	must(err)
	_, err = a.Catalog().FindID(ctx, live.ID)
	must(err)
	_, err = a.Catalog().Pages(ctx, art.SHA256)
	must(err)
	_, err = a.Catalog().Versions(ctx, art.Number)
	must(err)
	_, err = a.Catalog().Looks(ctx, art.Number)
	must(err)
	_, err = a.Catalog().Capture(ctx, art.SHA256)
	must(err)
	_, err = a.Knows(ctx, &record.Sighting{URL: live.URL(), At: now, Source: site.TimeFetched, Seen: queue.SeenPage})
	must(err)
	_, err = a.Frontier().Add(ctx, []queue.Listing{{Ref: live, Source: "feed"}}, now)
	must(err)
	p, err := a.Frontier().Next(ctx, queue.Want{}, nil, now)
	must(err)
	for _, v := range []queue.Visit{{Look: queue.Failed, Detail: "HTTP 500"}, {Look: queue.Missing, Detail: "HTTP 404"},
		{Look: queue.NotModified}} {
		v.Item, v.At, v.Again = *p, now, now.Add(time.Hour)
		_, err := a.Settle(ctx, 1, v, now)
		must(err)
	}
	_, err = a.Frontier().Due(ctx, queue.Want{}, now)
	must(err)
	_, err = a.Frontier().Unread(ctx, "2026-03-03")
	must(err)
	_, err = a.Frontier().AddressOf(ctx, "", live.ID)
	must(err)
	_, err = a.Frontier().Unread(ctx, "")
	must(err)
	_, err = a.Frontier().UnreadBy(ctx, now)
	must(err)
	_, err = a.Frontier().KeptOut(ctx, queue.Want{}, now)
	must(err)
	_, err = a.Frontier().IsFailing(ctx, queue.Cause{Kind: queue.NotAPage})
	must(err)
	c, err := a.Catalog().Catalogue(ctx)
	must(err)
	found, err := a.Catalog().Select(ctx, c, catalog.Query{Filter: catalog.Filter{Changed: true}})
	must(err)
	_, err = a.Catalog().Select(ctx, c, catalog.Query{Expression: sample.Parse(t, "圖書館")})
	must(err)
	_, err = a.Catalog().Listed(ctx, c, found.Ordered())
	must(err)
	_, err = a.Catalog().OldestFirst(ctx, c)
	must(err)
	_, err = a.Catalog().KeywordsOf(ctx, c)
	must(err)
	_, err = a.Catalog().SectionsOf(ctx, c)
	must(err)
	_, err = a.Catalog().RemovedArticles(ctx)
	must(err)
	_, err = a.Frontier().AllRuns(ctx, 0)
	must(err)
	_, err = a.PlanUndo(ctx, 1)
	must(err)
	_, err = a.Frontier().Follow(ctx, "{}", now)
	must(err)
	follows, err := a.Frontier().Follows(ctx)
	must(err)
	through, err := a.Frontier().TakenIn(ctx)
	must(err)
	fresh, err := a.Catalog().Fresh(ctx, catalog.Span{Through: through})
	must(err)
	_, err = a.Catalog().Among(ctx, catalog.Query{Expression: sample.Parse(t, "圖書館")}, fresh)
	must(err)
	_, err = a.Catalog().News(ctx, art.Number, catalog.Span{Through: through})
	must(err)
	_, err = a.Catalog().Pictures(ctx, []extract.Image{sample.Image(1)})
	must(err)
	_, err = a.Catalog().GivenPictures(ctx, map[string]bool{"x": true})
	must(err)
	_, _, err = a.Catalog().KeptPictures(ctx)
	must(err)
	_, err = a.Catalog().PictureOf(ctx, art.SHA256)
	if !errors.Is(err, ErrUnknown) {
		t.Fatal(err)
	}
	must(a.Frontier().TakePictures(ctx, queue.ShownPictures))
	wish := queue.Wish{Want: queue.Want{From: "2026-03-01", To: "2026-03-31"}, OfOrder: 1, Again: true}
	must(a.Frontier().Wish(ctx, wish, now))
	wish.IDs = []string{"1772380801001"}
	must(a.Frontier().Wish(ctx, wish, now))
	picture, err := a.Frontier().NextPicture(ctx, time.Time{}, now)
	must(err)
	for _, v := range []queue.Visit{{Look: queue.Failed, Detail: "HTTP 500"}, {Look: queue.Missing, Detail: "HTTP 404"},
		{Look: queue.Picture, Answer: queue.Answer{Body: sample.Picture(1)}}} {
		v.Item, v.At = *picture, now
		_, err := a.Settle(ctx, 1, v, now)
		must(err)
	}
	_, _, err = a.Frontier().DuePictures(ctx, now)
	must(err)
	_, err = a.Frontier().LatePictures(ctx, now)
	must(err)
	must(a.Frontier().Wake(ctx, site.PictureHost, now, now))
	_, err = a.Frontier().Pictures(ctx)
	must(err)
	must(a.Frontier().Tell(ctx, through, follows))
	must(a.Frontier().TakePictures(ctx, queue.NoPictures))
	_, err = a.Frontier().Unfollow(ctx, follows[0].Number)
	must(err)
	for _, run := range []int64{1, 2} {
		by, err := a.Frontier().BeginRun(ctx, "undo", "1.0", sample.Noon)
		must(err)
		_, err = a.Undo(ctx, by, run, "", now)
		must(err)
	}
	sample.RealPages(t, a.db)
	must(a.Remove(ctx, []site.Ref{live}, "", now))
	seal, err := a.Seal(ctx, "")
	must(err)
	_, err = a.Hold(ctx, seal.SHA256, seal.Day)
	must(err)
	must(a.Hear(ctx, 1, []Claim{{Archive: "x", Day: seal.Day, SHA256: seal.SHA256}}))
	_, err = a.Claims(ctx)
	must(err)
}
