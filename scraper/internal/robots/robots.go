package robots

import (
	"cmp"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Limit is how much of a file is read, in bytes: RFC 9309 asks for 500 KiB at least.
const Limit = 500 << 10

// maxLine is how much of a line is read, as Google does: eight times the longest address that browsers once took.
const maxLine = 8*2083 - 1

// maxDelay is the longest Crawl-delay that is meant to be one.
const maxDelay = 1e6 * time.Second

// Rules are what a file says to one crawler. The zero value allows everything.
type Rules struct {
	rules []rule
	delay time.Duration
}

type rule struct {
	pattern
	allows bool
}

// Forbidding are the rules of a host that disallows everything.
func Forbidding() Rules { return Rules{rules: []rule{{newPattern("/"), false}}} }

// Parse reads what a file says to the crawler of a product token: all its groups together, else all groups of "*".
// No file is wrong: what is no rule is passed over.
func Parse(file []byte, token string) Rules {
	p := parser{token: token}
	for line := range lines(whole(file)) {
		p.take(split(line))
	}
	if p.isNamed {
		return p.own
	}
	return p.others
}

// Delay is the Crawl-delay, 0 where none is asked for. The RFC leaves it to crawlers.
func (r Rules) Delay() time.Duration { return r.delay }

// Allows reports whether a target (see Target) may be fetched: the longest rule says so, the allowing one of two.
func (r Rules) Allows(target string) bool {
	target = decoded(target)
	longest, allows := 0, true
	for _, rule := range r.rules {
		if rule.length < longest || rule.length == longest && !rule.allows {
			continue
		}
		if rule.matches(target) {
			longest, allows = rule.length, rule.allows
		}
	}
	return allows || target == "/robots.txt"
}

// parser collects what is said to one crawler, and to all that are not named.
type parser struct {
	token        string
	own, others  Rules
	isOwn, isAny bool // whom the group speaks to
	hasRule      bool // the group has begun to say something: a user-agent line begins the next one
	isNamed      bool // there is a group of our own, though it may be empty
}

func (p *parser) take(key, value string) {
	switch strings.ToLower(key) {
	case "user-agent":
		p.agent(value)
	case "allow":
		p.rule(value, true)
		if folder, ok := strings.CutSuffix(value, "/index.html"); ok { // Google's: whoever allows the page allows the folder
			p.rule(folder+"/$", true)
		}
	case "disallow":
		p.rule(value, false)
	case "crawl-delay": // no rule of the RFC: like a Sitemap, it does not end the list of user agents
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < maxDelay.Seconds() {
			p.each(func(r *Rules) { r.delay = cmp.Or(r.delay, time.Duration(seconds*float64(time.Second))) })
		}
	}
}

// agent begins a group, or speaks to one more crawler. What follows the product token, as a version, is no part of it.
func (p *parser) agent(value string) {
	if p.hasRule {
		p.isOwn, p.isAny, p.hasRule = false, false, false
	}
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		p.isAny = true
	}
	if strings.EqualFold(value[:len(value)-len(strings.TrimLeft(value, tokenLetters))], p.token) {
		p.isOwn, p.isNamed = true, true
	}
}

const tokenLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

// rule adds to the rules of the group. An empty pattern matches nothing, but it is a rule.
func (p *parser) rule(value string, allows bool) {
	p.hasRule = true
	if value != "" {
		p.each(func(r *Rules) { r.rules = append(r.rules, rule{newPattern(value), allows}) })
	}
}

func (p *parser) each(do func(*Rules)) {
	if p.isOwn {
		do(&p.own)
	}
	if p.isAny {
		do(&p.others)
	}
}

// whole is the file without a byte order mark, or a part of one, up to the limit; half a rule would be another rule.
func whole(file []byte) string {
	text := string(file)
	for _, c := range []string{"\xEF", "\xBB", "\xBF"} {
		rest, ok := strings.CutPrefix(text, c)
		if !ok {
			break
		}
		text = rest
	}
	if len(text) <= Limit {
		return text
	}
	return text[:strings.LastIndexAny(text[:Limit], "\r\n")+1]
}

// lines ends lines with CR, LF or both; what is after the mark of a comment is left out.
func lines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\r' || r == '\n' }) {
			line, _, _ = strings.Cut(line[:min(len(line), maxLine)], "#")
			if !yield(line) {
				return
			}
		}
	}
}

// split reads a line's key and value. As Google does it reads "disallow /" as it is meant.
func split(line string) (key, value string) {
	key, value, ok := strings.Cut(line, ":")
	if ok {
		return strings.TrimSpace(key), strings.TrimSpace(value)
	}
	if words := strings.Fields(line); len(words) == 2 {
		return words[0], words[1]
	}
	return "", ""
}
