package main

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/extract/site"
)

//go:embed units
var units embed.FS

// schedule is what the cron lines and units are filled in with.
type schedule struct {
	Program, DB, Folder string // absolute
	User                string
	InHome              bool
	Check, Backup, Book string // minute and hour of this machine
}

func newSchedule(s streams) *cobra.Command {
	var db, account, folder string
	cmd := &cobra.Command{
		Use:   "schedule cron|systemd",
		Short: "Print cron lines or write systemd units for this archive",
		Long: `Print cron lines, or write systemd units to a folder, with the full paths of this program and of the archive:
a crawl each quarter of an hour, a daily check, a nightly backup, and the daily paper as a book.`,
		Example: `  mingpao schedule cron --db /var/lib/mingpao/mingpao.db | crontab -
  mingpao schedule systemd --user mingpao --db /var/lib/mingpao/mingpao.db \
      -o /etc/systemd/system
  systemctl enable --now mingpao.timer mingpao-check.timer mingpao-backup.timer`,
		Args:      exactly(1, "schedule: name cron or systemd"),
		ValidArgs: []string{"cron", "systemd"},
		RunE: func(_ *cobra.Command, args []string) error {
			plan, err := newPlan(db, account, time.Now())
			switch {
			case err != nil:
				return &exit{statusFailed, err}
			case args[0] == "cron":
				return withoutContext(plan.fill(s.out, "units/crontab.tmpl"))
			case args[0] != "systemd":
				return usageError("schedule: %q is neither cron nor systemd", plain(args[0]))
			case folder == "":
				return usageError("schedule: systemd needs a folder for the units: -o /etc/systemd/system")
			}
			return withoutContext(plan.write(s, folder))
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().StringVar(&account, "user", "", "the `ACCOUNT` that it runs as (default the one that asks)")
	cmd.Flags().StringVarP(&folder, "output", "o", "", "the `FOLDER` for systemd's units")
	return cmd
}

// newPlan finds out the full paths. Times of Hong Kong become those of this machine.
func newPlan(db, account string, now time.Time) (schedule, error) {
	program, err := os.Executable()
	if err != nil {
		return schedule{}, err
	}
	path, err := filepath.Abs(dbPath(db))
	if err != nil {
		return schedule{}, err
	}
	if account == "" {
		me, err := user.Current()
		if err != nil {
			return schedule{}, err
		}
		account = me.Username
	}
	for _, s := range []string{program, path, account} {
		if strings.ContainsAny(s, " %\"'\\\n") {
			return schedule{}, fmt.Errorf("schedule: spaces and signs in %s mean something to cron or systemd; choose another place", plain(s))
		}
	}
	at := func(hour, minute int) string {
		hk := now.In(site.Zone)
		t := time.Date(hk.Year(), hk.Month(), hk.Day(), hour, minute, 0, 0, site.Zone).In(now.Location())
		return fmt.Sprintf("%d %d", t.Minute(), t.Hour())
	}
	return schedule{
		Program: program, DB: path, Folder: filepath.Dir(path), User: account,
		InHome: strings.HasPrefix(path, "/home/") || strings.HasPrefix(path, "/root/"),
		Check:  at(8, 0), Backup: at(3, 30), Book: at(5, 45),
	}, nil
}

func (p schedule) fill(w io.Writer, name string) error {
	t, err := template.ParseFS(units, name, "units/limits.tmpl")
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(w, filepath.Base(name), p)
}

// write writes all units to a folder.
func (p schedule) write(s streams, folder string) error {
	names, err := fs.Glob(units, "units/mingpao*")
	if err != nil {
		return err
	}
	for _, name := range names {
		to := filepath.Join(folder, filepath.Base(name))
		if err := file.Write(to, func(w io.Writer) error { return p.fill(w, name) }); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.err, "wrote %d units to %s; next: systemctl daemon-reload && systemctl enable --now mingpao.timer\n",
		len(names), plain(folder))
	return nil
}

// withoutContext is withStatus for what nothing interrupts.
func withoutContext(err error) error {
	if err == nil {
		return nil
	}
	return &exit{statusFailed, err}
}
