package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestHistory is what looks at one article amount to.
func TestHistory(t *testing.T) {
	art := func(body string) *extract.Article { return article("1772380801001", "題", body) }
	at := func(h int) time.Time { return noon.Add(time.Duration(h) * time.Hour) }
	seen := func(body string, hour int, source site.TimeSource) record.Sighting {
		s := sighted(art(body), captures.Capture{Body: []byte(body)}, at(hour))
		s.Source = source
		return s
	}
	miss := func(hour int, what queue.Seen) record.Sighting {
		return record.Sighting{URL: art("").URL, At: at(hour), Source: site.TimeFetched, Seen: what}
	}
	for _, c := range []struct {
		name  string
		looks []record.Sighting
		want  string // bodies of the versions with their first and last hours; since when gone
	}{
		{"an edit", []record.Sighting{seen("甲", 1, site.TimeFetched), seen("乙", 2, site.TimeFetched)}, "甲 1-1, 乙 2-2"},
		{"a revert", []record.Sighting{seen("甲", 1, site.TimeFetched), seen("乙", 2, site.TimeFetched),
			seen("甲", 3, site.TimeFetched)}, "甲 1-1, 乙 2-2, 甲 3-3"},
		{"an older one later", []record.Sighting{seen("乙", 2, site.TimeFetched), seen("甲", 1, site.TimeMetadata)}, "甲 1-1, 乙 2-2"},
		{"between", []record.Sighting{seen("甲", 1, site.TimeFetched), seen("甲", 5, site.TimeWARC), seen("乙", 3, site.TimeMetadata)},
			"甲 1-1, 乙 3-3, 甲 5-5"},
		{"unmodified", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(4, queue.SeenUnmodified)}, "甲 1-4"},
		{"a file's date gives way", []record.Sighting{seen("甲", 9, site.TimeFile), seen("甲", 1, site.TimeMetadata),
			seen("乙", 2, site.TimeFetched)}, "甲 1-1, 乙 2-2"},
		{"a file's date alone", []record.Sighting{seen("甲", 9, site.TimeFile)}, "甲 9-9"},
		{"gone once is not gone", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(2, queue.SeenGone), miss(5, queue.SeenGone)}, "甲 1-1"},
		{"gone a day later", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(2, queue.SeenGone), miss(26, queue.SeenGone)},
			"甲 1-1 gone 2"},
		{"gone and not listed", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(2, queue.SeenGone), miss(3, queue.SeenAbsent)},
			"甲 1-1 gone 2"},
		{"not listed alone", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(3, queue.SeenAbsent)}, "甲 1-1"},
		{"back again", []record.Sighting{seen("甲", 1, site.TimeFetched), miss(2, queue.SeenGone), miss(30, queue.SeenGone),
			seen("甲", 40, site.TimeFetched)}, "甲 1-40"},
		{"an import does not bring it back", []record.Sighting{seen("乙", 2, site.TimeFetched), miss(3, queue.SeenGone),
			miss(30, queue.SeenGone), seen("甲", 1, site.TimeMetadata)}, "甲 1-1, 乙 2-2 gone 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := openAt(t, filepath.Join(t.TempDir(), "a.db"))
			for _, s := range c.looks {
				if _, err := a.Record(t.Context(), 1, []record.Sighting{s}, at(100)); err != nil {
					t.Fatal(err)
				}
			}
			if got := historyText(t, a); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			sound(t, a)
		})
	}
}

func historyText(t *testing.T, a *Archive) string {
	t.Helper()
	hours := func(s string) int { return int(site.ParseStamp(s).Sub(noon).Hours()) }
	found, err := a.Catalog().FindID(t.Context(), "1772380801001")
	if err != nil {
		t.Fatal(err)
	}
	versions, err := a.Catalog().Versions(t.Context(), found.Number)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, v := range versions {
		parts = append(parts, fmt.Sprintf("%s %d-%d", v.Body, hours(v.Seen), hours(v.LastSeen)))
	}
	text := strings.Join(parts, ", ")
	if found.Gone != "" {
		text += fmt.Sprintf(" gone %d", hours(found.Gone))
	}
	return text
}

// TestFingerprint pins the hash that tells versions apart. A new field of an article must not change it: every article
// of every archive would look changed.
func TestFingerprint(t *testing.T) {
	art := article("1772380801001", "離島渡輪加班", "早班先試三個月。")
	art.Images = []extract.Image{{URL: "https://fs.mingpao.com/x.jpg", Caption: "碼頭"}}
	art.Videos = []extract.Video{{URL: "https://video.mingpao.com/x.mp4"}}
	const want = "32404740fddeeee4fde9b9664da1f05f88eec8047534024b41e37f434c03728f"
	if got := captures.Fingerprint(art); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for name, change := range map[string]func(){
		"layout": func() { art.Layout = "other" }, "address": func() { art.URL = "" },
		"language": func() { art.Language = "en" },
		"kinds":    func() { art.Blocks = nil }, "the desk's tag": func() { art.Keywords = append(art.Keywords, "編輯推介") },
		"no list for an empty one": func() { art.Credits = []string{} },
	} {
		if change(); captures.Fingerprint(art) != want {
			t.Errorf("%s counts", name)
		}
	}
}
