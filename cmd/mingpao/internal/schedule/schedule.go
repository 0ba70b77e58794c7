// Package schedule has an archive looked after regularly: as lines of a crontab, or as systemd's units.
//
//	order.go     what a person asked for, and what is said of it
//	schedule.go  what is to be run, for which archive, as whom
//	cron.go      the lines, quoted for the shell and for cron
//	crontab.go   the block of lines in a person's crontab
//	systemd.go   the units, escaped for systemd
//	install.go   the units in a folder of systemd's
//	run.go       crontab and systemctl, and what they say
//	account.go   as whom it is run; owner_*.go: whom an archive belongs to
//	units/       the templates
package schedule

import (
	"embed"
	"mingpao/extract/told"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed units
var templates embed.FS

// Plan says what is to be run. All paths are absolute.
type Plan struct {
	Program, DB string
	Account     string // that it runs as
	Contact     string // a mail address or page, for the site
	Backup      string // the file that copies are written to; beside the archive where it is empty
	Serve       bool   // the reading room, too: only systemd starts it
	Watch       string // the folder that a browser saves into, whose pages are taken in; "": none
	PerUser     bool   // units for the account's own systemd
}

// Check refuses what can stand neither in a crontab nor in a unit.
func (p Plan) Check() error {
	for _, s := range []string{p.Program, p.DB, p.Account, p.Contact, p.Backup, p.Watch} {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, isForeign) {
			return told.Errorf("schedule: %q has a line break or another control character, or is not UTF-8: "+
				"neither cron nor systemd takes it; choose another name", s)
		}
	}
	return nil
}

func isForeign(r rune) bool {
	return unicode.IsControl(r) && r != '\t' || r == '\u2028' || r == '\u2029'
}

// BackupFile is where the copies go.
func (p Plan) BackupFile() string {
	if p.Backup != "" {
		return p.Backup
	}
	return p.beside("-backup.db")
}

// Keep is how many copies stay. Those beside the archive share its disk: one more than the newest, so that they cannot
// fill it.
func (p Plan) Keep() string {
	if p.Backup != "" {
		return "7"
	}
	return "2"
}

// Books is the folder of the daily papers.
func (p Plan) Books() string { return p.beside("-books") + "/" }

func (p Plan) beside(ending string) string { return strings.TrimSuffix(p.DB, ".db") + ending }

// Folders are where the runs write: the archive's folder, that of the file itself where a link leads to it, and that of
// the copies.
func (p Plan) Folders() []string {
	all := []string{filepath.Dir(p.DB), filepath.Dir(p.BackupFile())}
	if file, err := filepath.EvalSymlinks(p.DB); err == nil {
		all = append(all, filepath.Dir(file))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// InHome reports whether a run needs to see people's homes.
func (p Plan) InHome() bool {
	return slices.ContainsFunc(append(p.Folders(), p.Program, p.Watch), func(path string) bool {
		return strings.HasPrefix(path+"/", "/home/") || strings.HasPrefix(path+"/", "/root/")
	})
}
