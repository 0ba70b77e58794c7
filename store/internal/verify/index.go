package verify

import (
	"context"
	"database/sql"
	"hash/fnv"
	"slices"

	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/internal/index"
	"mingpao/store/search"
)

// sums are, by document, the sums of all that the index says or ought to say of them: two that are the same hold the
// same words at the same places. They cost a number a document, in no order.
type sums map[int64]uint64

// entry is a word at a place, mixed so that sums of some are not those of others.
func entry(term uint64, column, position int) uint64 {
	x := term ^ uint64(column)<<40 ^ uint64(position)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9 // of splitmix64
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func termSum(term []byte) uint64 {
	h := fnv.New64a()
	h.Write(term)
	return h.Sum64()
}

// textSum is the sum of what the index ought to say of a text.
func textSum(text index.Text) (sum uint64) {
	for column, t := range []string{text.Body, text.Title} {
		position := 0
		for w := range search.Words(t) {
			sum += entry(termSum([]byte(w.Text)), column, position)
			position++
		}
	}
	return sum
}

// index compares what the index says with the texts of the articles that it is of. It takes the index apart here:
// SQLite's own check cuts every text by the view that the index reads, which takes thirty times as long.
func (c *Checker) index(ctx context.Context) error {
	left, err := c.textSums(ctx)
	if err != nil {
		return err
	}
	unknown := 0
	if err := indexSums(ctx, c.View, func(docid int64, sum uint64) {
		if _, known := left[docid]; known {
			left[docid] -= sum
		} else if c.share.has(docid) {
			unknown++
		}
	}); err != nil {
		return err
	}
	if unknown > 0 && len(c.skipped) == 0 {
		c.find(told.Errorf("search: the index has words of articles that are not there (%d); mingpao verify --repair "+
			"makes it anew", unknown))
	}
	return c.differing(ctx, left)
}

// textSums are those of the texts, by the numbers that the index has for them.
func (c *Checker) textSums(ctx context.Context) (sums, error) {
	docids, err := db.Collect(ctx, c.View, db.Column[int64], "SELECT docid FROM indexed")
	if err != nil {
		return nil, err
	}
	all := sums{}
	for _, docid := range docids {
		if !c.share.has(docid) {
			continue
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		text, found, err := indexedText(ctx, c.View, docid)
		if db.IsTrouble(err) {
			return nil, err
		}
		if err == nil && found {
			all[docid] = textSum(text)
		} else { // what is wrong with it was found before
			c.skipped[docid] = true
		}
	}
	return all, nil
}

func indexedText(ctx context.Context, v db.View, docid int64) (text index.Text, found bool, err error) {
	err = v.Row(ctx, "SELECT title, body FROM indexed JOIN heads USING (article) JOIN texts USING (text) WHERE docid = ?",
		docid).Scan(&text.Title, &text.Body)
	if err == sql.ErrNoRows {
		return text, false, nil
	}
	return text, err == nil, err
}

// indexSums hands over what the index says, word by word.
func indexSums(ctx context.Context, v db.View, found func(docid int64, sum uint64)) error {
	return eachTerm(ctx, v, func(text []byte) func(posting) {
		term := termSum(text)
		return func(p posting) { found(p.docid, entry(term, p.column, p.position)) }
	})
}

// mostNamed is how many articles are named that the index has wrong; the others are counted.
const mostNamed = 20

// differing names the articles whose sums differ.
func (c *Checker) differing(ctx context.Context, left sums) error {
	var wrong []int64
	for docid, sum := range left {
		if sum != 0 {
			wrong = append(wrong, docid)
		}
	}
	slices.Sort(wrong)
	named := 0
	for i, docid := range wrong {
		if named == mostNamed {
			c.find(told.Errorf("search: the index may have the texts of %d more articles wrong", len(wrong)-i))
			return nil
		}
		isRight, err := c.indexedExactly(ctx, docid, left[docid])
		if err != nil {
			return err
		}
		if !isRight {
			named++
			id, _, err := db.One[string](ctx, c.View, "SELECT id FROM indexed JOIN heads USING (article) WHERE docid = ?", docid)
			if err != nil {
				return err
			}
			c.find(told.Errorf("search: the index does not hold the text of article %s", id))
		}
	}
	return nil
}

// indexedExactly has SQLite cut a text that our words do not fit: it knows other letters than Go does, signs of newer
// editions of Unicode above all. Left is by how much our sum was more than the index's.
func (c *Checker) indexedExactly(ctx context.Context, docid int64, left uint64) (bool, error) {
	text, _, err := indexedText(ctx, c.View, docid)
	if err != nil {
		return false, err
	}
	exact, err := exactSum(ctx, text)
	return exact == textSum(text)-left, err
}

// exactSum is the sum of what SQLite's index makes of a text, in memory.
func exactSum(ctx context.Context, text index.Text) (sum uint64, err error) {
	memory := sql.OpenDB(db.NewConnector(":memory:", nil))
	defer memory.Close()
	memory.SetMaxOpenConns(1)
	if _, err := memory.ExecContext(ctx, `CREATE VIRTUAL TABLE search USING fts4 (body, title,
		tokenize=unicode61 "remove_diacritics=0", matchinfo=fts3)`); err != nil {
		return 0, err
	}
	if _, err := memory.ExecContext(ctx, "INSERT INTO search (docid, body, title) VALUES (1, ?, ?)",
		search.Terms(text.Body),
		search.Terms(text.Title)); err != nil {
		return 0, err
	}
	err = indexSums(ctx, db.View{Q: memory, Zip: nil, Path: ""}, func(_ int64, s uint64) { sum += s })
	return sum, err
}
