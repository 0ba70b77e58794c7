package corpus

import (
	"cmp"
	"slices"

	"mingpao/store/search"
)

// Beside is what stands beside hits: two to four characters that stand together in a clause, folded as in a search, and
// words of Latin letters or digits.
type Beside struct {
	Window int // characters on each side of a hit that are beside it; a Latin word or a number is one
	Hits   int

	alphabet alphabet
	grams    map[gram]*counted
	words    map[string]*counted
	near     totals // beside hits
	all      totals // anywhere
}

// counted is how often something stands beside a hit, and anywhere.
type counted struct{ near, all int }

// totals are how many characters stand together in twos, threes and fours, and how many words there are, at 0.
type totals [Longest + 1]int

// Collocate is what stands beside hits more often than elsewhere.
type Collocate struct {
	Text       string  `json:"collocate"`
	Beside     int     `json:"beside"`
	Elsewhere  int     `json:"elsewhere"`
	Likelihood float64 `json:"log_likelihood"`
	Ratio      float64 `json:"log_ratio"`
}

// token is a word of a text: a character with its id; a Latin word or the end of a clause have none.
type token struct {
	search.Word
	id             uint16
	isNear, isPart bool // beside a hit; of one
}

func (t token) isBreak() bool { return t.id == 0 && t.Text == search.Break }

// NewBeside counts what stands beside the hits in texts. Where the windows of two hits meet nothing is counted twice,
// and nothing that is part of a hit stands beside one.
func NewBeside(f Finder, texts Texts, window int) (*Beside, error) {
	b := &Beside{Window: window, grams: map[gram]*counted{}, words: map[string]*counted{}}
	var tokens []token
	for text, err := range texts {
		if err != nil {
			return nil, err
		}
		for _, p := range f.parts(&text) {
			before := b.Hits
			for start, end := range p.places {
				if b.Hits == before {
					tokens = b.tokens(tokens[:0], p.text)
				}
				mark(tokens, start, end, window)
				b.Hits++
			}
			if b.Hits > before {
				b.count(tokens)
			}
		}
	}
	return b, nil
}

func (b *Beside) tokens(into []token, text string) []token {
	for w := range search.Words(text) {
		into = append(into, token{Word: w, id: b.alphabet.learn(w.Text)})
	}
	return into
}

// mark notes which words are part of a hit, and which are beside it.
func mark(tokens []token, start, end, window int) {
	from, _ := slices.BinarySearchFunc(tokens, start, func(t token, at int) int { return cmp.Compare(t.Start, at) })
	to := from
	for ; to < len(tokens) && tokens[to].Start < end; to++ {
		tokens[to].isPart = true
	}
	for i, left := from-1, window; i >= 0 && left > 0; i-- {
		if tokens[i].isNear = true; !tokens[i].isBreak() {
			left--
		}
	}
	for i, left := to, window; i < len(tokens) && left > 0; i++ {
		if tokens[i].isNear = true; !tokens[i].isBreak() {
			left--
		}
	}
}

// count counts what is marked as near, as far as it stands together.
func (b *Beside) count(tokens []token) {
	run := run{}
	for _, t := range tokens {
		switch {
		case t.isPart || !t.isNear || t.isBreak():
			run.end()
		case t.id == 0:
			run.end()
			b.near[0]++
			noted(b.words, t.Text).near++
		default:
			run.add(t.id)
			for n := Fewest; n <= run.length; n++ {
				b.near[n]++
				noted(b.grams, run.gram.last(n)).near++
			}
		}
	}
}

// run is characters that stand together: how many there are, four at most, and what they are.
type run struct {
	gram   gram
	length int
}

func (r *run) end() { *r = run{} }

func (r *run) add(id uint16) { r.gram, r.length = r.gram.add(id), min(r.length+1, Longest) }

func noted[K comparable](in map[K]*counted, key K) *counted {
	c := in[key]
	if c == nil {
		c = &counted{}
		in[key] = c
	}
	return c
}

// Ranked is what stands beside the hits at least so often, and more often than elsewhere, the least likely to do so by
// chance first. Characters that stand there only as part of longer ones are left out.
func (b *Beside) Ranked() []Collocate {
	var all []Collocate
	parts := b.partsOnly()
	for g, c := range b.grams {
		if !parts[g] {
			all = b.rank(all, b.alphabet.text(g), c, g.length())
		}
	}
	for word, c := range b.words {
		all = b.rank(all, word, c, 0)
	}
	slices.SortFunc(all, func(x, y Collocate) int {
		return cmp.Or(cmp.Compare(y.Likelihood, x.Likelihood), cmp.Compare(x.Text, y.Text))
	})
	return all
}

func (b *Beside) rank(all []Collocate, text string, c *counted, n int) []Collocate {
	elsewhere := c.all - c.near
	t := table{float64(c.near), float64(elsewhere), float64(b.near[n]), float64(b.all[n] - b.near[n])}
	if ratio := t.ratio(); ratio > 0 {
		all = append(all, Collocate{text, c.near, elsewhere, t.likelihood(), ratio})
	}
	return all
}

// partsOnly are the grams that stand beside hits as often as a longer one of which they are a part.
func (b *Beside) partsOnly() map[gram]bool {
	parts := map[gram]bool{}
	for g, c := range b.grams {
		n := g.length()
		for _, part := range []gram{g >> 16, g.last(n - 1)} {
			if of := b.grams[part]; of != nil && of.near == c.near {
				parts[part] = true
			}
		}
	}
	return parts
}
