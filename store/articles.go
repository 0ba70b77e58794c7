package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
)

// Outcome is what became of a page that gave an article.
type Outcome string

// The outcomes. They are recorded and do not change.
const (
	New       Outcome = "new"
	Changed   Outcome = "changed"
	Unchanged Outcome = "unchanged"
)

// Cause is why a revision exists.
type Cause string

// The causes of revisions.
const (
	FirstSeen   Cause = "new"
	SiteChanged Cause = "changed"
	Reextracted Cause = "reextracted"
)

// Visit is a page that gave an article.
type Visit struct {
	Run          int64
	Page         Page // the address asked for; the article may be another's, which makes an alias
	Article      *extract.Article
	Capture      Capture
	ETag         string
	LastModified string
	Again        time.Time // when to look again; the zero time: never
	At           time.Time // when a saved page was seen; the zero time: now
}

// Save keeps an article: new, as a revision of the one that is there, or not at all where nothing has changed. The page is
// kept with every version. An excerpt never replaces a full text.
func (a *Archive) Save(v Visit, now time.Time) (outcome Outcome, err error) {
	err = a.write("save article", func(tx *sql.Tx) error {
		article, result, err := a.saveArticle(tx, v.Article, v.Capture, now)
		if err != nil {
			return err
		}
		outcome = result
		if err := settle(tx, v, article, now); err != nil {
			return err
		}
		detail := ""
		if v.Article.Access == extract.Excerpt {
			detail = string(extract.Excerpt)
		}
		return noteFetch(tx, v.Run, v.Page.Number, string(outcome), detail, now)
	})
	return outcome, err
}

// settle closes the page's account: done, or moved to the page that the article is at.
func settle(tx *sql.Tx, v Visit, article int64, now time.Time) error {
	number := v.Page.Number
	if art := v.Article; art.Edition != v.Page.Ref.Edition || art.ID != v.Page.Ref.ID {
		if err := saveAlias(tx, v.Page.Ref, article, now); err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE pages SET state = 'moved', due = NULL, attempts = 0, visits = visits + 1, last_fetched = ?, last_error = '' WHERE page = ?", stamp(now), number); err != nil {
			return err
		}
		ref, _ := site.ParseURL(art.URL)
		if _, err := tx.Exec(`INSERT INTO pages (edition, id, url, section_code, issue, state, first_seen) VALUES (?, ?, ?, ?, ?, 'done', ?)
			ON CONFLICT (edition, id) DO NOTHING`, art.Edition, art.ID, art.URL, art.SectionCode, issue(ref.Date), stamp(now)); err != nil {
			return err
		}
		if err := tx.QueryRow("SELECT page FROM pages WHERE edition = ? AND id = ?", art.Edition, art.ID).Scan(&number); err != nil {
			return err
		}
		if err := moveListings(tx, v.Page.Number, number); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE pages SET state = 'done', due = ?, attempts = 0, visits = visits + 1, etag = ?, last_modified = ?, last_fetched = ?, last_error = ''
		WHERE page = ?`, nullStamp(v.Again), v.ETag, v.LastModified, stamp(now), number)
	return err
}

// moveListings hands what lists have said about an address to the page that answers for it.
func moveListings(tx *sql.Tx, from, to int64) error {
	if _, err := tx.Exec("INSERT OR REPLACE INTO listings (page, source, title, time) SELECT ?, source, title, time FROM listings WHERE page = ?", to, from); err != nil {
		return err
	}
	_, err := tx.Exec("DELETE FROM listings WHERE page = ?", from)
	return err
}

func saveAlias(tx *sql.Tx, ref site.Ref, article int64, now time.Time) error {
	if ref.ID == "" {
		return nil
	}
	_, err := tx.Exec(`INSERT INTO aliases (edition, id, article, seen) VALUES (?, ?, ?, ?)
		ON CONFLICT (edition, id) DO UPDATE SET article = excluded.article`, ref.Edition, ref.ID, article, stamp(now))
	return err
}

// saveArticle brings an article up to date and returns its number.
func (a *Archive) saveArticle(tx *sql.Tx, art *extract.Article, c Capture, now time.Time) (int64, Outcome, error) {
	var number int64
	var revision int
	var hash, access string
	err := tx.QueryRow(`SELECT article, articles.revision, sha256, access FROM articles JOIN revisions USING (article, revision) WHERE edition = ? AND id = ?`,
		art.Edition, art.ID).Scan(&number, &revision, &hash, &access)
	isNew := errors.Is(err, sql.ErrNoRows)
	switch {
	case err != nil && !isNew:
		return 0, "", err
	case !isNew && (hash == fingerprint(art) || access == string(extract.Full) && art.Access == extract.Excerpt):
		_, err := tx.Exec("UPDATE articles SET last_seen = ?, gone = NULL WHERE article = ?", stamp(now), number)
		return number, Unchanged, err
	}
	capture, err := a.saveCapture(tx, c, art.Edition, now)
	if err != nil {
		return 0, "", err
	}
	if isNew {
		number, err = insertArticle(tx, art, capture, now)
		return number, New, err
	}
	return number, Changed, replaceArticle(tx, number, revision+1, SiteChanged, art, capture, now)
}

func insertArticle(tx *sql.Tx, art *extract.Article, capture int64, now time.Time) (int64, error) {
	result, err := tx.Exec(`INSERT INTO articles (edition, id, url, section, section_code, title, authors, author_note, "column", credits, published,
		access, language, keywords, lead_marker, body, blocks, images, videos, layout, revision, first_seen, changed, last_seen)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
		append(columns(art), stamp(now), stamp(now), stamp(now))...)
	if err != nil {
		return 0, err
	}
	number, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	return number, finishArticle(tx, number, 1, FirstSeen, art, capture, now)
}

