package store

import "fmt"

// Backup writes a copy of the archive to a file that does not exist yet. A crawl may go on meanwhile.
func (a *Archive) Backup(path string) error {
	if _, err := a.db.Exec("VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// Vacuum gives the space of what was deleted back and brings the index into its fastest form.
func (a *Archive) Vacuum() error {
	if err := a.Optimize(); err != nil {
		return err
	}
	if _, err := a.db.Exec("VACUUM"); err != nil {
		return a.fault("vacuum", err)
	}
	_, err := a.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return a.fault("vacuum", err)
}
