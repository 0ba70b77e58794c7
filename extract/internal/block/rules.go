package block

import (
	"strings"
	"unicode/utf8"

	"mingpao/extract/internal/chars"
)

// Rule decides what a line is. Rules are rows of a table of package extract; the first that fits a line signs it.
type Rule struct {
	Name   string
	Effect Effect
	Where  Place
	When   func(Spot) bool
}

// Effect is the fate of a line that a rule signs.
type Effect int

const (
	Keep        Effect = iota // body
	Drop                      // not part of the article
	DropRest                  // the line and the list below it are not part of the article
	KeywordLine               // not part of the article, nor of a list above it
	Disclaimer                // not part of the article; a columnist may name his post above it
	Credit                    // a credit line: may name writers
	Reporter                  // a credit line that names reporters without a colon
	Note                      // a note about the author
	Label                     // a column or author in brackets
	Series                    // a column in brackets with the number of its instalment
	Topic                     // the topic of a day: not part of the article
	Caption                   // the caption of a picture in the text
)

// Place is where in the article a rule may fit.
type Place int

const (
	Anywhere Place = iota
	Tail           // only lines that are no text follow
	Edges          // the tail, a line directly after the lead, or one beside another credit
)

// BodyRule signs the lines that no rule takes out.
var BodyRule = Rule{Name: "body", Effect: Keep}

// Signed is a line with its decision.
type Signed struct {
	Line
	Rule *Rule
}

// Spot is a line in its surroundings, as a rule sees it.
type Spot struct {
	*Form
	Signed []Signed
	At     int
}

// Text is the text of the line.
func (s Spot) Text() string { return s.Signed[s.At].Text }

// Beside is the spot of another line.
func (s Spot) Beside(i int) Spot {
	s.At = i
	return s
}

// Next is the nearest line below outside of boxes, nil at the end.
func (s Spot) Next() *Signed { return s.neighbour(1) }

// Previous is the nearest line above outside of boxes, nil at the start.
func (s Spot) Previous() *Signed { return s.neighbour(-1) }

func (s Spot) neighbour(step int) *Signed {
	for i := s.At + step; i >= 0 && i < len(s.Signed); i += step {
		if s.Signed[i].Box == "" {
			return &s.Signed[i]
		}
	}
	return nil
}

// Classify signs every line of an article with the first of some rules that fits it.
func Classify(f *Form, rules []Rule) []Signed {
	signed := make([]Signed, len(f.Lines))
	for i, l := range f.Lines {
		signed[i].Line = l
		if l.Box != "" {
			signed[i].Rule = &Rule{Name: l.Box, Effect: Drop}
		}
	}
	signLists(f, rules, signed)
	signTail(f, rules, signed)
	signRest(f, rules, signed)
	return signed
}

// signLists takes out lists of other articles, so that the lines above them are the tail.
func signLists(f *Form, rules []Rule, signed []Signed) {
	for i := range signed {
		if signed[i].Rule != nil {
			continue
		}
		r := first(rules, Spot{f, signed, i}, func(r *Rule) bool { return r.Effect == DropRest })
		if r == nil {
			continue
		}
		signed[i].Rule = r
		for j := i + 1; j < len(signed) && (f.Bare || !isProse(signed[j].Line)); j++ {
			if signed[j].Rule == nil && first(rules, Spot{f, signed, j}, isKeywords) == nil {
				signed[j].Rule = r
			}
		}
	}
}

// isKeywords reports whether a rule signs keyword lines, which come below lists without being part of them.
func isKeywords(r *Rule) bool { return r.Effect == KeywordLine }

// isProse reports whether a line is a paragraph rather than a link, a time stamp or another remnant of a list.
func isProse(l Line) bool {
	return !l.Linked && (chars.Count(l.Text) > 30 || chars.EndsSentence(l.Text))
}

// signTail walks up from the end as long as a rule fits, and over a short line that has lost a character.
func signTail(f *Form, rules []Rule, signed []Signed) {
	for i := len(signed) - 1; i >= 0; i-- {
		if signed[i].Rule != nil {
			continue
		}
		if signed[i].Rule = first(rules, Spot{f, signed, i}, nil); signed[i].Rule == nil && !isBroken(signed[i].Text) {
			return
		}
	}
}

func isBroken(t string) bool {
	return strings.ContainsRune(t, utf8.RuneError) && chars.Count(t) <= MaxCredits
}

// signRest walks down the lines above the tail.
func signRest(f *Form, rules []Rule, signed []Signed) {
	paragraphs := 0
	for i := range signed {
		if signed[i].Rule != nil {
			continue
		}
		s := Spot{f, signed, i}
		edge := paragraphs == 1 || isCredit(s.Previous())
		signed[i].Rule = first(rules, s, func(r *Rule) bool { return r.Where == Anywhere || r.Where == Edges && edge })
		if signed[i].Rule == nil {
			signed[i].Rule = &BodyRule
			paragraphs++
		}
	}
}

func isCredit(l *Signed) bool {
	return l != nil && l.Rule != nil && (l.Rule.Effect == Credit || l.Rule.Effect == Reporter)
}

// first is the first rule that the filter admits and that fits the spot, nil without one.
func first(rules []Rule, s Spot, admits func(*Rule) bool) *Rule {
	for i := range rules {
		r := &rules[i]
		if (admits == nil || admits(r)) && r.When(s) {
			return r
		}
	}
	return nil
}

// MaxCredits is the length of the longest credit line seen, with room for another name.
const MaxCredits = 60
