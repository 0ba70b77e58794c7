package db

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"mingpao/extract/told"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// ApplicationID is in the header of every archive: "MPao".
const ApplicationID = 0x4d50616f

// SightingsStep is the number of the step that made the record one of sightings: it moves what archives held before.
const SightingsStep = 2

// WitnessesStep is the number of the step that gave every look a witness.
const WitnessesStep = 6

// migrations are the steps from an empty file to today's schema, in order. The archive says how many were carried out.
func migrations() ([]string, error) {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []string
	for _, name := range names { // sorted
		b, err := schemaFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(b))
	}
	return steps, nil
}

// upgrade carries out the steps that an archive has not seen, and writes into it what it is.
type upgrade func(ctx context.Context, t *Tx, steps []string, version int) error

// Migrate carries out the steps that an archive has not seen, all or none of them, and the index's with them: between
// two transactions it would be one that the archive's own view contradicts.
func (d *DB) Migrate(ctx context.Context, up upgrade) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	version, err := d.version(ctx, len(steps))
	if err != nil {
		return err
	}
	op := "open"
	if version < len(steps) {
		op = "bring up to date"
	}
	if err := d.leaveOthers(ctx, version, len(steps)); err != nil {
		return Fault(d.Path(), op, err)
	}
	return d.Write(ctx, op, func(ctx context.Context, t *Tx) error { return up(ctx, t, steps, version) })
}

// leaveOthers has SQLite leave what a person keeps beside the archive's own tables as it is: renaming ours would
// rewrite views that read them, and rows that refer to ours would go with them, or keep them from changing.
func (d *DB) leaveOthers(ctx context.Context, version, today int) error {
	refers, err := d.View().refersToOurs(ctx, version)
	if err != nil {
		return err
	}
	if refers || 0 < version && version < today {
		if _, err := d.SQL.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			return err
		}
	}
	_, err = d.SQL.ExecContext(ctx, fmt.Sprintf("PRAGMA legacy_alter_table = %t", version < today))
	return err
}

// Describe notes a fact about the archive in its own tables.
func (t *Tx) Describe(ctx context.Context, name, value string) error {
	return t.Exec(ctx, "INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) "+
		"DO UPDATE SET value = excluded.value", name, value)
}

// ArchiveID is how archives tell each other apart: made at birth, it stays with the file and its copies.
func (v View) ArchiveID(ctx context.Context) (string, error) {
	id, found, err := v.About(ctx, "archive")
	if err == nil && !found {
		err = Damagedf("the archive's id is missing")
	}
	return id, err
}

func (v View) About(ctx context.Context, name string) (value string, found bool, err error) {
	return One[string](ctx, v, "SELECT value FROM about WHERE name = ?", name)
}

// checkVersion refuses an archive that is not of today's schema: a reader does not change it.
func (d *DB) checkVersion(ctx context.Context) error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	version, err := d.version(ctx, len(steps))
	switch {
	case err != nil:
	case version == 0:
		err = told.Errorf("archive %s: it is empty; mingpao crawl or mingpao import fills it", d.Path())
	case version < len(steps):
		err = told.Errorf("archive %s: %w: it has %d, this program reads %d; mingpao vacuum brings it up to date", d.Path(),
			ErrOlder, version, len(steps))
	default:
		err = Fault(d.Path(), "open", d.View().checkIndex(ctx))
	}
	return err
}

// version is the number of steps that an archive has seen: 0 for an empty file. Another program's database is an
// error, and so is an archive of a newer program.
func (d *DB) version(ctx context.Context, known int) (int, error) {
	v := d.View()
	version, err := v.Version(ctx)
	if err != nil {
		return 0, Fault(d.Path(), "open", err)
	}
	if version > known {
		return 0, told.Errorf("archive %s: it is of version %d, this program knows %d; use a newer mingpao", d.Path(),
			version, known)
	}
	if version < 0 {
		return 0, d.foreign(ctx, v)
	}
	if version > 0 {
		err = v.checkNames(ctx, version)
	}
	return version, Fault(d.Path(), "open", err)
}

// foreign says that a file is another program's. One that bears our name may be an archive that was cut off in the
// middle of moving its log into the file: the log knows.
func (d *DB) foreign(ctx context.Context, v View) error {
	id, _, err := One[int](ctx, v, "PRAGMA application_id")
	if err != nil || id == ApplicationID {
		return Fault(d.Path(), "open", cmp.Or(err, errors.New("its tables are not those of an archive")))
	}
	return told.Errorf("archive %s: %w", d.Path(), ErrForeign)
}

// Version is -1 for another program's database. A copy through .dump has lost its header; its tables say what it is.
func (v View) Version(ctx context.Context) (int, error) {
	has := func(tables ...any) (bool, error) {
		query := "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN (?, ?, ?)"
		n, _, err := One[int](ctx, v, query, append(tables, "", "")[:3]...)
		return n == len(tables), err
	}
	total, _, err := One[int](ctx, v, "SELECT count(*) FROM sqlite_schema")
	if err != nil || total == 0 {
		return 0, err
	}
	if own, err := has("about", "sightings", "heads"); err != nil || own {
		if err != nil {
			return 0, err
		}
		version, found, err := One[int](ctx, v, "SELECT CAST(value AS INTEGER) FROM about WHERE name = 'schema'")
		if err == nil && !found {
			version = -1
		}
		return version, err
	}
	if first, err := has("pages", "captures", "revisions"); err != nil || first {
		return 1, err
	}
	return -1, nil
}

// SetAside makes room for the tables of the same names.
const SetAside = `
DROP TABLE IF EXISTS search;
DROP VIEW IF EXISTS search_text;
DROP INDEX aliases_article;
ALTER TABLE articles RENAME TO old_articles;
ALTER TABLE revisions RENAME TO old_revisions;
ALTER TABLE aliases RENAME TO old_aliases;
ALTER TABLE fetches RENAME TO old_fetches;
DROP TABLE authors;
DROP TABLE keywords;
DROP TABLE images;
CREATE INDEX old_fetches_at ON old_fetches (at);
`

// DropSightings drops the sightings of before, once each has its witness.
const DropSightings = "DROP TABLE old_sightings;"

const DropAside = `
DROP TABLE old_aliases;
DROP TABLE old_revisions;
DROP TABLE old_fetches;
DROP TABLE old_articles;
`

// EmptyIndex makes the index and the view that it reads, in place of those that are there.
//
//go:embed index.sql
var EmptyIndex string
