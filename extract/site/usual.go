package site

import "time"

// Usual is when a list names something new. An archive learns it from its own record; until then the site's table
// says it.
type Usual struct {
	Hour  time.Duration // of the day, at which an issue of the daily paper is there; 0 elsewhere
	Pause time.Duration // the longest that passes without a new entry; of the daily paper whole days
}

const day = 24 * time.Hour

// Appears is the time of the day that the daily paper gives itself in its feeds.
const Appears = 4*time.Hour + 30*time.Minute

// pauses are those of sections that are not in every paper, or of instant news that come more rarely than others.
var pauses = map[string]time.Duration{
	"pns/s00004": 3 * day, // weekdays
	"pns/s00011": 4 * day,
	"pns/s00017": 4 * day,
	"ins/all":    day,      // on a thin day; a night once that is known
	"ins/s00022": 31 * day, // one article in eighteen days was seen
	"ins/s00024": 31 * day,
}

// UsualOf is what a list of a section usually does; all is every section of the edition.
func UsualOf(edition, code string) Usual {
	u := Usual{Pause: pauses[edition+"/"+code]}
	if edition == Daily {
		u.Hour = Appears
	}
	if u.Pause == 0 && edition == Daily {
		u.Pause = day
	}
	if u.Pause == 0 {
		u.Pause = 3 * day // as far as its lists reach back
	}
	return u
}
