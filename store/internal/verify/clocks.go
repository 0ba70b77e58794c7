package verify

import (
	"context"
	"time"

	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store/internal/db"
	"mingpao/store/record"
)

// clocks finds looks that a wrong clock has dated: those yet to come, and those of runs that began after a later one
// did. A crawl whose clock two hosts contradict records nothing.
func (c *Checker) clocks(ctx context.Context) error {
	type wrong struct {
		run, looks int64
		command    string
		started    string
	}
	runs, err := db.Collect(ctx, c.View, func(row db.Scanner) (w wrong, err error) {
		err = row.Scan(&w.run, &w.looks, &w.command, &w.started)
		return w, err
	}, wrongClocks, site.Stamp(time.Now().Add(record.Future)), int(record.Future/time.Second))
	for _, w := range runs {
		c.find(told.Errorf("run %d (%s of %.16s): its clock was wrong, or looks of it are yet to come; mingpao undo %d "+
			"takes back its looks (%d)", w.run, w.command, w.started, w.run, w.looks))
	}
	return err
}

// wrongClocks are the archive's own runs with looks that count, of which a clock was wrong.
const wrongClocks = `WITH suspects (run) AS (SELECT DISTINCT run FROM sightings WHERE at > ?1
	UNION SELECT run FROM (SELECT run, started, min(started) OVER (ORDER BY run ROWS BETWEEN 1 FOLLOWING
	AND UNBOUNDED FOLLOWING)
			AS next FROM runs WHERE archive = '')
		WHERE unixepoch(started) - unixepoch(next) > ?2)
	SELECT run, count(*), command, started FROM suspects JOIN runs USING (run) JOIN sightings USING (run)
	WHERE archive = '' AND ` + record.Standing + ` GROUP BY run ORDER BY run`
