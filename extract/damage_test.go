package extract

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/internal/plain"
	"mingpao/extract/internal/window"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// rounds counts the pages that a random test makes: MINGPAO_DAMAGES where it is set, or as many as the test's time
// allows. Such a test takes the pages of MINGPAO_CORPUS where that is set, else saved pages.
func rounds(t *testing.T, usual int) iter.Seq[int] {
	t.Helper()
	many := usual
	if n := os.Getenv("MINGPAO_DAMAGES"); n != "" {
		var err error
		if many, err = strconv.Atoi(n); err != nil {
			t.Fatal(err)
		}
	}
	deadline, limited := t.Deadline()
	return func(yield func(int) bool) {
		for n := range many {
			if limited && time.Until(deadline) < 10*time.Second || !yield(n) {
				return
			}
		}
	}
}

// articles are pages with an article in markup.
func articles(t *testing.T) (pages [][]byte) {
	t.Helper()
	all := [][]byte{}
	for _, name := range testdata.Pages() {
		all = append(all, testdata.Page(name))
	}
	if os.Getenv("MINGPAO_CORPUS") != "" {
		var err error
		if all, err = play.BenchPages(); err != nil {
			t.Fatal(err)
		}
	}
	for _, page := range all {
		if a, err := Parse(Page{Body: page}); err == nil && a.Layout != plain.Layout {
			pages = append(pages, page)
		}
	}
	return pages
}

// seed makes a random test another one each time that it is asked for many pages.
func seed(t *testing.T) uint64 {
	t.Helper()
	s := uint64(20251203)
	if os.Getenv("MINGPAO_DAMAGES") != "" {
		s = rand.Uint64()
	}
	if v, err := strconv.ParseUint(os.Getenv("MINGPAO_SEED"), 10, 64); err == nil {
		s = v
	}
	t.Logf("seed %d", s)
	return s
}

// TestSmallDamage has faults that cost no more than themselves.
func TestSmallDamage(t *testing.T) {
	for _, c := range []struct{ name, page, old, with string }{
		{"character behind the article", "pns-bylines.html", "</article>", "</article>M"},
		{"character below the text", "pns-bylines.html", `<div class="clr"></div><div id="ssm2"`, `M<div id="ssm2"`},
		{"mark behind the text lost", "pns-bylines.html", `class="article_slider_wrapper"`,
			`class=x"article_slider_wrapper"`},
		{"character of the headline lost", "pns-bylines.html", "<h1>木", "<h1>\x9c"},
	} {
		page := testdata.Page(c.page)
		damaged := bytes.Replace(page, []byte(c.old), []byte(c.with), 1)
		if bytes.Equal(page, damaged) {
			t.Errorf("%s: nothing is damaged", c.name)
		}
		if diff := cmp.Diff(said(page), said(damaged)); diff != "" {
			t.Errorf("%s: sound (-) and damaged (+) differ:\n%s", c.name, diff)
		}
	}
	page := testdata.Page("pns-bylines.html")
	damaged := bytes.Replace(page, []byte("編輯：毛知秋"), []byte("編輯\xbc\x9a毛知秋"), 1)
	want, _ := Parse(Page{Body: page})
	if got, err := Parse(Page{Body: damaged}); err != nil || !slices.Equal(got.Authors, want.Authors) {
		t.Errorf("character of a credit lost: %v", err)
	}
}

// TestDamages makes one fault in a page at a time: it gives what the sound page gives, or it is refused, or what it
// says differs by what was changed. A notice of which a word is damaged may show; text is never lost.
func TestDamages(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs at once")
	}
	pages := articles(t)
	sound := make([]string, len(pages))
	for i, page := range pages {
		sound[i] = said(page)
	}
	r := rand.New(rand.NewPCG(seed(t), 2))
	outcomes := map[string]int{}
	for n := range rounds(t, 400) {
		i := r.IntN(len(pages))
		d := mishaps[n%len(mishaps)]
		page, size := d.do(r, pages[i])
		got := said(page)
		lost, added := count(sound[i], got), count(got, sound[i])
		switch what := fmt.Sprintf("%s of %d bytes, %d characters lost, %d added", d.name, size, lost, added); {
		case got == "":
			outcomes["refused"]++
		case got == sound[i]:
			outcomes["the same"]++
		case lost > size+slack || added > size+aNotice:
			outcomes["text lost or more than a notice added"]++
			saveDamaged(t, what, page, pages[i])
		case max(lost, added) > size+slack:
			outcomes["a notice shows, or an author is missing"]++
			t.Log(what)
		default:
			outcomes["differs no more than was changed"]++
		}
	}
	t.Log(outcomes)
}

const (
	slack   = 20  // what a fault in a tag moves besides: line breaks, the time of day
	aNotice = 400 // the longest standing notice: the rules of submission, four items
)

// said is what a page says as an article, "" where it is refused.
func said(page []byte) string {
	text, _ := saidBy(page, (*window.Page).Cut)
	return text
}

// count is how many characters a text has that another one lacks.
func count(text, other string) (n int) {
	left := map[rune]int{}
	for _, r := range other {
		left[r]++
	}
	for _, r := range text {
		if left[r]--; left[r] < 0 {
			n++
		}
	}
	return n
}

// saveDamaged fails, and writes the page beside the sound one to MINGPAO_DAMAGED where it is set.
func saveDamaged(t *testing.T, what string, damaged, sound []byte) {
	t.Helper()
	t.Errorf("%s", what)
	dir := os.Getenv("MINGPAO_DAMAGED")
	if dir == "" {
		return
	}
	name := filepath.Join(dir, strings.ReplaceAll(what, " ", "-")+fmt.Sprintf("-%08x", rand.Uint32()))
	for end, page := range map[string][]byte{"-damaged.html": damaged, "-sound.html": sound} {
		if err := os.WriteFile(name+end, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
