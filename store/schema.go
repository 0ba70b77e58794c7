package store

import (
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// migrations are the steps from an empty file to today's schema, in order. PRAGMA user_version counts those carried out.
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

// migrate carries out the steps that an archive has not seen, each in a transaction of its own.
func (a *Archive) migrate() error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	version, err := a.version(len(steps))
	if err != nil {
		return err
	}
	for i := version; i < len(steps); i++ {
		err := a.write("prepare", func(tx *sql.Tx) error {
			if _, err := tx.Exec(steps[i]); err != nil {
				return err
			}
			_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", i+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkVersion refuses an archive that is not of today's schema: a reader does not change it.
func (a *Archive) checkVersion() error {
	steps, err := migrations()
	if err != nil {
		return err
	}
	version, err := a.version(len(steps))
	if err == nil && version < len(steps) {
		err = fmt.Errorf("archive %s: it is of version %d, this program reads %d; mingpao crawl brings it up to date", a.path, version, len(steps))
	}
	return err
}

func (a *Archive) version(known int) (int, error) {
	var version, tables int
	if err := a.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return 0, a.fault("open", err)
	}
	if err := a.db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, a.fault("open", err)
	}
	switch {
	case version > known:
		return 0, fmt.Errorf("archive %s: it is of version %d, this program knows %d; use a newer mingpao", a.path, version, known)
	case version == 0 && tables > 0:
		return 0, fmt.Errorf("archive %s: it is another program's database", a.path)
	}
	return version, nil
}
