package sources

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/scraper"
	"mingpao/scraper/fresh"
	"mingpao/store"
	"mingpao/store/queue"
)

// List is a list as a person sees it. Times are text; "" is never.
type List struct {
	Key      string      `json:"key"` // feed pns/s00001
	Kind     string      `json:"kind"`
	Section  string      `json:"section_code"`
	Name     string      `json:"section"`
	Address  string      `json:"address"`
	State    fresh.State `json:"state"`
	Answered string      `json:"answered"` // last
	Newest   string      `json:"newest"`   // the newest issue that it has named
	Pause    string      `json:"usual"`    // the longest that usually passes without a new entry
	Hour     string      `json:"hour"`     // at which an issue of the daily paper is there
	Learned  bool        `json:"learned"`  // from its own record; else the site's table says it
	Late     string      `json:"late"`     // since when it names less than usually
	Quiet    string      `json:"quiet"`    // the last day on which its silence is known
	Cause    queue.Cause `json:"cause"`
	Fault    string      `json:"fault"` // the same in words
}

// Of is every list as it stands, or those of a key.
func Of(ctx context.Context, a *store.Archive, key string, now time.Time) ([]List, error) {
	found, err := Find(ctx, a, key)
	var all []List
	for _, s := range found {
		all = append(all, listOf(s, now))
	}
	return all, err
}

func listOf(s queue.Source, now time.Time) List {
	usual := fresh.Usual(s)
	l := List{Key: s.Key(), Kind: s.Kind, Section: s.Edition + "/" + s.Code,
		Name: cmp.Or(s.Choice.Name, site.SectionOf(s.Edition, s.Code).Label), Address: scraper.AddressOf(s, now),
		State: fresh.StateOf(s, now), Answered: text(s.Answered), Newest: s.Shows, Pause: words.English.Span(usual.Pause),
		Learned: s.Usual.Pause > 0, Late: text(fresh.Since(s)), Quiet: s.Choice.Quiet, Cause: s.Cause}
	if usual.Hour > 0 {
		l.Hour = fmt.Sprintf("%02d:%02d", int(usual.Hour.Hours()), int(usual.Hour.Minutes())%60)
	}
	if s.Failures > 0 {
		l.Fault = words.English.Reason(words.Reason{Cause: s.Cause, Seen: s.Fault}).Text
	}
	return l
}

func text(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return site.Stamp(t)
}

// Table writes the lists for people.
func Table(w io.Writer, lists []List) error {
	var rows bytes.Buffer
	t := tabwriter.NewWriter(&rows, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "LIST\tSTATE\tANSWERED\tNEWEST\tUSUALLY WITHIN\tADDRESS")
	for _, l := range lists {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Key, cmp.Or(l.State, "-"), cmp.Or(minute(l.Answered), "-"),
			cmp.Or(l.Newest, "-"), cmp.Or(l.usually(), "-"), l.Address)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for i := 0; ; i++ { // the head, then the lists: why one fails stands below it, and in no column
		row, err := rows.ReadString('\n')
		if err != nil {
			return nil
		}
		if i > 0 && lists[i-1].Fault != "" {
			row += "    " + terminal.OneLine(lists[i-1].Fault) + "\n"
		}
		if _, err := io.WriteString(w, row); err != nil {
			return err
		}
	}
}

func minute(stamp string) string {
	if len(stamp) < len("2006-01-02T15:04") {
		return stamp
	}
	return stamp[:10] + " " + stamp[11:16]
}

func (l List) usually() string {
	said := l.Pause
	if l.Hour != "" {
		said += ", " + l.Hour
	}
	if !l.Learned {
		said += " (table)"
	}
	return said
}

// Show writes the last answer of a list that could not be used.
func Show(ctx context.Context, w io.Writer, a *store.Archive, key string) error {
	kept, err := a.Frontier().Unused(ctx, key)
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		return told.Errorf("sources: no answer of %s is kept; only those are that could not be used", terminal.Plain(key))
	}
	last := kept[0]
	why := words.English.Reason(words.Reason{Cause: last.Cause}).Text
	_, err = fmt.Fprintf(w, "%s\n%s, %s: %s\n\n%s\n%s\n", last.URL, site.Stamp(last.At), last.Program, why,
		last.Head, last.Body)
	return err
}
