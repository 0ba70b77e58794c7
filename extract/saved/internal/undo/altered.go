package undo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingpao/extract/internal/chars"
)

// replacers are marks of tools that put their own words in place of a page's.
var replacers = []struct{ mark, tool string }{
	{" _msttexthash=", "Edge's translator"},
	{" _mstmutation=", "Edge's translator"},
	{" data-imt-translation-only", "Immersive Translate"},
	{` imt-state="translation"`, "Immersive Translate"},
	{` imt-state=translation`, "Immersive Translate"},
	{" data-read-frog-translation-only", "Read Frog"},
	{"<ya-tr-span", "Yandex's translator"},
	{" data-opencc-converted", "a converter of characters"},
}

// adders are classes of the elements that tools put beside a page's text: all of what is in one is the tool's.
var adders = []struct{ class, tool string }{
	{"immersive-translate-target-wrapper", "Immersive Translate"},
	{"kiss-translator-wrapper", "KISS Translator"},
	{"kiss-translator-br", "KISS Translator"},
	{"read-frog-translated-content-wrapper", "Read Frog"},
}

// reading is the class of a character with its reading; without the reading it is what the page has.
const reading = "inject-jyutping"

// altered takes off what tools have put beside the page's text. A page in which they have replaced it is refused.
func altered(c *Page) error {
	if !mayBeAltered(c.Body) {
		return nil
	}
	for _, r := range replacers {
		if bytes.Contains(c.Body, []byte(r.mark)) {
			return errAltered(r.tool)
		}
	}
	if !bytes.Contains(c.Body, []byte(reading)) && !slices.ContainsFunc(adders, func(a struct{ class, tool string }) bool {
		return bytes.Contains(c.Body, []byte(a.class))
	}) {
		return nil
	}
	t := taker{z: html.NewTokenizer(bytes.NewReader(c.Body))}
	t.z.SetMaxBuf(MaxPage)
	err := t.take()
	if err == nil {
		c.Body = t.kept.Bytes()
	}
	return err
}

func errAltered(tool string) error {
	return fmt.Errorf("%s has put its words in the page's place: save the page as the site shows it", tool)
}

// taker copies a page token by token, without what a tool has added.
type taker struct {
	z    *html.Tokenizer
	kept bytes.Buffer

	skipped string // the element that is being left out, "" outside of one
	depth   int    // elements of that name open in it, itself included
	ruby    bool   // a character with its reading is open
	text    bool   // the block so far has text of the page
	alone   string // the tool of an addition without a text beside it so far
}

func (t *taker) take() error {
	for {
		kind := t.z.Next()
		raw := slices.Clone(t.z.Raw())
		if kind == html.ErrorToken {
			t.kept.Write(raw)
			if err := t.z.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			return t.bounds()
		}
		if err := t.token(kind, raw); err != nil {
			return err
		}
	}
}

func (t *taker) token(kind html.TokenType, raw []byte) error {
	if kind == html.TextToken {
		if t.skipped == "" {
			t.kept.Write(raw)
			t.seen(raw)
		}
		return nil
	}
	name, more := t.z.TagName()
	tag := string(name)
	switch {
	case t.skipped != "":
		t.within(kind, tag)
		return nil
	case kind == html.StartTagToken || kind == html.SelfClosingTagToken:
		if t.leavesOut(kind, tag, t.class(more)) {
			return nil
		}
	case kind == html.EndTagToken && tag == "ruby" && t.ruby:
		t.ruby = false
		return nil
	}
	t.kept.Write(raw)
	if !isBlock(tag) {
		return nil
	}
	t.text = t.text && kind == html.EndTagToken
	return t.bounds()
}

// seen notes text of the page. White space is none.
func (t *taker) seen(raw []byte) {
	if chars.IsVisible(string(raw)) {
		t.text, t.alone = true, ""
	}
}

// within follows the element that is being left out to its end.
func (t *taker) within(kind html.TokenType, tag string) {
	switch {
	case tag != t.skipped:
	case kind == html.StartTagToken:
		t.depth++
	case kind == html.EndTagToken:
		t.depth--
	}
	if t.depth == 0 {
		t.skipped = ""
	}
}

// leavesOut begins to leave out an element that a tool has added.
func (t *taker) leavesOut(kind html.TokenType, tag, class string) bool {
	for _, a := range adders {
		if !slices.Contains(strings.Fields(class), a.class) {
			continue
		}
		if !t.text && tag != "br" {
			t.alone = a.tool
		}
		if tag != "br" && kind == html.StartTagToken {
			t.skipped, t.depth = tag, 1
		}
		return true
	}
	switch {
	case tag == "ruby" && slices.Contains(strings.Fields(class), reading):
		t.ruby = true
		return true
	case tag == "rt" && t.ruby:
		t.skipped, t.depth = tag, 1
		return true
	}
	return false
}

// class is the class of the tag that was just read.
func (t *taker) class(more bool) (class string) {
	for more {
		var key, value []byte
		if key, value, more = t.z.TagAttr(); string(key) == "class" {
			class = string(value)
		}
	}
	return class
}

// bounds ends or begins a block. An addition in one that has no text of the page stands in its place.
func (t *taker) bounds() error {
	if t.alone != "" {
		return errAltered(t.alone)
	}
	return nil
}

func isBlock(tag string) bool {
	switch atom.Lookup([]byte(tag)) {
	case atom.P, atom.Div, atom.Li, atom.Td, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Article, atom.Body,
		atom.Section:
		return true
	}
	return false
}
