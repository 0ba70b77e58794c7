package answer

import (
	"fmt"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/queue"
)

// Day is 2025年12月3日 星期三 of 2025-12-03; what is no day stays as it is.
func (v *View) Day(stamp string) string {
	t, err := time.Parse(time.DateOnly, stamp[:min(10, len(stamp))])
	if err != nil {
		return stamp
	}
	if v.Speech == words.English {
		return t.Format("Monday, 2\u00a0January\u00a02006")
	}
	return t.Format("2006年1月2日 星期") + string([]rune("日一二三四五六")[t.Weekday()])
}

// Short is a day without its weekday, and the time where there is one.
func (v *View) Short(stamp string) string {
	t, err := time.Parse(time.DateOnly, stamp[:min(10, len(stamp))])
	if err != nil {
		return stamp
	}
	day := t.Format("2006年1月2日")
	if v.Speech == words.English {
		day = t.Format("2 Jan 2006")
	}
	return strings.TrimSpace(day + " " + clock(stamp))
}

// Brief is a day without its year.
func (v *View) Brief(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if v.Speech == words.English {
		return t.Format("2\u00a0Jan")
	}
	return t.Format("1月2日")
}

// Month is 2025年12月 of 2025-12.
func (v *View) Month(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	if v.Speech == words.English {
		return t.Format("January 2006")
	}
	return t.Format("2006年1月")
}

// Clock is the time of day of a time, "" if there is none.
func (v *View) Clock(stamp string) string { return clock(stamp) }

func clock(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return ""
	}
	return t.In(site.Zone).Format("15:04")
}

// Edition is the name of an edition: the paper's own, or one in English.
func (v *View) Edition(code string) string { return v.EditionName(code) }

// EditionName is the name of an edition in the reader's language.
func (q *Request) EditionName(code string) string {
	if q.Speech == words.English {
		if words.Knows("edition-" + code) {
			return q.Say("edition-" + code)
		}
	}
	if name := site.EditionOf(code).Name; name != "" {
		return name
	}
	return code
}

// Names are names in one line.
func (v *View) Names(names []string) string {
	if v.Speech == words.English {
		return strings.Join(names, ", ")
	}
	return strings.Join(names, "、")
}

// Reason is why something could not be read, in the reader's language.
func (v *View) Reason(c queue.Cause, seen string) words.Text {
	return v.Speech.Reason(words.Reason{Cause: c, Seen: seen})
}

// Weekday is the head of a calendar's column.
type Weekday struct{ Name, Short string }

// Weekdays are Sunday to Saturday.
func (v *View) Weekdays() []Weekday {
	var all []Weekday
	for i, r := range []rune("日一二三四五六") {
		if v.Speech == words.English {
			name := time.Weekday(i).String()
			all = append(all, Weekday{name, name[:2]})
			continue
		}
		all = append(all, Weekday{"星期" + string(r), string(r)})
	}
	return all
}

// State says in words how much of a day is known.
func (v *View) State(s health.State) string { return v.T("day-" + string(s)) }

// Whole reports whether all of a day is known.
func (v *View) Whole(s health.State) bool {
	return s == health.Whole || s == health.Empty || s == health.NoPaper
}

// DayOf is the day of a time.
func (v *View) DayOf(stamp string) string { return stamp[:min(len(time.DateOnly), len(stamp))] }

// SHA is the beginning of a hash, enough to tell two apart at a glance.
func (v *View) SHA(hash string) string { return hash[:min(12, len(hash))] }

// Number is a number as people read it.
func (v *View) Number(n int) string { return grouped(n) }

// grouped is 12,345 of 12345.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}

// Witness is whose word a time is.
func (v *View) Witness(w catalog.Witness) string { return v.Speech.Witness(w) }
