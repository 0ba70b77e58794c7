package corpus

import (
	"maps"
	"math/bits"
	"runtime"
	"sync"

	"mingpao/store/catalog"
	"mingpao/store/search"
)

// Among counts in all texts, of which those with hits are some, what stands beside the hits so often at least. What
// does less often is forgotten.
func (b *Beside) Among(texts Texts, often int) error {
	maps.DeleteFunc(b.grams, func(_ gram, c *counted) bool { return c.near < often })
	maps.DeleteFunc(b.words, func(_ string, c *counted) bool { return c.near < often })
	var all sync.WaitGroup
	batches, counters := make(chan []catalog.Text), make([]counter, runtime.GOMAXPROCS(0))
	for i := range counters {
		counters[i] = counter{Beside: b, tally: newTally(b.grams), latin: map[string]int{}}
		all.Go(func() { counters[i].take(batches) })
	}
	err := send(texts, batches)
	all.Wait()
	for i := range counters {
		b.sum(&counters[i])
	}
	return err
}

// atOnce is how many texts a counter is handed at a time.
const atOnce = 200

func send(texts Texts, batches chan<- []catalog.Text) error {
	defer close(batches)
	batch := make([]catalog.Text, 0, atOnce)
	for text, err := range texts {
		if err != nil {
			return err
		}
		if batch = append(batch, text); len(batch) == atOnce {
			batches <- batch
			batch = make([]catalog.Text, 0, atOnce)
		}
	}
	batches <- batch
	return nil
}

// counter counts in some of the texts.
type counter struct {
	*Beside
	kinds  [1 << 16]uint16 // of characters, as they are met
	tally  tally
	latin  map[string]int
	totals totals // of a run's characters those at its beginning at 1 to 3, the others at 4

	run     run
	counted int // how many of the run's last characters are a gram that is counted
}

func (c *counter) take(batches <-chan []catalog.Text) {
	for batch := range batches {
		for _, text := range batch {
			c.count(text.Title)
			c.count(text.Body)
		}
	}
}

// Kinds of characters that are no words of their own; those that are have their id.
const (
	notMet  = iota
	none    // stands between words and is none
	ending  // ends a clause
	ofWords // is part of a word, or a rare one of its own
)

// kind is what a character is in any text, as search.Words says: told once, for that takes long.
func (c *counter) kind(r rune) uint16 {
	if r >= rune(len(c.kinds)) {
		return ofWords
	}
	if c.kinds[r] == notMet {
		c.kinds[r] = c.alphabet.kind(r)
	}
	return c.kinds[r]
}

// count counts a text. Characters that stand alone need no more than their kinds; what is between them is cut in words.
func (c *counter) count(text string) {
	c.end()
	word := -1 // where one starts
	for i, r := range text {
		kind := c.kind(r)
		if kind == ofWords {
			if word < 0 {
				word = i
			}
			continue
		}
		if word >= 0 {
			c.cut(text[word:i])
			word = -1
		}
		switch kind {
		case none:
		case ending:
			c.end()
		default:
			c.add(kind)
		}
	}
	if word >= 0 {
		c.cut(text[word:])
	}
}

// cut counts the words of a part of a text.
func (c *counter) cut(text string) {
	for w := range search.Words(text) {
		switch id := c.alphabet.id(w.Text); {
		case id != 0:
			c.add(id)
		case w.Text == search.Break:
			c.end()
		default:
			c.end()
			c.totals[0]++
			if c.words[w.Text] != nil {
				c.latin[w.Text]++
			}
		}
	}
}

func (c *counter) end() { c.run, c.counted = run{}, 0 }

// add counts the grams that a character ends. One of which all but the first or all but the last character are not
// counted is not counted itself: they stand wherever it does.
func (c *counter) add(id uint16) {
	c.run.add(id)
	c.totals[c.run.length]++
	most := min(c.run.length, c.counted+1)
	n := Fewest
	for n <= most && c.tally.count(c.run.gram.last(n)) {
		n++
	}
	c.counted = n - 1
}

// sum adds what a counter has counted.
func (b *Beside) sum(c *counter) {
	b.all[0] += c.totals[0]
	for n, times := range c.totals[Fewest:] {
		for length := Fewest; length <= Fewest+n; length++ {
			b.all[length] += times
		}
	}
	for _, at := range c.tally.places {
		if at.gram != 0 {
			b.grams[at.gram].all += at.times
		}
	}
	for word, times := range c.latin {
		b.words[word].all += times
	}
}

// tally counts grams, each where its hash says or in the next place that was free. Most that are looked for are not
// there: a map took five times as long to say so, and a bit for each of the hashes says it from what is always in the
// processor's cache.
type tally struct {
	places []place
	shift  int
	bits   *[1 << 14]uint64
}

type place struct {
	gram  gram
	times int
}

// newTally makes one of at least two places a gram.
func newTally(grams map[gram]*counted) tally {
	size := bits.Len(uint(2*len(grams) + 1))
	t := tally{make([]place, 1<<size), 64 - size, new([1 << 14]uint64)}
	for g := range grams {
		t.of(g).gram = g
		word, bit := t.bit(g)
		*word |= bit
	}
	return t
}

// hash is Knuth's, by multiplication: its first bits are the best.
func (g gram) hash() uint64 { return uint64(g) * 0x9E3779B97F4A7C15 }

func (t *tally) bit(g gram) (word *uint64, bit uint64) {
	h := g.hash()
	return &t.bits[h>>50], 1 << (h >> 44 & 63)
}

// of is where a gram is, or would be.
func (t *tally) of(g gram) *place {
	at := int(g.hash() >> t.shift)
	for t.places[at].gram != g && t.places[at].gram != 0 {
		at = (at + 1) & (len(t.places) - 1)
	}
	return &t.places[at]
}

// count reports whether it has a gram, which it counts.
func (t *tally) count(g gram) bool {
	if word, bit := t.bit(g); *word&bit == 0 {
		return false
	}
	at := t.of(g)
	if at.gram != g {
		return false
	}
	at.times++
	return true
}
