package migrate

import (
	"context"
	"crypto/rand"

	"mingpao/extract/site"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Archives of before did not say whose word a look is. What they know becomes its witness: who told the time, and which
// command of whose archive had taken it in. What they do not know is not recorded.

// nameArchive gives an archive its id. One of before gets the same however often a copy of it is brought up to date.
func nameArchive(ctx context.Context, t *record.Writer) error {
	_, found, err := t.About(ctx, "archive")
	if found || err != nil {
		return err
	}
	first, found, err := db.One[string](ctx, t.View, `SELECT command || ' ' || version || ' ' || started || ' '
		|| coalesce(ended, '') FROM runs ORDER BY run LIMIT 1`)
	if err != nil {
		return err
	}
	if !found {
		first = rand.Text()
	}
	return t.Describe(ctx, "archive", ident.Hash([]byte("archive " + first))[:idLength])
}

// idLength is how many digits an id has: two archives do not get the same by chance.
const idLength = 20

// foreignRuns marks the runs that a merge had brought: their numbers come after its own, and they had begun before it.
const foreignRuns = `WITH merges AS MATERIALIZED (SELECT run, started FROM runs WHERE command = 'merge')
	UPDATE runs SET archive = '?' WHERE EXISTS (SELECT 1 FROM merges WHERE merges.run < runs.run
		AND merges.started > runs.started)`

// OldSource is what sightings of before had in place of a witness.
type OldSource struct {
	Source    site.TimeSource
	Command   string // of the run that took them in
	IsForeign bool   // that run was another archive's
}

// unknownSource replaces a word that no program of ours wrote.
const unknownSource site.TimeSource = "unknown"

// Witness is what an archive knows of a sighting's witness by that.
func (o OldSource) Witness(id string) record.Witness {
	var w record.Witness
	if o.Source.Belief() == 0 && o.Source != record.SourceMoved {
		w.Claims, o.Source = string(o.Source), unknownSource
	}
	if o.Command == "import" && o.Source == site.TimeFetched {
		w.Claims, o.Source = string(site.TimeFetched), site.TimeWARC // an export of an archive says so
	}
	if o.IsForeign || o.Command == "merge" {
		return record.Witness{Kind: record.FromArchive, Source: o.Source}
	}
	return w.Ours(id, o.Source)
}

// addWitnesses moves the sightings to the table in which each has a witness. They were taken in when their runs began.
func addWitnesses(ctx context.Context, t *record.Writer) error {
	if err := nameArchive(ctx, t); err != nil {
		return err
	}
	id, err := t.ID(ctx)
	if err != nil {
		return err
	}
	if err := t.Exec(ctx, foreignRuns); err != nil {
		return err
	}
	sources, err := db.Collect(ctx, t.View, func(row db.Scanner) (o OldSource, err error) {
		err = row.Scan(&o.Source, &o.Command, &o.IsForeign)
		return o, err
	}, "SELECT DISTINCT source, "+ofRun+" FROM old_sightings LEFT JOIN runs USING (run)")
	if err != nil {
		return err
	}
	for _, o := range sources {
		witness, err := t.SaveWitness(ctx, o.Witness(id))
		if err != nil {
			return err
		}
		err = t.Exec(ctx, moveOld, witness, string(o.Source), o.Command, o.IsForeign)
		if err != nil {
			return err
		}
	}
	return t.Exec(ctx, `UPDATE runs SET looks = n FROM (SELECT run, count(*) AS n FROM sightings GROUP BY run) AS taken
		WHERE taken.run = runs.run`)
}

// moveOld moves the sightings of one kind. Another archive's came with the merge before its runs.
const moveOld = `INSERT INTO sightings (address, at, witness, outcome, capture, detail, taken_in, run)
	SELECT address, at, ?1, outcome, capture, detail, substr(coalesce(taken.started, at), 1, 10),
	coalesce(taken.run, old.run)
	FROM (SELECT old.*, iif(` + foreign + `, (SELECT max(run) FROM runs WHERE command = 'merge' AND archive = ''
			AND run < old.run), old.run) AS taker
		FROM old_sightings AS old LEFT JOIN runs USING (run) WHERE (source, ` + ofRun + `) = (?2, ?3, ?4)) AS old
		LEFT JOIN runs AS taken ON taken.run = taker
	ON CONFLICT DO NOTHING`

// What a sighting of before tells by its run.
const (
	foreign = "coalesce(archive, '') <> ''"
	ofRun   = "coalesce(command, ''), " + foreign
)

// changedRules touches the articles whose history other rules make today: where times of different sources were
// weighed, where openings were seen, and where one look was counted twice.
func changedRules(ctx context.Context, t *record.Writer) error {
	articles, err := db.Collect(ctx, t.View, db.Column[int64], "SELECT article FROM readings WHERE access <> 'full'")
	if err != nil {
		return err
	}
	t.Touch(articles...)
	pages, err := db.Collect(ctx, t.View, db.Column[int64], `SELECT capture FROM old_sightings WHERE capture <> 0
		GROUP BY capture HAVING min(source) <> max(source) OR min(address) <> max(address)`)
	for _, n := range pages {
		if err := t.ConcernPage(ctx, n); err != nil {
			return err
		}
	}
	return err
}
