package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says in which of two texts a part is.
type Op int

// The ops.
const (
	Same Op = iota // in both
	Gone           // in the older only
	Come           // in the newer only
)

// Span is a part of a text, or the end of a paragraph between two parts.
type Span struct {
	Op    Op
	Text  string
	Near  bool // the same, in a clause that differs
	Break bool // a paragraph ends here; no text
}

// Line is paragraphs, most often one, with what went and what came.
type Line []Span

// Changed reports whether something in the paragraph differs.
func (l Line) Changed() bool {
	return slices.ContainsFunc(l, func(s Span) bool { return s.Op != Same })
}

// with adds a part; parts of one kind that follow one another are one.
func (l Line) with(s Span) Line {
	n := len(l)
	switch {
	case s.Text == "" && !s.Break:
		return l
	case n > 0 && !s.Break && !l[n-1].Break && l[n-1].Op == s.Op && l[n-1].Near == s.Near:
		l[n-1].Text += s.Text
		return l
	}
	return append(l, s)
}

// Before are the paragraphs of the line in the older text.
func (l Line) Before() []Line { return l.without(Come) }

// After are those in the newer.
func (l Line) After() []Line { return l.without(Gone) }

// without are the paragraphs of the line without the parts of an op.
func (l Line) without(op Op) []Line {
	all := []Line{nil}
	for _, s := range l {
		switch last := len(all) - 1; {
		case s.Op == op:
		case s.Break:
			all = append(all, nil)
		default:
			all[last] = all[last].with(s)
		}
	}
	return all
}

// Merged are the paragraphs of the line as the newer text parts them, with what went. Where only the older text had an
// end, it stays as a part.
func (l Line) Merged() []Line {
	all := []Line{nil}
	for _, s := range l {
		if s.Break && s.Op != Gone {
			all = append(all, nil)
			continue
		}
		last := len(all) - 1
		all[last] = all[last].with(s)
	}
	return all
}

// Words is the difference of two short texts, such as headlines: each is one paragraph.
func Words(before, after string) Line {
	return compared(paragraphs(before), paragraphs(after))
}

// compared is the difference of some paragraphs and of those that they became: clause by clause, and within clauses
// that replace one another by characters and words.
func compared(before, after []string) (l Line) {
	for _, p := range partsOf(clausesOf(before), clausesOf(after)) {
		l = replaced(l, p.gone, p.come).with(Span{Op: Same, Text: p.same})
	}
	return l.broken(ends(before), ends(after))
}

// replaced adds clauses that took the place of others.
func replaced(l Line, before, after string) Line {
	for _, p := range legible(partsOf(tokens(before), tokens(after))) {
		l = l.with(Span{Op: Gone, Text: p.gone}).with(Span{Op: Come, Text: p.come}).
			with(Span{Op: Same, Text: p.same, Near: true})
	}
	return l
}

// part is what went and what came in its place, and what is the same after it.
type part struct{ gone, come, same string }

// partsOf are two texts, each in pieces, beside each other.
func partsOf(was, now []string) (parts []part) {
	at, to := 0, 0
	for _, p := range append(common(was, now), [2]int{len(was), len(now)}) {
		one := part{gone: strings.Join(was[at:p[0]], ""), come: strings.Join(now[to:p[1]], "")}
		if at, to = p[0]+1, p[1]+1; p[0] < len(was) {
			one.same = was[p[0]]
		}
		parts = append(parts, one)
	}
	return parts
}

func (p part) edits() int { return max(utf8.RuneCountInString(p.gone), utf8.RuneCountInString(p.come)) }

// legible takes what is the same for a part of what changes around it, where that is twice as long on either side: a
// character that two sentences share by chance tells a reader nothing.
func legible(parts []part) []part {
	var all []part
	for _, p := range parts {
		if n := len(all) - 1; n >= 0 && p.edits() == 0 {
			all[n].same += p.same
			continue
		}
		for n := len(all) - 1; n >= 0 && isChance(all[n], p); n = len(all) - 1 {
			p.gone = all[n].gone + all[n].same + p.gone
			p.come = all[n].come + all[n].same + p.come
			all = all[:n]
		}
		all = append(all, p)
	}
	return all
}

func isChance(before, p part) bool {
	return 2*utf8.RuneCountInString(before.same) <= min(before.edits(), p.edits())
}

// ends are the places in a text at which its paragraphs but the last end.
func ends(paragraphs []string) (all []int) {
	at := 0
	for _, p := range paragraphs[:max(0, len(paragraphs)-1)] {
		at += len(p)
		all = append(all, at)
	}
	return all
}

// broken puts the ends of the paragraphs of both texts into their difference.
func (l Line) broken(was, now []int) (all Line) {
	if len(was)+len(now) == 0 {
		return l
	}
	at, to := 0, 0
	for _, s := range append(l, Span{}) {
		for {
			all, was, now = all.ended(at, to, was, now)
			size := len(s.Text)
			if s.Op != Come && len(was) > 0 {
				size = min(size, was[0]-at)
			}
			if s.Op != Gone && len(now) > 0 {
				size = min(size, now[0]-to)
			}
			if size == 0 {
				break
			}
			all = all.with(Span{Op: s.Op, Text: s.Text[:size], Near: s.Near})
			if s.Text = s.Text[size:]; s.Op != Come {
				at += size
			}
			if s.Op != Gone {
				to += size
			}
		}
	}
	return all
}

// ended adds the ends of paragraphs that are at a place of the older and the newer text, and returns those that follow.
func (l Line) ended(at, to int, was, now []int) (Line, []int, []int) {
	for {
		isOld, isNew := len(was) > 0 && was[0] == at, len(now) > 0 && now[0] == to
		switch {
		case isOld && isNew:
			l, was, now = l.with(Span{Op: Same, Break: true}), was[1:], now[1:]
		case isOld:
			l, was = l.with(Span{Op: Gone, Break: true}), was[1:]
		case isNew:
			l, now = l.with(Span{Op: Come, Break: true}), now[1:]
		default:
			return l, was, now
		}
	}
}

// paragraphs of a text.
func paragraphs(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n\n")
}

// clausesOf are the clauses of paragraphs: each ends with a mark of Chinese, or of a Latin sentence before a space.
func clausesOf(paragraphs []string) (all []string) {
	for _, p := range paragraphs {
		runes := []rune(p)
		from := 0
		for i := range len(runes) - 1 {
			if endsClause(runes, i) {
				all = append(all, string(runes[from:i+1]))
				from = i + 1
			}
		}
		if from < len(runes) {
			all = append(all, string(runes[from:]))
		}
	}
	return all
}

func endsClause(runes []rune, i int) bool {
	r, next := runes[i], runes[i+1]
	switch {
	case strings.ContainsRune("。！？；，", r):
		return !strings.ContainsRune("」』）。！？", next)
	case r == ' ' && i > 0:
		return strings.ContainsRune(".,;:!?”\")", runes[i-1])
	}
	return false
}

// tokens are a text's characters, but that letters and digits of alphabets stand together as words and numbers.
func tokens(text string) (all []string) {
	from, last := 0, ' '
	for i, r := range text {
		if i > 0 && !goesOn(last, r) {
			all = append(all, text[from:i])
			from = i
		}
		last = r
	}
	if from < len(text) {
		all = append(all, text[from:])
	}
	return all
}

func goesOn(last, r rune) bool {
	return unicode.IsMark(r) || isWord(last) && isWord(r) && unicode.IsDigit(last) == unicode.IsDigit(r)
}

// isWord reports whether a character is a part of a word or number, and none by itself as those of Chinese are.
func isWord(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Hangul)
}
