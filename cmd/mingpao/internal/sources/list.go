package sources

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
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

	pause time.Duration
	seen  string // what was seen of the cause
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
		Learned: s.Usual.Pause > 0, pause: usual.Pause, seen: s.Fault, Late: text(fresh.Since(s)), Quiet: s.Choice.Quiet,
		Cause: s.Cause}
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
	in := words.To(w)
	rows := terminal.Aligned(func(w io.Writer) {
		fmt.Fprintln(w, in.Text("LIST\tSTATE\tANSWERED\tNEWEST\tUSUALLY WITHIN\tADDRESS"))
		for _, l := range lists {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Key, cmp.Or(l.state(in), "-"), cmp.Or(minute(l.Answered), "-"),
				cmp.Or(l.Newest, "-"), cmp.Or(l.usually(in), "-"), l.Address)
		}
	})
	for i, row := range strings.Split(strings.TrimSuffix(rows, "\n"), "\n") { // the head, then the lists
		if i > 0 && lists[i-1].Fault != "" {
			why := lists[i-1].Fault
			if in != words.English {
				why = in.Reason(words.Reason{Cause: lists[i-1].Cause, Seen: lists[i-1].seen}).Text
			}
			row += "\n    " + terminal.OneLine(why) // below the list, and in no column
		}
		if _, err := fmt.Fprintln(w, row); err != nil {
			return err
		}
	}
	return nil
}

func (l List) state(in words.Speech) string {
	if in == words.English || l.State == "" {
		return string(l.State)
	}
	return in.Say("source-" + string(l.State))
}

func minute(stamp string) string {
	if len(stamp) < len("2006-01-02T15:04") {
		return stamp
	}
	return stamp[:10] + " " + stamp[11:16]
}

func (l List) usually(in words.Speech) string {
	said := l.Pause
	if in != words.English {
		said = in.Span(l.pause)
	}
	if l.Hour != "" {
		said += in.Text(", ") + l.Hour
	}
	if !l.Learned {
		said += in.Text(" (table)")
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
	why := words.To(w).Reason(words.Reason{Cause: last.Cause}).Text
	_, err = fmt.Fprintf(w, "%s\n%s, %s: %s\n\n%s\n%s\n", last.URL, site.Stamp(last.At), last.Program, why,
		last.Head, last.Body)
	return err
}
