package web

import (
	"strings"
	"testing"
	"time"
)

// TestSilenceIsSaid: where nobody has looked for long, the newest day does not pass for news.
func TestSilenceIsSaid(t *testing.T) {
	archive := testArchive(t)
	for _, c := range []struct {
		name string
		days int
		want string
	}{
		{"looked at this morning", 0, "The site was last looked at"},
		{"looked at a day ago", 1, "for 1 day, since"},
		{"looked at long ago", 263, "for 263 days, since"},
	} {
		t.Run(c.name, func(t *testing.T) {
			room, err := New(archive, Options{Now: func() time.Time { return noon.AddDate(0, 0, c.days) }})
			if err != nil {
				t.Fatal(err)
			}
			for _, page := range []string{"/en", "/en/day/2026-03-03", "/en/changes"} {
				if body := ask(t, room, page).Body.String(); !strings.Contains(body, c.want) {
					t.Errorf("%s does not say %q", page, c.want)
				}
			}
		})
	}
}
