package diff

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mingpao/extract"
)

// standing are paragraphs of which an article may have several.
var standing = []string{"問：", "答：", "＊＊＊", "（完）", "（一）", "讀者可以在網站的表格填寫意見，編輯會在一星期內回覆，不論採用與否。"}

// plan is an article to which edits are made, and how they are to be told.
type plan struct {
	r          *rand.Rand
	texts      []string
	held       []bool // the paragraph is an edit's, or next to one
	signs      map[Sign]int
	came, went int // characters
}

// planned is an article of made-up sentences, no two alike, with sub-headings and paragraphs that stand in it again and
// again.
func planned(seed int64) *plan {
	p := &plan{r: rand.New(rand.NewSource(seed)), signs: map[Sign]int{}}
	for range 6 + p.r.Intn(12) {
		switch p.r.Intn(8) {
		case 0:
			p.texts = append(p.texts, standing[p.r.Intn(len(standing))])
		case 1:
			p.texts = append(p.texts, p.characters(5+p.r.Intn(8)))
		default:
			p.texts = append(p.texts, p.paragraph(2+p.r.Intn(4)))
		}
	}
	p.texts = append(p.texts, p.paragraph(2), p.paragraph(3), p.paragraph(2)) // to edit, whatever came before
	p.held = make([]bool, len(p.texts))
	return p
}

func (p *plan) characters(n int) string {
	var b strings.Builder
	for range n {
		common := p.r.Float64() // some characters are in every sentence
		b.WriteRune(rune(0x4e00 + int(1000*common*common*common)))
	}
	return b.String()
}

func (p *plan) paragraph(sentences int) (text string) {
	for range sentences {
		text += p.characters(4+p.r.Intn(10)) + "，" + p.characters(4+p.r.Intn(10)) + "。"
	}
	return text
}

// put replaces paragraphs, which no other edit touches any more, nor those beside them.
func (p *plan) put(at, n int, texts ...string) {
	held := slices.Repeat([]bool{true}, len(texts))
	p.texts, p.held = slices.Replace(p.texts, at, at+n, texts...), slices.Replace(p.held, at, at+n, held...)
	for _, i := range []int{at - 1, at + len(texts)} {
		if i >= 0 && i < len(p.held) {
			p.held[i] = true
		}
	}
}

// The kinds of paragraphs.
func isAny(string) bool          { return true }
func isLong(text string) bool    { return strings.Count(text, "。") > 1 }
func isHeading(text string) bool { return !strings.ContainsAny(text, "，。：＊（") }

// free is the place of some paragraphs of a kind that no edit has touched; -1: there is none.
func (p *plan) free(n int, is func(text string) bool) int {
	for _, i := range p.r.Perm(len(p.texts) - n + 1) {
		isOther := func(text string) bool { return !is(text) }
		if !slices.Contains(p.held[i:i+n], true) && !slices.ContainsFunc(p.texts[i:i+n], isOther) {
			return i
		}
	}
	return -1
}

// touched is a paragraph with one of its characters replaced.
func (p *plan) touched(text string) string {
	runes := []rune(text)
	runes[1+p.r.Intn(len(runes)-3)] = '甴'
	p.came, p.went = p.came+1, p.went+1
	return string(runes)
}

// halves are a paragraph parted after its first sentence.
func halves(text string) (first, second string) {
	first, second, _ = strings.Cut(text, "。")
	return first + "。", second
}

// inserted is a new paragraph.
func (p *plan) inserted() string {
	text := p.paragraph(1 + p.r.Intn(3))
	p.came += utf8.RuneCountInString(text)
	p.signs[PutIn]++
	return text
}

// deleted counts a paragraph that goes.
func (p *plan) deleted(i int) {
	p.went += utf8.RuneCountInString(p.texts[i])
	p.signs[TakenOut]++
}

// edits are the kinds of edit by their names: to so many paragraphs of a kind, at a place.
var edits = map[string]struct {
	n    int
	is   func(text string) bool
	make func(p *plan, i int)
}{
	"insert": {1, isAny, func(p *plan, i int) { p.put(i, 0, p.inserted()) }},
	"insert before an edited one": {1, isLong, func(p *plan, i int) {
		p.put(i, 1, p.inserted(), p.touched(p.texts[i]))
	}},
	"delete": {1, isAny, func(p *plan, i int) {
		p.deleted(i)
		p.put(i, 1)
	}},
	"delete after an edited one": {2, isLong, func(p *plan, i int) {
		p.deleted(i + 1)
		p.put(i, 2, p.touched(p.texts[i]))
	}},
	"split": {1, isLong, func(p *plan, i int) {
		first, second := halves(p.texts[i])
		p.put(i, 1, first, second)
		p.signs[Parted]++
	}},
	"split and edit": {1, isLong, func(p *plan, i int) {
		first, second := halves(p.texts[i])
		p.put(i, 1, first, p.touched(second))
		p.signs[Parted]++
	}},
	"join": {2, isLong, func(p *plan, i int) {
		p.put(i, 2, p.texts[i]+p.texts[i+1])
		p.signs[Joined]++
	}},
	"join and edit": {2, isLong, func(p *plan, i int) {
		p.put(i, 2, p.touched(p.texts[i])+p.texts[i+1])
		p.signs[Joined]++
	}},
	"move":               {1, isLong, func(p *plan, i int) { p.move(i, func(text string) string { return text }) }},
	"move and edit":      {1, isLong, func(p *plan, i int) { p.move(i, p.touched) }},
	"edit":               {1, isLong, func(p *plan, i int) { p.put(i, 1, p.touched(p.texts[i])) }},
	"edit a sub-heading": {1, isHeading, func(p *plan, i int) { p.put(i, 1, p.touched(p.texts[i])) }},
}