// replaceArticle makes another version the latest one. The index reads the old text through the view when it forgets it, so it
// goes first.
func replaceArticle(tx *sql.Tx, number int64, revision int, cause Cause, art *extract.Article, capture int64, now time.Time) error {
	if _, err := tx.Exec("DELETE FROM search WHERE docid = ?", number); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE articles SET edition = ?, id = ?, url = ?, section = ?, section_code = ?, title = ?, authors = ?, author_note = ?, "column" = ?,
		credits = ?, published = ?, access = ?, language = ?, keywords = ?, lead_marker = ?, body = ?, blocks = ?, images = ?, videos = ?, layout = ?,
		revision = ?, changed = ?, last_seen = ?, gone = NULL WHERE article = ?`,
		append(columns(art), revision, stamp(now), stamp(now), number)...)
	if err != nil {
		return err
	}
	for _, table := range []string{"authors", "keywords", "images"} {
		if _, err := tx.Exec("DELETE FROM "+table+" WHERE article = ?", number); err != nil {
			return err
		}
	}
	return finishArticle(tx, number, revision, cause, art, capture, now)
}

// finishArticle writes what hangs on an article: its revision, people, keywords, pictures and index.
func finishArticle(tx *sql.Tx, number int64, revision int, cause Cause, art *extract.Article, capture int64, now time.Time) error {
	if _, err := tx.Exec(`INSERT INTO revisions (article, revision, seen, cause, sha256, capture, title, body, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		number, revision, stamp(now), cause, fingerprint(art), capture, art.Title, art.Body, fieldsOf(art)); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO search (docid, text) VALUES (?, ?)", number, Terms(art.Title+"\n"+art.Body)); err != nil {
		return err
	}
	for i, name := range art.Authors {
		if _, err := tx.Exec("INSERT INTO authors (article, position, name) VALUES (?, ?, ?)", number, i, name); err != nil {
			return err
		}
	}
	for i, word := range art.Keywords {
		if _, err := tx.Exec("INSERT INTO keywords (article, position, keyword) VALUES (?, ?, ?)", number, i, word); err != nil {
			return err
		}
	}
	for i, image := range art.Images {
		if _, err := tx.Exec("INSERT INTO images (article, position, url, caption) VALUES (?, ?, ?, ?)", number, i, image.URL, image.Caption); err != nil {
			return err
		}
	}
	return nil
}

// columns are the values of an article's columns, in the order of the statements above.
func columns(a *extract.Article) []any {
	return []any{a.Edition, a.ID, a.URL, a.Section, a.SectionCode, a.Title, list(a.Authors), a.AuthorNote, a.Column, list(a.Credits), a.Published,
		string(a.Access), a.Language, list(a.Keywords), a.LeadMarker, a.Body, list(a.Blocks), list(a.Images), list(a.Videos), a.Layout}
}

func list(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and slices of them always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// versionFields is an article as a revision keeps it: the body stands beside it, and the blocks are the body with their kinds.
type versionFields struct {
	extract.Article
	Body   string         `json:"body,omitempty"`
	Blocks []string       `json:"blocks,omitempty"`
	Kinds  []extract.Kind `json:"kinds"`
}

func fieldsOf(a *extract.Article) string {
	v := versionFields{Article: *a, Kinds: []extract.Kind{}}
	for _, b := range a.Blocks {
		v.Kinds = append(v.Kinds, b.Kind)
	}
	return list(v)
}

// siteTags are keywords that the desk puts on and off during the day. They are no part of an article's identity.
var siteTags = []string{"編輯推介", "熱門HOTPICK"}

// fingerprint is the hash of what a reader sees of an article. Markup, layout and the desk's own tags do not count.
func fingerprint(a *extract.Article) string {
	seen := *a
	seen.Layout, seen.URL, seen.SectionCode, seen.Language = "", "", "", ""
	seen.Blocks = nil
	seen.Keywords = slices.DeleteFunc(slices.Clone(a.Keywords), func(k string) bool { return slices.Contains(siteTags, k) })
	return hashOf([]byte(list(seen)))
}

// Touch notes that a page has not changed since it was last read, by the site's own word.
func (a *Archive) Touch(v Visit, now time.Time) error {
	return a.write("note visit", func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE pages SET state = 'done', due = ?, attempts = 0, visits = visits + 1, last_fetched = ?, last_error = '' WHERE page = ?",
			nullStamp(v.Again), stamp(now), v.Page.Number)
		if err != nil {
			return err
		}
		_, err = tx.Exec("UPDATE articles SET last_seen = ?, gone = NULL WHERE edition = ? AND id = ?", stamp(now), v.Page.Ref.Edition, v.Page.Ref.ID)
		if err != nil {
			return err
		}
		return noteFetch(tx, v.Run, v.Page.Number, string(Unchanged), "", now)
	})
}

// Gone notes that the site no longer has a page. The article's text stays.
func (a *Archive) Gone(p Page, run int64, detail string, again, now time.Time) error {
	return a.write("note gone", func(tx *sql.Tx) error {
		_, err := tx.Exec("UPDATE pages SET state = 'gone', due = ?, visits = visits + 1, last_fetched = ?, last_error = ? WHERE page = ?",
			nullStamp(again), stamp(now), detail, p.Number)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE articles SET gone = coalesce(gone, ?) WHERE edition = ? AND id = ?
			OR article IN (SELECT article FROM aliases WHERE edition = ? AND id = ?)`,
			stamp(now), p.Ref.Edition, p.Ref.ID, p.Ref.Edition, p.Ref.ID)
		if err != nil {
			return err
		}
		return noteFetch(tx, run, p.Number, "gone", detail, now)
	})
}
