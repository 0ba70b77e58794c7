package store

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
)

// Query is a search: every term must occur in the title or the text.
type Query struct {
	Terms []string // words or phrases, as a person wrote them
	Filter
}

// ParseQuery splits what a person typed: words at spaces, phrases in quotes of any form.
func ParseQuery(text string) []string {
	var terms []string
	var b strings.Builder
	quoted := false
	end := func() {
		if t := strings.TrimSpace(b.String()); t != "" {
			terms = append(terms, t)
		}
		b.Reset()
	}
	for _, r := range text {
		switch {
		case strings.ContainsRune("\"“”＂", r):
			end()
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			end()
		default:
			b.WriteRune(r)
		}
	}
	end()
	return terms
}

// Search yields the articles that hold all terms, the newest first. The index finds candidates; the text itself decides, so
// that the results are those of a plain scan of the folded text.
func (a *Archive) Search(q Query) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		wanted := make([]string, len(q.Terms))
		for i, t := range q.Terms {
			wanted[i] = Fold(t)
		}
		found := 0
		for number, err := range a.candidates(q) {
			if err != nil {
				yield(nil, err)
				return
			}
			art, err := a.Number(number)
			if err != nil {
				yield(nil, err)
				return
			}
			if !holds(art, wanted) {
				continue
			}
			if found++; !yield(art, nil) || found == q.Limit {
				return
			}
		}
	}
}

func holds(a *Article, wanted []string) bool {
	title, body := Fold(a.Title), ""
	for _, w := range wanted {
		if strings.Contains(title, w) {
			continue
		}
		if body == "" {
			body = Fold(a.Body)
		}
		if !strings.Contains(body, w) {
			return false
		}
	}
	return true
}

// fewHits is how many candidates are looked up one by one.
const fewHits = 2000

// firstBatch is how many candidates are read at first. Most searches look at a few results, whatever their number.
const firstBatch = 100

// candidates yields the articles that the index and the filter admit, in the order of the results, in growing batches.
func (a *Archive) candidates(q Query) iter.Seq2[int64, error] {
	return func(yield func(int64, error) bool) {
		query, args, err := a.candidateQuery(q)
		if err != nil {
			yield(0, err)
			return
		}
		for offset, size := 0, firstBatch; ; offset, size = offset+size, size*4 {
			batch, err := a.numbers(query+" LIMIT ? OFFSET ?", append(args[:len(args):len(args)], size, offset)...)
			if err != nil {
				yield(0, err)
				return
			}
			for _, n := range batch {
				if !yield(n, nil) {
					return
				}
			}
			if len(batch) < size {
				return
			}
		}
	}
}

// candidateQuery is the statement for the candidates. Few are looked up one by one; many are found faster by going through the
// index that has the order of the results, which the plus sign makes SQLite do.
func (a *Archive) candidateQuery(q Query) (string, []any, error) {
	where, args := q.where()
	match := matchOf(q.Terms)
	if match == "" {
		return "SELECT article FROM articles" + where + q.order(), args, nil
	}
	var hits int
	if err := a.db.QueryRow("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", match, fewHits+1).Scan(&hits); err != nil {
		return "", nil, a.fault("search", err)
	}
	article := "article"
	if hits > fewHits {
		article = "+article"
	}
	query := "SELECT article FROM articles WHERE " + article + " IN (SELECT docid FROM search WHERE search MATCH ?)"
	return query + strings.Replace(where, " WHERE ", " AND ", 1) + q.order(), append([]any{match}, args...), nil
}

func (a *Archive) numbers(query string, args ...any) ([]int64, error) {
	scan := func(row scanner) (n int64, err error) {
		err = row.Scan(&n)
		return n, err
	}
	return collect(a, "search", scan, query, args...)
}

// matchOf is the query to the index: a phrase a term. A term without a letter or digit is left to the text.
func matchOf(terms []string) string {
	var phrases []string
	for _, t := range terms {
		if words := Terms(t); words != "" {
			phrases = append(phrases, `"`+words+`"`)
		}
	}
	return strings.Join(phrases, " ")
}

// Number returns the article with a number.
func (a *Archive) Number(number int64) (*Article, error) {
	found, err := scanArticle(a.db.QueryRow("SELECT "+articleColumns+" FROM articles WHERE article = ?", number))
	if err != nil {
		return nil, a.fault(fmt.Sprintf("read article %d", number), err)
	}
	return found, nil
}

// Optimize brings the index into its smallest and fastest form.
func (a *Archive) Optimize() error {
	_, err := a.db.Exec("INSERT INTO search (search) VALUES ('optimize')")
	return a.fault("optimize", err)
}
