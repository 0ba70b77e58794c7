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
	index := b.number()
	var all sync.WaitGroup
	batches, counters := make(chan []catalog.Text), make([]counter, runtime.GOMAXPROCS(0))
	for i := range counters {
		counters[i] = counter{Beside: b, index: index, counts: make([]int, len(b.grams)+len(b.words))}
		all.Go(func() { counters[i].take(batches) })
	}
	err := send(texts, batches)
	all.Wait()
	for _, c := range counters {
		b.sum(c)
	}
	return err
}

// number gives all that is counted a number, and makes the index of the grams.
func (b *Beside) number() index {
	n := 0
	x := newIndex(len(b.grams))
	for g, c := range b.grams {
		c.number = n
		x.add(g, n)
		n++
	}
	for _, c := range b.words {
		c.number = n
		n++
	}
	return x
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
	index  index
	counts []int // by number
	totals totals
}

func (c *counter) take(batches <-chan []catalog.Text) {
	for batch := range batches {
		for _, text := range batch {
			c.count(text.Title)
			c.count(text.Body)
		}
	}
}

func (c *counter) count(text string) {
	run := run{}
	for w := range search.Words(text) {
		switch id := c.alphabet.id(w.Text); {
		case id != 0:
			run.add(id)
			c.grams(run)
		case w.Text == search.Break:
			run.end()
		default:
			run.end()
			c.totals[0]++
			if of := c.words[w.Text]; of != nil {
				c.counts[of.number]++
			}
		}
	}
}

// grams counts those that end a run. One of which the last two characters are not counted is not counted itself: they
// stand wherever it does.
func (c *counter) grams(run run) {
	for n := Fewest; n <= run.length; n++ {
		c.totals[n]++
	}
	for n := Fewest; n <= run.length; n++ {
		at := c.index.number(run.gram.last(n))
		if at >= 0 {
			c.counts[at]++
		} else if n == Fewest {
			return
		}
	}
}

// sum adds what a counter has counted.
func (b *Beside) sum(c counter) {
	for n := range b.all {
		b.all[n] += c.totals[n]
	}
	for _, of := range b.grams {
		of.all += c.counts[of.number]
	}
	for _, of := range b.words {
		of.all += c.counts[of.number]
	}
}

// index has the numbers of grams, each where its hash says or in the next place that was free. A map took five times as
// long to say that it has none.
type index struct {
	places []numbered
	shift  int
}

type numbered struct {
	gram   gram
	number int
}

// newIndex makes one of at least two places a gram.
func newIndex(n int) index {
	size := bits.Len(uint(2*n)) + 1
	return index{make([]numbered, 1<<size), 64 - size}
}

// place is where a gram is, or would be (Knuth's multiplicative hash).
func (x *index) place(g gram) *numbered {
	at := int(uint64(g) * 0x9E3779B97F4A7C15 >> x.shift)
	for x.places[at].gram != g && x.places[at].gram != 0 {
		at = (at + 1) & (len(x.places) - 1)
	}
	return &x.places[at]
}

func (x *index) add(g gram, number int) { *x.place(g) = numbered{g, number} }

// number is -1 where there is none.
func (x *index) number(g gram) int {
	if at := x.place(g); at.gram == g {
		return at.number
	}
	return -1
}
