package filter

import (
	"slices"
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
)

// midnight in Hong Kong is the day before in Greenwich.
var now = time.Date(2026, 3, 1, 0, 30, 0, 0, time.FixedZone("HKT", 8*60*60)).UTC()

func TestDays(t *testing.T) {
	for _, c := range []struct{ from, to, first, last string }{
		{"today", "today", "2026-03-01", "2026-03-01"},
		{"yesterday", "", "2026-02-28", ""},
		{"-7d", "", "2026-02-22", ""},
		{"-2w", "-1w", "2026-02-15", "2026-02-22"},
		{"2025-12", "2025-12", "2025-12-01", "2025-12-31"},
		{"2024-02", "2024-02", "2024-02-01", "2024-02-29"},
		{"2025", "2025", "2025-01-01", "2025-12-31"},
		{"20251203", "2025-12-03", "2025-12-03", "2025-12-03"},
		{"", "昨日", "", "2026-02-28"},
		{"", "", "", ""},
	} {
		first, last, err := Days(c.from, c.to, now)
		if err != nil || first != c.first || last != c.last {
			t.Errorf("%s to %s: %s to %s, %v", c.from, c.to, first, last, err)
		}
	}
}

func TestDaysRefused(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"tomorrow", "", "is not a day"}, {"2025-13", "", "is not a day"}, {"2025-02-30", "", "is not a day"},
		{"-7", "", "-7d"},
		{"-d", "", "-7d"}, {"-99999y", "", "-7d"},
		{"2026-02", "2026-01", "lies before"}, {"", "3.12.2025", "--to"},
	} {
		if _, _, err := Days(c.from, c.to, now); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s to %s: %v, want %s", c.from, c.to, err, c.want)
		}
	}
}

func TestSections(t *testing.T) {
	held := []site.Section{{Edition: "ol", Code: "showbiz/latest", Label: "娛樂即時"}}
	for _, c := range []struct {
		name string
		want []site.Section
	}{
		{"觀點", []site.Section{{Edition: "pns", Code: "s00012"}}},
		{"观点", []site.Section{{Edition: "pns", Code: "s00012"}}},
		{"港聞", []site.Section{{Edition: "pns", Code: "s00002"}}},
		{"ins/港聞", []site.Section{{Edition: "ins", Code: "s00001"}}},
		{"即時港聞", []site.Section{{Edition: "ins", Code: "s00001"}}},
		{"pns", []site.Section{{Edition: "pns"}}},
		{"s00012", []site.Section{{Edition: "pns", Code: "s00012"}}},
		{"pns/s00012,fin/instantf", []site.Section{{Edition: "pns", Code: "s00012"}, {Edition: "fin", Code: "instantf"}}},
		{"pns/觀點", []site.Section{{Edition: "pns", Code: "s00012"}}},
		{"ol/showbiz/latest", []site.Section{{Edition: "ol", Code: "showbiz/latest"}}},
		{"娛樂即時", []site.Section{{Edition: "ol", Code: "showbiz/latest"}}},
	} {
		got, err := Sections([]string{c.name}, held)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
	for name, want := range map[string]string{"觀典": "did you mean 觀點?", "xyz": `no section "xyz"`,
		"pns/s99999": "no section", "": "no section"} {
		if _, err := Sections([]string{name}, held); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

func TestNames(t *testing.T) {
	held := []string{"李先知", "李先", "陳大文", "Chris Wong"}
	for _, c := range []struct{ part, want string }{
		{"李先", "李先"}, {"先", "李先 李先知"}, {"wong", "Chris Wong"}, {"陈大文", "陳大文"},
	} {
		got, err := Names("author", []string{c.part}, held)
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, %v", c.part, got, err)
		}
	}
	for part, want := range map[string]string{"陳大民": "did you mean 陳大文?",
		"沒有此人": `no author "沒有此人" in the archive; mingpao authors`, " ": "name one"} {
		if _, err := Names("author", []string{part}, held); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", part, err, want)
		}
	}
}

// FuzzFilter gives anything for days, sections and names: days that exist and follow each other, or an error that fits
// a line.
func FuzzFilter(f *testing.F) {
	for _, text := range []string{"-7d", "2025-12", "昨日", "pns/s00012,觀點", "99999999", "-9223372036854775808d", "ol/",
		"程一諾"} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, from, to string) {
		first, last, err := Days(from, to, now)
		for _, day := range []string{first, last} {
			if _, bad := time.Parse(time.DateOnly, day); err == nil && day != "" && bad != nil {
				t.Errorf("%q to %q: %q is not a day", from, to, day)
			}
		}
		if err == nil && first != "" && last != "" && last < first {
			t.Errorf("%q to %q: %s to %s", from, to, first, last)
		}
		sections, err := Sections([]string{from, to}, nil)
		for _, s := range sections {
			if err == nil && s.Edition == "" {
				t.Errorf("%q: a section of no edition", from)
			}
		}
		found, err := Names("author", []string{from}, []string{to, "程一諾"})
		for _, name := range found {
			if err == nil && name != to && name != "程一諾" {
				t.Errorf("%q: %q is held by nobody", from, name)
			}
		}
	})
}
