package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
)

// unindex takes an article's text out of the index. It must still be there: the index reads it.
func (t *tx) unindex(article int64) error {
	docid, found, err := one[int64](t.view, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil || !found {
		return err
	}
	return t.exec("DELETE FROM search WHERE docid = ?", docid)
}

func (t *tx) index(article int64, text indexText) error {
	docid, found, err := one[int64](t.view, "SELECT docid FROM indexed WHERE article = ?", article)
	if err != nil {
		return err
	}
	if !found {
		if docid, err = t.insert("INSERT INTO indexed (article) VALUES (?)", article); err != nil {
			return err
		}
	}
	return t.indexAt(docid, text)
}

func (t *tx) indexAt(docid int64, text indexText) error {
	return t.exec("INSERT INTO search (docid, title, body) VALUES (?, ?, ?)", docid, Terms(text.title), Terms(text.body))
}

// renewFolds keeps the archive's table of folded characters, and its index, by today's cutting of texts.
func (t *tx) renewFolds() error {
	today := fmt.Sprint(TermsVersion)
	version, _, err := t.about("terms")
	if err != nil || version == today {
		return err
	}
	if err := t.exec("DELETE FROM folds"); err != nil {
		return err
	}
	// From one text: a statement a row took longer than all else that an archive begins with.
	if err := t.exec("INSERT INTO folds (character, folded) SELECT key, value FROM json_each(?)",
		list(maps.Collect(foldedRunes()))); err != nil {
		return err
	}
	if err := t.reindex(); err != nil {
		return err
	}
	return t.describe("terms", today)
}

// reindex makes the index anew.
func (t *tx) reindex() error {
	err := t.exec(`DELETE FROM indexed WHERE article NOT IN (SELECT article FROM heads);
		INSERT INTO indexed (article) SELECT article FROM heads WHERE article NOT IN (SELECT article FROM indexed)
			ORDER BY article`)
	if err != nil {
		return err
	}
	if err := t.exec("DROP TABLE search; " + searchTable); err != nil {
		return err
	}
	for last := int64(0); ; {
		if err := t.ended(); err != nil {
			return err
		}
		var docid int64
		var title, body string
		err := t.row(`SELECT docid, title, body FROM indexed JOIN heads USING (article) JOIN texts USING (text)
			WHERE docid > ? ORDER BY docid LIMIT 1`, last).Scan(&docid, &title, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.indexAt(docid, indexText{title, body}); err != nil {
			return err
		}
		last = docid
	}
}

// searchTable makes an empty index, as the schema does.
const searchTable = `CREATE VIRTUAL TABLE search USING fts4 (content="search_text", title, body, tokenize=unicode61 "remove_diacritics=0", matchinfo=fts3)`
