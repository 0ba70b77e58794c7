package diff

import (
	"unicode/utf8"
)

// Sign says what became of a paragraph as a whole.
type Sign string

// The signs.
const (
	Stays     Sign = ""           // it stands beside its other version
	TakenOut  Sign = "taken-out"  // the newer text lacks it
	PutIn     Sign = "put-in"     // the older text lacks it
	MovedAway Sign = "moved-away" // the newer text has it elsewhere
	MovedHere Sign = "moved-here" // the older text has it elsewhere
	Parted    Sign = "parted"     // it became several
	Joined    Sign = "joined"     // several became it
	Regrouped Sign = "regrouped"  // the same text is parted elsewhere
)

// Row is a paragraph beside what became of it; where a text was parted or joined, several on a side.
type Row struct {
	Sign  Sign
	Line  Line // both sides in one
	Old   int  // the number of the first paragraph of the older text in it, from 1; 0: none
	New   int  // of the newer
	Other int  // where the paragraph is in the other text, of what moved
}

// Before are the paragraphs of the older text in it.
func (r Row) Before() []Line {
	if r.Old == 0 {
		return nil
	}
	return r.Line.Before()
}

// After are the paragraphs of the newer text in it.
func (r Row) After() []Line {
	if r.New == 0 {
		return nil
	}
	return r.Line.After()
}

// Changed reports whether something in the row differs.
func (r Row) Changed() bool { return r.Sign != Stays || r.Line.Changed() }

// Rows are two texts beside each other. From top to bottom, the paragraphs of each side are that text's.
func Rows(before, after string) (rows []Row) {
	was, now := paragraphs(before), paragraphs(after)
	for _, g := range grouped(was, now) {
		rows = append(rows, g.row(was, now))
	}
	return rows
}

// row is a group with its text: of a paragraph that moved, beside itself in the other text.
func (g group) row(was, now []string) Row {
	r := Row{Sign: g.sign(), Other: g.other + 1}
	before, after := was[g.old:g.old+g.olds], now[g.new:g.new+g.news]
	if g.olds > 0 {
		r.Old = g.old + 1
	} else if g.other >= 0 {
		before = was[g.other : g.other+1]
	}
	if g.news > 0 {
		r.New = g.new + 1
	} else if g.other >= 0 {
		after = now[g.other : g.other+1]
	}
	r.Line = compared(before, after)
	return r
}

// Near reports of each row whether it differs or is next to one that does.
func Near(rows []Row) []bool {
	near := make([]bool, len(rows))
	for i, r := range rows {
		if r.Changed() {
			for j := max(0, i-1); j < min(len(rows), i+2); j++ {
				near[j] = true
			}
		}
	}
	return near
}

// Size is how many characters of a text came and went. What moved, was parted or joined did neither.
func Size(before, after string) (came, went int) { return sizeOf(Rows(before, after)) }

func sizeOf(rows []Row) (came, went int) {
	for _, r := range rows {
		if r.Sign == MovedAway {
			continue // it is counted where it went
		}
		for _, s := range r.Line {
			switch s.Op {
			case Come:
				came += utf8.RuneCountInString(s.Text)
			case Gone:
				went += utf8.RuneCountInString(s.Text)
			}
		}
	}
	return came, went
}
