package trouble

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// TestTell plays runs, one an hour: which troubles each sees (by a letter), and which it finds well of those that it
// does not see (a small letter); what is in neither was not looked at.
func TestTell(t *testing.T) {
	for _, c := range []struct {
		name string
		runs []string
		want []string // by the hour: lines that are printed
	}{
		{"begins, lasts, is over when it has been well for a while",
			[]string{"A", "A", "a", "a", "a", "a", "a", "a", "a", ""}, []string{"0 A", "8 over after 2 h, well for 6 h: A"}},
		{"comes and goes", []string{"A", "a", "A", "a", "a", "A", "a", "a", "a", "a", "a", "a", "a"},
			[]string{"0 A", "12 over after 6 h, well for 6 h: A"}},
		{"not looked at", append([]string{"A"}, make([]string, 60)...), []string{"0 A"}},
		{"another is over", []string{"A B", "A", "b", "b", "b", "b", "b", "b", "b", "b"},
			[]string{"0 A", "0 B", "8 over after 2 h, well for 6 h: B"}},
		{"lasts for days", slices.Repeat([]string{"A"}, 50), []string{"0 A", "24 A; since 2026-03-02 12:00",
			"48 A; since 2026-03-02 12:00"}},
		{"two are told together", append(slices.Repeat([]string{"A"}, 13), slices.Repeat([]string{"A B"}, 40)...),
			[]string{"0 A", "13 A; since 2026-03-02 12:00", "13 B", "37 A; since 2026-03-02 12:00",
				"37 B; since 2026-03-03 01:00"}},
		{"two that are told weekly are told together",
			append(slices.Repeat([]string{"R"}, 100), slices.Repeat([]string{"R RB"}, 170)...),
			[]string{"0 R", "100 R; since 2026-03-02 12:00", "100 RB", "268 R; since 2026-03-02 12:00",
				"268 RB; since 2026-03-06 16:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var known []frontier.Trouble
			var said []string
			now := time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)
			for hour, run := range c.runs {
				teller := Teller{Now: now.Add(time.Duration(hour) * time.Hour), Quiet: true, In: words.English}
				var lines []string
				known, lines = played(t, teller, known, run)
				for _, line := range lines {
					said = append(said, fmt.Sprint(hour, " ", line))
				}
			}
			if !slices.Equal(said, c.want) {
				t.Errorf("said %q, want %q", said, c.want)
			}
		})
	}
}

// played is one run: what is known after it, and what it says.
func played(t *testing.T, teller Teller, known []frontier.Trouble, run string) ([]frontier.Trouble, []string) {
	t.Helper()
	var seen []Seen
	for _, name := range strings.Fields(run) {
		if name == strings.ToUpper(name) {
			seen = append(seen, Seen{Cause: queue.Cause{Kind: queue.Kind(name)}, Line: name,
				Rarely: strings.HasPrefix(name, "R")})
		}
	}
	n, err := teller.Tell(known, seen, func(k frontier.Trouble) (bool, error) {
		return strings.Contains(run, strings.ToLower(string(k.Cause.Kind))), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n.merged(known), n.Lines
}

// TestToldInTheFuture has a trouble that was told by a run whose clock was years ahead: it is told as others are.
func TestToldInTheFuture(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, site.Zone)
	cause := queue.Cause{Kind: queue.Gap}
	known := []frontier.Trouble{{Cause: cause, Since: now.AddDate(9, 0, 0), Told: now.AddDate(9, 0, 0)}}
	n, err := Teller{Now: now, Quiet: true, In: words.English}.Tell(known, []Seen{{Cause: cause, Line: "x"}}, nil)
	if err != nil || len(n.Lines) != 1 {
		t.Errorf("said %q, %v", n.Lines, err)
	}
}
