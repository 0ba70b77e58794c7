package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"mingpao/extract"
	"mingpao/store"
)

func FuzzCSV(f *testing.F) {
	f.Add(hostile)
	f.Add("=1+1")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		var b bytes.Buffer
		c, err := newCSV(&b)
		if err != nil {
			t.Fatal(err)
		}
		art := &store.Article{Article: extract.Article{Title: text, Body: text, Authors: []string{text}}}
		if err := c.add(art); err != nil {
			t.Fatal(err)
		}
		if err := c.end(); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, cell := range rows[1] {
			if strings.IndexAny(cell, "=+-@") == 0 {
				t.Fatalf("a formula: %q", cell)
			}
		}
	})
}

func FuzzTerminal(f *testing.F) {
	f.Add(hostile, hostile)
	f.Add("甲，乙。", "甲，丙。")
	f.Fuzz(func(t *testing.T, old, new string) {
		acts(t, "history", textChanges(old, new, style{}))
		if query, err := store.ParseQuery(old); err == nil {
			acts(t, "snippet", snippet(new, query, style{}))
		}
		acts(t, "line", oneLine(old))
		art := extract.Article{Title: old, Body: new, Blocks: []extract.Block{{Kind: extract.Item, Text: new}}}
		acts(t, "text", articleText(&art))
		acts(t, "markdown", articleMarkdown(&art))
	})
}
