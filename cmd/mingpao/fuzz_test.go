package main

import (
	"testing"

	"mingpao/cmd/mingpao/internal/display"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/store/search"
)

func FuzzTerminal(f *testing.F) {
	f.Add(hostile, hostile)
	f.Add("甲，乙。", "甲，丙。")
	f.Fuzz(func(t *testing.T, old, new string) {
		acts(t, "history", display.History{}.Texts(old, new))
		if query, err := search.ParseQuery(old); err == nil {
			acts(t, "snippet", display.Snippet(new, query, terminal.Style{}, 0))
		}
		acts(t, "line", oneLine(old))
		art := extract.Article{Title: old, Body: new, Blocks: []extract.Block{{Kind: extract.Item, Text: new}}}
		acts(t, "text", export.Text(&art))
		acts(t, "markdown", export.Markdown(&art))
	})
}
