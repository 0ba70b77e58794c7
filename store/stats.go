package store

import "time"

// DayCount is how many articles of a section were published on a day.
type DayCount struct {
	Day         string `json:"day"`
	Edition     string `json:"edition"`
	SectionCode string `json:"section_code"`
	Section     string `json:"section"`
	Articles    int    `json:"articles"`
}

// Days counts articles by day and section, the oldest day first.
func (a *Archive) Days(f Filter) ([]DayCount, error) {
	where, args := f.where()
	scan := func(row scanner) (d DayCount, err error) {
		err = row.Scan(&d.Day, &d.Edition, &d.SectionCode, &d.Section, &d.Articles)
		return d, err
	}
	return collect(a, "count", scan, `SELECT substr(published, 1, 10) AS day, edition, section_code, max(section), count(*) FROM articles`+where+`
		GROUP BY day, edition, section_code ORDER BY day, edition, section_code`, args...)
}

// Run is a run of a command.
type Run struct {
	Number  int64
	Command string
	Started time.Time
	Ended   time.Time // zero: it was killed, or is still running
	Status  int
	Counts  Counts
}

// LastRun is the latest run of a command; ok is false where there was none.
func (a *Archive) LastRun(command string) (r Run, ok bool, err error) {
	rows, err := a.db.Query(`SELECT run, command, started, coalesce(ended, ''), coalesce(status, -1), new, changed, unchanged, gone, excerpt, failed, refused
		FROM runs WHERE command = ? ORDER BY run DESC LIMIT 1`, command)
	if err != nil {
		return r, false, a.fault("read runs", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return r, false, a.fault("read runs", rows.Err())
	}
	var started, ended string
	c := &r.Counts
	err = rows.Scan(&r.Number, &r.Command, &started, &ended, &r.Status, &c.New, &c.Changed, &c.Unchanged, &c.Gone, &c.Excerpt, &c.Failed, &c.Refused)
	r.Started, r.Ended = parseStamp(started), parseStamp(ended)
	return r, true, a.fault("read runs", err)
}

// Seen is an article as the health check looks at it.
type Seen struct {
	Edition, SectionCode, Section string
	FirstSeen                     time.Time
	Authors                       int
	Length                        int // characters of the body
	Title                         string
	Body                          string
}

// SeenSince lists the articles that were first seen at or after a time, the oldest first.
func (a *Archive) SeenSince(from time.Time) ([]Seen, error) {
	scan := func(row scanner) (s Seen, err error) {
		var first string
		err = row.Scan(&s.Edition, &s.SectionCode, &s.Section, &first, &s.Authors, &s.Length, &s.Title, &s.Body)
		s.FirstSeen = parseStamp(first)
		return s, err
	}
	return collect(a, "read articles", scan, `SELECT edition, section_code, section, first_seen, json_array_length(authors), length(body), title, body FROM articles
		WHERE first_seen >= ? ORDER BY first_seen`, stamp(from))
}

// FetchesSince lists the attempts at or after a time, the oldest first.
func (a *Archive) FetchesSince(from time.Time) ([]Fetch, error) {
	return collect(a, "read fetches", scanFetch, "SELECT "+fetchColumns+" FROM fetches JOIN pages USING (page) WHERE at >= ? ORDER BY fetch", stamp(from))
}
