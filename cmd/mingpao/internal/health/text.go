package health

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// WriteText says the state to people; of sections of which nothing is known only how many they are, unless wholly.
func (s *Status) WriteText(w io.Writer, in words.Speech, wholly bool) error {
	now, err := time.Parse(time.RFC3339, s.Time)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, write := range []func(io.Writer, time.Time){s.writeHoldings, s.writeTroubles, s.writeRuns, s.writeSources,
		s.writeQueue, s.writeHosts} {
		b.WriteString(terminal.Aligned(func(w io.Writer) { write(words.Spoken(w, in), now) })) // columns of their own
	}
	s.writeCoverage(words.Spoken(&b, in), wholly)
	for line := range strings.Lines(b.String()) { // a cell without a text leaves its blanks at the end
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}

func (s *Status) writeTroubles(w io.Writer, now time.Time) {
	if len(s.Troubles) > 0 {
		words.Fprintf(w, "\nTroubles\n")
	}
	for _, t := range s.Troubles {
		if t.Kind == queue.WrongClock { // and so is the time when it began
			fmt.Fprintln(w, t.said(words.To(w)))
			continue
		}
		words.Fprintf(w, "for %s: %s\n", age(words.To(w), t.Since, now), t.said(words.To(w)))
	}
}

// size is in the unit that tells most.
func size(bytes int64) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%d KB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

func (s *Status) writeRuns(w io.Writer, now time.Time) {
	words.Fprintf(w, "\nRuns\n")
	if len(s.Runs) == 0 {
		words.Fprintf(w, "no crawl so far\n")
	}
	for _, r := range s.Runs {
		took := words.To(w).Text("not ended")
		start, err := time.Parse(time.RFC3339, r.Started)
		if end, err2 := time.Parse(time.RFC3339, r.Ended); err == nil && err2 == nil {
			took = words.To(w).Sprintf("%d s", int(end.Sub(start).Seconds()))
		}
		words.Fprintf(w, "%s ago\tstatus %d\t%s\tnew %d, changed %d, gone %d, failed %d, refused %d\n",
			age(words.To(w), r.Started, now), r.Status, took,
			r.Counts.New, r.Counts.Changed, r.Counts.Gone, r.Counts.Failed, r.Counts.Refused)
	}
}

// writeSources names the lists that are not well, those with one trouble together, and counts the others.
func (s *Status) writeSources(w io.Writer, now time.Time) {
	if len(s.Sources) == 0 {
		return
	}
	words.Fprintf(w, "\nLists\n")
	well, all := 0, 0
	var troubles []string // in the order of the lists
	named := map[string][]string{}
	for _, src := range s.Sources {
		if src.State != "reserve" {
			all++
		}
		if src.State == "well" {
			well++
		}
		for _, trouble := range src.troubles(words.To(w), now) {
			if named[trouble] == nil {
				troubles = append(troubles, trouble)
			}
			named[trouble] = append(named[trouble], src.Name)
		}
	}
	for _, trouble := range troubles {
		fmt.Fprintf(w, "%s\t%s\n", some(words.To(w), named[trouble]), trouble)
	}
	words.Fprintf(w, "%d of %d are well\n", well, all)
}

// troubles says what is not as it should be with a list, in cells.
func (s Source) troubles(in words.Speech, now time.Time) (all []string) {
	fault := fault(in, s.Cause, s.Fault)
	switch {
	case s.State == "failing":
		all = append(all, in.Sprintf("failing for %s\t%s\t%s", age(in, s.Since, now), times(s.Failures), fault))
	case s.State == "reserve" && s.Failures > 0:
		all = append(all, in.Sprintf("left alone\t%s\t%s", times(s.Failures), fault))
	case s.State == "stale" || s.State == "dry":
		all = append(all,
			in.Sprintf("%s for %s\tnothing newer than %s\t", stateIn(in, s.State), age(in, s.Stale, now), s.Shows))
	case s.State == "quiet" || s.State == "off":
		all = append(all, in.Sprintf("%s\tas you said\t", stateIn(in, s.State)))
	case s.State != "well" && s.State != "reserve":
		all = append(all, in.Sprintf("%s\tanswered %s ago\t", stateIn(in, s.State), age(in, s.Answered, now)))
	}
	if s.Note != "" {
		all = append(all, in.Sprintf("in part\t\t%s", s.Note))
	}
	return all
}

// some names one or two lists, and counts more.
func some(in words.Speech, names []string) string {
	if len(names) > 2 {
		return in.Sprintf("%s and %d more", names[0], len(names)-1)
	}
	return strings.Join(names, in.Say("comma"))
}

func times(n int) words.Counted { return words.Numbered("once|%d times", n) }

// inARow is how often something went wrong without a break.
func inARow(n int) words.Counted { return words.Numbered("once|%d times in a row", n) }

func (s *Status) writeQueue(w io.Writer, _ time.Time) {
	isEmpty := len(s.Queue)+len(s.Orders) == 0
	if isEmpty && len(s.Runs) == 0 {
		return
	}
	words.Fprintf(w, "\nQueue\n")
	if isEmpty {
		words.Fprintf(w, "empty\n")
	}
	for _, q := range s.Queue {
		words.Fprintf(w, "%s\t%d due\t%d later\tsince %s\n", fault(words.To(w), q.Cause, q.Reason), q.Due, q.Later,
			q.Oldest[:min(len(q.Oldest), 10)])
	}
	for _, o := range s.Orders {
		words.Fprintf(w, "order %d, %s\t%s..%s\t%s\t%d not read so far\n", o.Number, words.To(w).Text(o.Reason), o.From, o.To,
			words.Numbered("%[2]d of %[1]d list left|%[2]d of %[1]d lists left", o.Tasks, o.Tasks-o.Done), o.Failing)
	}
}

func (s *Status) writeHosts(w io.Writer, now time.Time) {
	if len(s.Hosts)+len(s.Requests) == 0 {
		return
	}
	words.Fprintf(w, "\nHosts\n")
	for _, h := range s.Hosts {
		in := words.To(w)
		state, fault := in.Text("well"), fault(in, h.Cause, h.Fault)
		switch {
		case h.Wait != "":
			state = in.Sprintf("asks to wait until %s", h.Wait)
		case h.Failures > 0:
			state = in.Sprintf("failing for %s, %s: %s", age(in, h.Since, now), inARow(h.Failures), fault)
		case h.Misses > 0 && h.Name == site.PictureHost:
			state = in.Sprintf("no picture for %s, %s: %s", age(in, h.Since, now), inARow(h.Misses), fault)
		case h.Misses > 0:
			state = in.Sprintf("no article for %s, %s: %s", age(in, h.Since, now), inARow(h.Misses), fault)
		}
		fmt.Fprintf(w, "%s\t%s\n", h.Name, state)
	}
	var days []string
	for _, day := range slices.Sorted(maps.Keys(s.Requests)) {
		days = append(days, fmt.Sprintf("%s %d", day[5:], s.Requests[day]))
	}
	if days != nil {
		words.Fprintf(w, "requests\t%s\n", strings.Join(days, words.To(w).Say("comma")))
	}
}

// signs stand for a day's state.
var signs = map[State]string{Whole: "#", Partly: "+", Unknown: ".", Empty: "0", NoPaper: "-"}

func (s *Status) writeCoverage(w io.Writer, wholly bool) {
	rows, silent := s.Coverage, 0
	if !wholly {
		rows = slices.DeleteFunc(slices.Clone(rows), Section.isUnknown)
		silent = len(s.Coverage) - len(rows)
	}
	if len(rows)+len(s.Calendar) == 0 {
		return
	}
	days := s.Coverage[0].Days
	for _, d := range s.Calendar {
		fmt.Fprintf(w, "\n%s  %s", d.Day, d.Note)
	}
	if len(s.Calendar) > 0 {
		fmt.Fprintln(w)
	}
	words.Fprintf(w, "\nDays %s to %s: # read, + partly, . not read, 0 empty, - no paper\n", days[0].Day,
		days[len(days)-1].Day)
	for _, section := range rows {
		var row strings.Builder
		for _, d := range section.Days {
			row.WriteString(signs[d.State])
		}
		fmt.Fprintf(w, "%s/%s  %s  %s\n", section.Edition, section.Code, row.String(), section.Name)
	}
	if silent > 0 {
		fmt.Fprintln(w, words.Numbered("%d section is not read at all (mingpao status --coverage)|"+
			"%d sections are not read at all (mingpao status --coverage)", silent).In(words.To(w)))
	}
}

// isUnknown reports whether nothing is known of any of a section's days.
func (s Section) isUnknown() bool {
	return !slices.ContainsFunc(s.Days, func(d Day) bool { return d.State != Unknown })
}

// fault is why something failed, in a language: English is what was said of it.
func fault(in words.Speech, c queue.Cause, english string) string {
	if in == words.English {
		return english
	}
	return in.Reason(words.Reason{Cause: c, Seen: english}).Text
}

// stateIn is the state of a list in a language.
func stateIn(in words.Speech, state string) string {
	if in == words.English || state == "" {
		return state
	}
	return in.Say("source-" + state)
}

// said is a trouble in a language.
func (t Trouble) said(in words.Speech) string {
	return in.Trouble(frontier.Trouble{Cause: t.Cause, Line: t.Line, Of: t.of})
}
