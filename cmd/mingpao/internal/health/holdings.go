package health

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Articles are those that an archive holds.
type Articles struct {
	catalog.Totals
	Sections []SectionName `json:"sections"`
}

// LastLook is the latest look at the site that the archive knows of; "": it knows of none.
type LastLook struct {
	At      string          `json:"at"`
	Witness catalog.Witness `json:"witness"`
}

// holdings are what is there, and what is not.
func (s *Status) holdings(ctx context.Context, a *store.Archive, now time.Time) (err error) {
	if s.Articles.Totals, err = a.Catalog().Totals(ctx); err != nil {
		return err
	}
	sections, err := a.Catalog().SectionNames(ctx)
	if err != nil {
		return err
	}
	for _, n := range sections {
		s.Articles.Sections = append(s.Articles.Sections, SectionName{n.Edition, n.Code, n.Label})
	}
	if s.LastLook.At, s.LastLook.Witness, err = a.Catalog().LatestLook(ctx, now); err != nil {
		return err
	}
	s.Unread, err = a.Frontier().UnreadBy(ctx, now)
	sayReasons(s.Unread)
	return err
}

func sayReasons(pages []frontier.Waiting) {
	for i, w := range pages {
		pages[i].Reason = cmp.Or(said(w.Cause, w.Reason), "not recorded")
	}
}

// writeHoldings says what the archive holds, a line a figure.
func (s *Status) writeHoldings(w io.Writer, now time.Time) {
	in := words.To(w)
	fmt.Fprintln(w, s.Archive)
	words.Fprintf(w, "articles\t%s\n", s.Articles.said(in))
	if marks := s.Articles.marks(in); marks != "" {
		fmt.Fprintf(w, "\t%s\n", marks)
	}
	if len(s.Articles.Sections) > 0 {
		words.Fprintf(w, "sections\t%d: %s (mingpao sections lists them)\n", len(s.Articles.Sections),
			s.Articles.editions(in))
	}
	switch {
	case s.LastLook.At != "":
		words.Fprintf(w, "last look\t%s, %s ago: %s\n", export.ReadableTime(s.LastLook.At), age(in, s.LastLook.At, now),
			in.Witness(s.LastLook.Witness))
	case s.Articles.Articles > 0:
		words.Fprintf(w, "last look\tnot recorded: only the files’ dates are known\n")
	}
	s.writeUnread(w)
	words.Fprintf(w, "size\t%s, about %s of it from the last %d days\n", size(s.Bytes), size(s.Grown), coverageDays)
	if p := s.Pictures; p.Kept+p.Due+p.Failing > 0 || p.Taken != queue.NoPictures {
		words.Fprintf(w, "pictures\t%d, %s; new ones are taken: %s%s\n", p.Kept, size(p.Bytes), in.Text(string(p.Taken)),
			p.waiting(in))
	}
}

// said is how many there are, and of which days.
func (a Articles) said(in words.Speech) string {
	switch {
	case a.Articles == 0:
		return in.Text("none yet; mingpao crawl and mingpao import bring some")
	case a.Days == 0:
		return fmt.Sprint(a.Articles)
	case a.Days == 1:
		return in.Sprintf("%d, published on %s", a.Articles, a.First)
	}
	return in.Sprintf("%d, published %s to %s, on %d days", a.Articles, a.First, a.Last, a.Days)
}

// marks are how many articles are not simply there; "" where all are.
func (a Articles) marks(in words.Speech) string {
	var parts []string
	for _, m := range []struct {
		n    int
		what string
	}{{a.Changed, "changed"}, {a.Gone, "gone"}, {a.Excerpts, "opening only"},
		{a.Unknown, "perhaps not whole"}} {
		if m.n > 0 {
			parts = append(parts, in.Sprintf("%d %s", m.n, in.Text(m.what)))
		}
	}
	return strings.Join(parts, in.Say("comma"))
}

// editions counts the sections by edition.
func (a Articles) editions(in words.Speech) string {
	var editions []string
	count := map[string]int{}
	for _, s := range a.Sections {
		if count[s.Edition]++; count[s.Edition] == 1 {
			editions = append(editions, s.Edition)
		}
	}
	for i, e := range editions {
		editions[i] = fmt.Sprintf("%s %d", e, count[e])
	}
	return strings.Join(editions, in.Say("comma"))
}

// fewCauses are said; a command lists the others.
const fewCauses = 5

// writeUnread says what could not be read and why: by crawls, and by each import.
func (s *Status) writeUnread(w io.Writer) {
	label := words.To(w).Text("not read")
	for i, u := range s.Unread {
		if i == fewCauses {
			words.Fprintf(w, "\t%s\n", words.Numbered("%d more cause|%d more causes", len(s.Unread)-i))
			break
		}
		words.Fprintf(w, "%s\t%s, since %.10s: %s\n", label, words.Numbered("%d page|%d pages", u.Due+u.Later), u.Oldest,
			fault(words.To(w), u.Cause, u.Reason))
		label = ""
	}
	if len(s.Unread) > 0 {
		words.Fprintf(w, "\tlisted by mingpao status --unread, packed by mingpao report\n")
	}
	s.writeImports(w, label)
}

// writeImports says what imports found no article in: what was imported again counts once.
func (s *Status) writeImports(w io.Writer, label string) {
	found := false
	seen := map[string]bool{}
	for _, r := range s.Imports {
		of := strings.Join(r.Inputs, " ")
		if !seen[of] && r.Counts.Failed > 0 {
			words.Fprintf(w, "%s\t%s, imported %.10s from %s\n", label,
				words.Numbered("%d page without an article|%d pages without an article", r.Counts.Failed), r.Started, of)
			label, found = "", true
		}
		seen[of] = true
	}
	if found {
		words.Fprintf(w, "\tmingpao import --dry-run says why, page by page\n")
	}
}

// WriteUnread lists the pages that crawls tried and could not read, a line a page.
func WriteUnread(ctx context.Context, w io.Writer, a *store.Archive, asJSON bool) error {
	all, err := a.Frontier().Unread(ctx, "")
	if err != nil {
		return err
	}
	for _, u := range all {
		if u.Reason = said(u.Cause, u.Reason); asJSON {
			err = export.JSON(w, u, "")
		} else {
			_, err = fmt.Fprintln(w, terminal.Line(strings.TrimRight(words.To(w).Sprintf("%s  %s  tried %s  %s", u.URL,
				fault(words.To(w), u.Cause, u.Reason),
				export.ReadableTime(u.Tried), u.Title), " ")))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// waiting says how many are still to be fetched, "" where none is.
func (p Pictures) waiting(in words.Speech) (said string) {
	if p.Due > 0 {
		said = in.Sprintf(", %d due", p.Due)
	}
	if p.Failing > 0 {
		said += in.Sprintf(", %d not read so far", p.Failing)
	}
	return said
}
