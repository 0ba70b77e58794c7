package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/mattn/go-sqlite3"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
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
	"heads":                                       "totals: how many articles are whole; every text, to count in all",
	"versions USING COVERING INDEX versions_seen": "the archive's totals: the index alone",
	"authors USING COVERING INDEX authors_name":   "every name, to find those that hold a part: a few thousand",
	"pages USING INDEX pages_next":                "the queue in its order, up to the first that fits",
	"removed":                                     "few, and all are wanted",
	"runs":                                        "few: one a run",
	"retractions":                                 "few: one an undo",
	"sightings":                                   "what runs took in, for a rare undo, and for a day's digest",
	"s":                                           "what a run took in, for a rare undo; files, where a folder is watched",
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
