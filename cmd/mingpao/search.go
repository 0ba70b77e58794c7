package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"mingpao/store"
)

func newSearch(s streams) *cobra.Command {
	var flags filterFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Search the archive",
		Long: `Search the archive for words of any length; phrases stand in quotes. Every word must occur in the
headline or the text. Full- and half-width forms and common variants (裏/裡, 着/著, 台/臺, 群/羣)
find each other. The newest stand first.`,
		Example: `  mingpao search 颱風 停課
  mingpao search '"立法會 選舉"' --section pns/s00012 --from 2025-12-01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			terms := store.ParseQuery(strings.Join(args, " "))
			if len(terms) == 0 {
				return usageError("search: name what to look for")
			}
			filter, err := flags.filter()
			if err != nil {
				return err
			}
			return read(flags.db, func(a *store.Archive) error { return runSearch(s, a, terms, filter, asJSON) })
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object an article")
	return cmd
}

func runSearch(s streams, a *store.Archive, terms []string, filter store.Filter, asJSON bool) error {
	st := styleFor(s.out)
	found := 0
	err := paged(s.out, func(w io.Writer) error {
		for art, err := range a.Search(store.Query{Terms: terms, Filter: filter}) {
			if err != nil {
				return err
			}
			found++
			if asJSON {
				err = writeJSON(w, art, "")
			} else {
				_, err = fmt.Fprintf(w, "%s\n    %s\n", listLine(art), snippet(art.Body, terms, st))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && found == 0 && !asJSON {
		fmt.Fprintf(s.err, "nothing found for %s\n", plain(strings.Join(terms, " ")))
	}
	return err
}

// snippetSize is how many characters of text stand on each side of a hit.
const snippetSize = 30

// snippet is the text around the first hit, the hits in it marked; the opening of the text where only the headline holds them.
func snippet(body string, terms []string, st style) string {
	body = strings.ReplaceAll(plain(body), "\n\n", " ")
	from := 0
	for _, t := range terms {
		if start, _, ok := store.Locate(body, t); ok {
			from = start
			break
		}
	}
	start, end := back(body, from, snippetSize), forth(body, from, 2*snippetSize)
	text := mark(body[start:end], terms, st)
	if start > 0 {
		text = "…" + text
	}
	if end < len(body) {
		text += "…"
	}
	return text
}

// mark marks the first hit of every term.
func mark(text string, terms []string, st style) string {
	for _, t := range terms {
		if start, end, ok := store.Locate(text, t); ok && !strings.ContainsAny(text[start:end], "\x1b«»") {
			text = text[:start] + st.hit(text[start:end]) + text[end:]
		}
	}
	return text
}

func back(s string, at, runes int) int {
	for ; runes > 0 && at > 0; runes-- {
		_, n := utf8.DecodeLastRuneInString(s[:at])
		at -= n
	}
	return at
}

func forth(s string, at, runes int) int {
	for ; runes > 0 && at < len(s); runes-- {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return at
}
