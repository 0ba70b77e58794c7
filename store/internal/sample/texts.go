package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/record"
	"mingpao/store/search"
)

// Parse parses a query.
func Parse(t testing.TB, text string) search.Expression {
	t.Helper()
	e, err := search.ParseQuery(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return e
}

// CutText is a text with its words, and those of its title, the first line, a space before and behind each.
type CutText struct{ Written, all, title string }

// CutTexts cuts texts, each the title and the body below it.
func CutTexts(texts []string) []CutText {
	var cut []CutText
	for _, t := range texts {
		title, body, _ := strings.Cut(t, "\n")
		cut = append(cut, CutText{t, Spaced(title) + "|" + Spaced(body), Spaced(title)})
	}
	return cut
}

// Spaced is a text as its words, a space before and behind each.
func Spaced(text string) string {
	var b strings.Builder
	for w := range search.Words(text) {
		b.WriteString(" " + w.Text)
	}
	return b.String() + " "
}

// Holds reports whether an expression without author: holds for a text.
func (c CutText) Holds(e search.Expression) bool {
	for _, g := range e.Groups {
		if !slices.ContainsFunc(g, c.holdsAtom) {
			return false
		}
	}
	return true
}

func (c CutText) holdsAtom(a search.Atom) bool {
	text := map[search.Field]string{search.Anywhere: c.all, search.InTitle: c.title}[a.Field]
	has := func(p search.Phrase) bool { return strings.Contains(text, " "+strings.Join(p, " ")+" ") }
	isSigned := !slices.ContainsFunc(a.Signed,
		func(w string) bool { return !strings.Contains(search.Unspaced(c.Written), w) })
	return (isSigned && slices.ContainsFunc(a.Phrases, has)) != a.Not
}

// seasoning stands in generated articles beside what is drawn from a vocabulary.
var seasoning = strings.Fields("颱風 停課 警方 群眾 羣衆 演唱會 圖書館 裏面 裡面 着火 著名 台灣 臺灣 ＡＢＣ GoGoX 2026年 Supper Moment")

// vocabulary is 12,000 words of two characters, drawn as in real text: few words and few characters are frequent, most
// are rare.
func vocabulary(r *rand.Rand) func() string {
	character := rand.NewZipf(r, 1.3, 60, 3999)
	pick := rand.NewZipf(r, 1.1, 20, 11_999)
	list := make([]string, 12_000)
	for i := range list {
		list[i] = string([]rune{rune(0x4E00 + character.Uint64()), rune(0x4E00 + character.Uint64())})
	}
	return func() string { return list[pick.Uint64()] }
}

// Generate saves articles of made-up text and returns title and body of each.
func Generate(t testing.TB, a *db.DB, n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	word := vocabulary(r)
	texts := make([]string, 0, n)
	visits := make([]record.Sighting, 0, 1000)
	for i := range n {
		art := generated(r, word, i)
		texts = append(texts, art.Title+"\n"+art.Body)
		visits = append(visits, Sighted(art, captures.Capture{Body: []byte(art.ID)}, Noon))
		if len(visits) == cap(visits) || i == n-1 {
			if _, err := record.Import(t.Context(), a, 1, visits, Noon); err != nil {
				t.Fatal(err)
			}
			visits = visits[:0]
		}
	}
	return texts
}

func generated(r *rand.Rand, word func() string, i int) *extract.Article {
	var b strings.Builder
	for b.Len() < 1800 {
		b.WriteString(word())
		switch r.IntN(60) {
		case 0:
			b.WriteString(seasoning[r.IntN(len(seasoning))])
		case 1, 2, 3, 4, 5, 6:
			b.WriteString("，")
		}
	}
	art := Article(fmt.Sprintf("%013d", 1_700_000_000_000+i), fmt.Sprintf("第%d篇 %s", i, word()), b.String())
	art.Published = fmt.Sprintf("%d-%02d-%02d", 2000+i%26, 1+i%12, 1+i%28)
	return art
}
