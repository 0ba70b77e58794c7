// Package daily has a job done once a day of Hong Kong, from an hour on, however often it is asked for. What asks is a
// cron that knows neither Hong Kong's time nor how its own zone changes to summer time.
package daily

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"mingpao/cmd/mingpao/internal/state"
	"mingpao/extract/pathless"
	"mingpao/extract/site"
	"mingpao/extract/told"
)

// Job is what is done once a day.
type Job struct {
	File string // that keeps the days; its folder is made
	From string // the time of day from which it is due: 08:00
}

// days are what is kept: the last day on which the job was done, and on which it was told that it failed.
type days struct {
	Done string `json:"done"`
	Told string `json:"told"`
}

// ErrEarly is returned by a job that has nothing to do yet: it is due until the day ends, and nothing is told.
var ErrEarly = errors.New("too early")

// Do does the job where it is due. A job that fails is due until the day ends, but only its first failure is news:
// after that told is true. One that another process is at is not due.
func (j Job) Do(now time.Time, do func() error, isDone func(error) bool) (told bool, err error) {
	now = now.In(site.Zone)
	if now.Format("15:04") < j.From {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(j.File), 0o777); err != nil { // the umask decides
		return false, fault(j.File, err)
	}
	lock := flock.New(j.File, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
	mine, err := lock.TryLock()
	if err != nil {
		return false, fault(j.File, err)
	}
	if !mine {
		return false, nil
	}
	defer lock.Close()
	return j.doToday(now.Format(time.DateOnly), do, isDone)
}

func (j Job) doToday(today string, do func() error, isDone func(error) bool) (told bool, err error) {
	kept, err := j.read()
	if err != nil || kept.Done == today {
		return false, err
	}
	failure := do()
	if errors.Is(failure, ErrEarly) {
		return false, nil
	}
	told = kept.Told == today
	if kept.Told = today; isDone(failure) {
		kept, told = days{Done: today}, false
	}
	if err := j.write(kept); err != nil {
		return false, errors.Join(failure, err)
	}
	return told, failure
}

// read is what is kept, nothing where there is no more than a file that a kill left half written.
func (j Job) read() (kept days, err error) {
	text, err := os.ReadFile(j.File)
	if err != nil {
		return days{}, fault(j.File, err)
	}
	if json.Unmarshal(text, &kept) != nil {
		return days{}, nil
	}
	return kept, nil
}

// write writes in place: another file would not be the one that is locked.
func (j Job) write(kept days) error {
	text, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return fault(j.File, os.WriteFile(j.File, append(text, '\n'), 0o666))
}

func fault(path string, err error) error {
	if err == nil {
		return nil
	}
	return told.Errorf("--daily: %s: %w; XDG_STATE_HOME names another folder for it", path, pathless.Error(err))
}

// File is where the days of a command are kept that looks after an archive.
func File(archive string, words []string) string {
	return filepath.Join(state.Folders(archive)[0].Path, state.Name(archive, "daily", words...))
}
