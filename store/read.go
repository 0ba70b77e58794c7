package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"mingpao/extract"
)

// Article is an article of the archive in its latest version.
type Article struct {
	extract.Article
	Number    int64  `json:"article"`
	Revision  int    `json:"revision"`
	FirstSeen string `json:"first_seen"`
	Changed   string `json:"changed"` // when the latest version was first seen
	LastSeen  string `json:"last_seen"`
	Gone      string `json:"gone"` // since when the site no longer has it; "" if it has
}

// Version is an article as it was seen at a time.
type Version struct {
	extract.Article
	Revision int    `json:"revision"`
	Seen     string `json:"seen"`
	Cause    Cause  `json:"cause"`
}

// ErrUnknown is for an article that the archive does not hold.
var ErrUnknown = errors.New("no such article")

// articleColumns are the columns of an article in the order that scanArticle reads them.
const articleColumns = `articles.article, articles.edition, articles.id, articles.url, section, articles.section_code, articles.title, authors, author_note,
	"column", credits, published, access, language, keywords, lead_marker, articles.body, blocks, images, videos, layout,
	articles.revision, first_seen, changed, last_seen, coalesce(gone, '')`

type scanner interface{ Scan(...any) error }

// collect reads all rows of a query. The operation is for the message of an error.
func collect[T any](a *Archive, op string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := a.db.Query(query, args...)
	if err != nil {
		return nil, a.fault(op, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, a.fault(op, err)
		}
		all = append(all, one)
	}
	return all, a.fault(op, rows.Err())
}

func scanArticle(row scanner) (*Article, error) {
	var a Article
	var authors, credits, keywords, blocks, images, videos string
	err := row.Scan(&a.Number, &a.Edition, &a.ID, &a.URL, &a.Section, &a.SectionCode, &a.Title, &authors, &a.AuthorNote,
		&a.Column, &credits, &a.Published, &a.Access, &a.Language, &keywords, &a.LeadMarker, &a.Body, &blocks, &images, &videos, &a.Layout,
		&a.Revision, &a.FirstSeen, &a.Changed, &a.LastSeen, &a.Gone)
	if err != nil {
		return nil, err
	}
	for _, list := range []struct {
		text string
		into any
	}{{authors, &a.Authors}, {credits, &a.Credits}, {keywords, &a.Keywords}, {blocks, &a.Blocks}, {images, &a.Images}, {videos, &a.Videos}} {
		if err := json.Unmarshal([]byte(list.text), list.into); err != nil {
			return nil, fmt.Errorf("article %d: %w", a.Number, err)
		}
	}
	return &a, nil
}

// Find returns the article with an identity, its own or an alias.
func (a *Archive) Find(edition, id string) (*Article, error) {
	return a.find(`coalesce((SELECT article FROM articles WHERE edition = ?1 AND id = ?2), (SELECT article FROM aliases WHERE edition = ?1 AND id = ?2))`, edition, id)
}

// FindID returns the article with an id of 13 digits, its own or an alias, whatever its edition.
func (a *Archive) FindID(id string) (*Article, error) {
	return a.find(`coalesce((SELECT article FROM articles WHERE id = ?1 LIMIT 1), (SELECT article FROM aliases WHERE id = ?1 LIMIT 1))`, id)
}

// find returns the article whose number an SQL expression gives.
func (a *Archive) find(number string, args ...any) (*Article, error) {
	found, err := scanArticle(a.db.QueryRow("SELECT "+articleColumns+" FROM articles WHERE article = "+number, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrUnknown
	}
	return found, a.fault("read article", err)
}

// Versions returns every version of an article, the oldest first.
func (a *Archive) Versions(article int64) ([]Version, error) {
	return collect(a, fmt.Sprintf("read revisions of article %d", article), scanVersion,
		"SELECT revision, seen, cause, body, fields FROM revisions WHERE article = ? ORDER BY revision", article)
}

func scanVersion(row scanner) (v Version, err error) {
	var body, fields string
	if err := row.Scan(&v.Revision, &v.Seen, &v.Cause, &body, &fields); err != nil {
		return v, err
	}
	if v.Article, err = versionOf(fields, body); err != nil {
		return v, fmt.Errorf("revision %d: %w", v.Revision, err)
	}
	return v, nil
}

// versionOf puts a revision's article together again: the blocks are the body with their kinds.
func versionOf(fields, body string) (extract.Article, error) {
	var v versionFields
	if err := json.Unmarshal([]byte(fields), &v); err != nil {
		return extract.Article{}, err
	}
	art := v.Article
	art.Body, art.Blocks = body, []extract.Block{}
	for i, text := range strings.Split(body, "\n\n") {
		if i < len(v.Kinds) {
			art.Blocks = append(art.Blocks, extract.Block{Kind: v.Kinds[i], Text: text})
		}
	}
	return art, nil
}
