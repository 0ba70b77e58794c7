package extract

import (
	"strings"
	"unicode/utf8"

	"mingpao/extract/internal/chars"
)

// rule decides what a line is. Rules are rows of tables (notices.go); the first that fits a line signs it.
type rule struct {
	name   string
	effect effect
	where  place
	when   func(spot) bool
}

// effect is what becomes of a line that a rule signs.
type effect int

const (
	keep        effect = iota // body
	drop                      // not part of the article
	dropRest                  // the line and the list below it are not part of the article
	keywordLine               // not part of the article, nor of a list above it
	disclaimer                // not part of the article; a columnist may name his post above it
	credit                    // a credit line: may name writers
	reporter                  // a credit line that names reporters without a colon
	note                      // a note about the author
	label                     // a column or author in brackets
	series                    // a column in brackets with the number of its instalment
	topic                     // the topic of a day: not part of the article
	caption                   // the caption of a picture in the text
)

// place is where in the article a rule may fit.
type place int

const (
	anywhere place = iota
	tail           // only lines that are no text follow
	edges          // the tail, a line directly behind the lead, or one beside another credit
)

// bodyRule signs what no rule takes out.
var bodyRule = rule{name: "body", effect: keep}

// signedLine is a line with its decision.
type signedLine struct {
	line
	rule *rule
}

// spot is a line in its surroundings, as a rule sees it.
type spot struct {
	*form
	signed []signedLine
	at     int
}

func (s spot) text() string { return s.signed[s.at].text }

// next is the nearest line below that stands in no box, nil at the end.
func (s spot) next() *signedLine { return s.neighbour(1) }

// previous is the nearest line above that stands in no box, nil at the start.
func (s spot) previous() *signedLine { return s.neighbour(-1) }

func (s spot) neighbour(step int) *signedLine {
	for i := s.at + step; i >= 0 && i < len(s.signed); i += step {
		if s.signed[i].box == "" {
			return &s.signed[i]
		}
	}
	return nil
}

// classify signs every line of an article with the first of some rules that fits it.
func classify(f *form, rules []rule) []signedLine {
	signed := make([]signedLine, len(f.lines))
	for i, l := range f.lines {
		signed[i].line = l
		if l.box != "" {
			signed[i].rule = &rule{name: l.box, effect: drop}
		}
	}
	signLists(f, rules, signed)
	signTail(f, rules, signed)
	signRest(f, rules, signed)
	return signed
}

// signLists takes out lists of other articles, so that what stands above them is the tail.
func signLists(f *form, rules []rule, signed []signedLine) {
	for i := range signed {
		if signed[i].rule != nil {
			continue
		}
		r := first(rules, spot{f, signed, i}, func(r *rule) bool { return r.effect == dropRest })
		if r == nil {
			continue
		}
		signed[i].rule = r
		for j := i + 1; j < len(signed) && (f.bare || !isProse(signed[j].line)); j++ {
			if signed[j].rule == nil && first(rules, spot{f, signed, j}, isKeywords) == nil {
				signed[j].rule = r
			}
		}
	}
}

// isKeywords holds for the rules of keyword lines, which stand below lists without being part of them.
func isKeywords(r *rule) bool { return r.effect == keywordLine }

// isProse tells a paragraph from a link, a time stamp or another remnant in a list.
func isProse(l line) bool {
	return !l.linked && (chars.Count(l.text) > 30 || chars.EndsSentence(l.text))
}

// signTail walks up from the end as long as a rule fits, and over a short line that has lost a character.
func signTail(f *form, rules []rule, signed []signedLine) {
	for i := len(signed) - 1; i >= 0; i-- {
		if signed[i].rule != nil {
			continue
		}
		if signed[i].rule = first(rules, spot{f, signed, i}, nil); signed[i].rule == nil && !isBroken(signed[i].text) {
			return
		}
	}
}

func isBroken(t string) bool {
	return strings.ContainsRune(t, utf8.RuneError) && chars.Count(t) <= maxCredits
}

// signRest walks down the lines above the tail.
func signRest(f *form, rules []rule, signed []signedLine) {
	paragraphs := 0
	for i := range signed {
		if signed[i].rule != nil {
			continue
		}
		s := spot{f, signed, i}
		edge := paragraphs == 1 || isCredit(s.previous())
		signed[i].rule = first(rules, s, func(r *rule) bool { return r.where == anywhere || r.where == edges && edge })
		if signed[i].rule == nil {
			signed[i].rule = &bodyRule
			paragraphs++
		}
	}
}

func isCredit(l *signedLine) bool {
	return l != nil && l.rule != nil && (l.rule.effect == credit || l.rule.effect == reporter)
}

// first is the first rule that the filter admits and that fits the spot, nil without one.
func first(rules []rule, s spot, admits func(*rule) bool) *rule {
	for i := range rules {
		r := &rules[i]
		if (admits == nil || admits(r)) && r.when(s) {
			return r
		}
	}
	return nil
}

// maxCredits is the length of the longest credit line seen, with room for another name.
const maxCredits = 60
