package store

import (
	"database/sql"
	"fmt"
	"time"
)

// Counts is what a run did.
type Counts struct {
	New, Changed, Unchanged, Gone, Excerpt, Failed, Refused int
}

// BeginRun notes that a command has started and returns the run's number. A clock that stands before the last run is an
// error: due times and revisions would be wrong.
func (a *Archive) BeginRun(command, version string, now time.Time) (int64, error) {
	var number int64
	err := a.write("begin run", func(tx *sql.Tx) error {
		var last sql.NullString
		if err := tx.QueryRow("SELECT max(started) FROM runs").Scan(&last); err != nil {
			return err
		}
		if t := parseStamp(last.String); t.Sub(now) > 10*time.Minute {
			return fmt.Errorf("the clock says %s, but the last run began at %s; set the clock", stamp(now), last.String)
		}
		result, err := tx.Exec("INSERT INTO runs (command, version, started) VALUES (?, ?, ?)", command, version, stamp(now))
		if err != nil {
			return err
		}
		number, err = result.LastInsertId()
		return err
	})
	return number, err
}

// EndRun notes how a run ended.
func (a *Archive) EndRun(run int64, c Counts, status int, now time.Time) error {
	return a.write("end run", func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE runs SET ended = ?, status = ?, new = ?, changed = ?, unchanged = ?, gone = ?, excerpt = ?, failed = ?, refused = ?
			WHERE run = ?`, stamp(now), status, c.New, c.Changed, c.Unchanged, c.Gone, c.Excerpt, c.Failed, c.Refused, run)
		return err
	})
}