// move moves a paragraph so far that it is plain which one moved: past more text than it has. Where there is no such
// place it stays.
func (p *plan) move(from int, edited func(string) string) {
	for _, to := range p.r.Perm(len(p.texts) + 1) {
		past := strings.Join(p.texts[min(from+1, to):max(from, to)], "")
		if len(past) < 2*len(p.texts[from]) || to < len(p.held) && p.held[to] || to > 0 && p.held[to-1] {
			continue
		}
		text := edited(p.texts[from])
		if to > from {
			p.put(to, 0, text)
			p.put(from, 1)
		} else {
			p.put(from, 1)
			p.put(to, 0, text)
		}
		p.signs[MovedAway]++
		p.signs[MovedHere]++
		return
	}
}

// TestPlannedEdits makes 300 edits, of which two in three are several at once: both columns are the versions, paragraph
// for paragraph; each edit is told as what it was; and nothing that is the same is struck or put in.
func TestPlannedEdits(t *testing.T) {
	names := slices.Sorted(maps.Keys(edits))
	made := 0
	for seed := range 300 {
		p := planned(int64(seed))
		was := strings.Join(p.texts, "\n\n")
		done := []string{}
		for n := range 1 + seed/12%3 {
			name := names[(seed+n*5)%len(names)]
			if i := p.free(edits[name].n, edits[name].is); i >= 0 {
				edits[name].make(p, i)
				done, made = append(done, name), made+1
			}
		}
		now := strings.Join(p.texts, "\n\n")
		signs := map[Sign]int{}
		rows := holds(t, was, now)
		for _, row := range rows {
			if row.Sign != Stays {
				signs[row.Sign]++
			}
		}
		came, went := sizeOf(rows)
		if !maps.Equal(signs, p.signs) || came != p.came || went != p.went {
			t.Errorf("seed %d, %s: %v, %d came, %d went; want %v, %d, %d\n%s", seed, strings.Join(done, ", "), signs, came,
				went, p.signs, p.came, p.went, shown(rows))
		}
	}
	if made < 500 {
		t.Errorf("only %d edits had a place", made)
	}
}

// TestPlannedPictures edits pictures and captions, two at once, among some that stay, in another order: those that were
// edited are told, with the old and the new one beside each other.
func TestPlannedPictures(t *testing.T) {
	for seed := range 300 {
		p := planned(int64(seed))
		before := &extract.Article{}
		for i := range 2 + p.r.Intn(5) {
			before.Images = append(before.Images, extract.Image{URL: fmt.Sprint("a", i), Caption: p.paragraph(1)})
		}
		after := &extract.Article{Images: slices.Clone(before.Images)}
		var want []string
		for n, i := range p.r.Perm(len(after.Images))[:2] {
			was := after.Images[i]
			switch (seed + n) % 3 {
			case 0:
				after.Images[i].URL = fmt.Sprint("b", i)
			case 1:
				after.Images[i].Caption = p.touched(was.Caption)
			default:
				after.Images[i] = extract.Image{} // goes
			}
			want = append(want, was.URL+">"+after.Images[i].URL+" "+was.Caption+">"+after.Images[i].Caption)
		}
		after.Images = slices.DeleteFunc(after.Images, func(i extract.Image) bool { return i.URL == "" })
		if p.r.Intn(2) == 0 {
			slices.Reverse(after.Images)
		}
		came, went := 0, 0
		var got []string
		for _, c := range ChangedPictures(before, after) {
			now := cmp.Or(c.After, &extract.Image{})
			got = append(got, c.Before.URL+">"+now.URL+" "+c.Before.Caption+">"+now.Caption)
			if c.After != nil {
				n, m := sizeOf([]Row{{Line: c.Caption}})
				came, went = came+n, went+m
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) || came != p.came || went != p.went {
			t.Errorf("seed %d: %d came and %d went of\n%s\nwant\n%s", seed, came, went, strings.Join(got, "\n"),
				strings.Join(want, "\n"))
		}
	}
}
