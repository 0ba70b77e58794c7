package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/schedule"
)

type scheduleFlags struct {
	db, account, contact, backup string
	folder                       string
	install, remove, serve       bool
}

func newSchedule(s streams) *cobra.Command {
	var flags scheduleFlags
	cmd := &cobra.Command{
		Use:   "schedule [cron|systemd]",
		Short: "Have this archive crawled, checked and copied regularly",
		Long: `Have cron (or systemd) crawl each quarter of an hour, check the archive and copy it once a day, and write the
daily paper as a book. --install puts it in force, --remove takes it back: a marked block in your crontab, whose other
lines stay as they are, or units of systemd: as root the machine's, else your own. Without them the lines are printed,
to be put into a crontab with crontab -e, and the units are written to a folder.

What a run prints is mailed to the account that it runs as; nothing while all is well. Copies beside the archive do not
survive its disk: --backup names a better place.`,
		Example: `  mingpao schedule --install --db /srv/mingpao.db --contact me@example.org
  mingpao schedule --remove --db /srv/mingpao.db
  mingpao schedule systemd --install --user mingpao --db /srv/mingpao.db
  mingpao schedule systemd --db /srv/mingpao.db -o units`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return cli.Usagef("schedule: name cron or systemd")
			}
			return nil
		},
		ValidArgs: []string{"cron", "systemd"},
		RunE: func(cmd *cobra.Command, args []string) error {
			how := "cron"
			if len(args) > 0 {
				how = args[0]
			}
			return cli.WithStatus(cmd.Context(), flags.run(cmd.Context(), s, how))
		},
	}
	f := cmd.Flags()
	f.BoolVar(&flags.install, "install", false, "put it in force, in the place of what was installed for this archive")
	f.BoolVar(&flags.remove, "remove", false, "take back what was installed for this archive")
	cli.DBFlag(cmd, &flags.db)
	f.StringVar(&flags.contact, "contact", "", contactHelp)
	f.StringVar(&flags.backup, "backup", "",
		"write the daily copies to this `FILE` and keep 7 (default 2, beside the archive)")
	f.StringVar(&flags.account, "user", "",
		"the `ACCOUNT` that it runs as (default the one that asks; where that is root, the archive's owner)")
	f.BoolVar(&flags.serve, "serve", false, "systemd: the reading room, too")
	f.StringVarP(&flags.folder, "output", "o", "", "systemd: write the units to this `FOLDER`")
	cli.Apart(cmd, "install", "remove", "output")
	return cmd
}

func (f scheduleFlags) run(ctx context.Context, s streams, how string) error {
	plan, err := f.plan()
	switch {
	case err != nil:
		return err
	case how == "cron" && (f.serve || f.folder != ""):
		return cli.Usagef("schedule: --serve and --output are for systemd")
	case how == "cron":
		return f.cron(ctx, s, plan)
	case how != "systemd":
		return cli.Usagef("schedule: %q is neither cron nor systemd", plain(how))
	case f.folder == "" && !f.install && !f.remove:
		return cli.Usagef("schedule: systemd needs --install, or a folder for the units: -o units")
	}
	return f.systemd(ctx, s, plan)
}

// plan finds out the full paths, and as whom it is to be run.
func (f scheduleFlags) plan() (p schedule.Plan, err error) {
	p = schedule.Plan{Account: f.account, Contact: fetchConfig(f.contact).Contact, Serve: f.serve}
	if p.Program, err = os.Executable(); err != nil {
		return p, err
	}
	if p.DB, err = filepath.Abs(cli.DBPath(f.db)); err != nil {
		return p, err
	}
	if f.backup != "" {
		if p.Backup, err = filepath.Abs(f.backup); err != nil {
			return p, err
		}
	}
	if p.Account == "" {
		if p.Account, err = schedule.Account(p.DB); err != nil {
			return p, err
		}
	}
	return p, p.Check()
}

func (f scheduleFlags) cron(ctx context.Context, s streams, p schedule.Plan) error {
	table, err := schedule.CrontabOf(p.Account)
	if err != nil {
		return err
	}
	if f.remove {
		removed, err := table.Remove(ctx, p)
		return tell(s, err, removed, "took the lines for %s out of the crontab of %s",
			"nothing to remove: there are no lines for %s in the crontab of %s", plain(p.DB), plain(p.Account))
	}
	if err := f.settle(s, &p, func() (string, error) { return table.Contact(ctx, p) }); err != nil {
		return err
	}
	if f.install {
		changed, err := table.Install(ctx, p)
		return tell(s, err, changed, "wrote the lines for %s to the crontab of %s; crontab -l shows them",
			"the lines for %s are in the crontab of %s already", plain(p.DB), plain(p.Account))
	}
	lines, err := p.Lines()
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(s.out, lines)
	return err
}

func (f scheduleFlags) systemd(ctx context.Context, s streams, p schedule.Plan) error {
	place := schedule.Systemd{Folder: f.folder}
	if f.folder == "" {
		var err error
		if place, err = schedule.SystemdOf(f.account); err != nil {
			return err
		}
	}
	p.PerUser = place.PerUser
	if f.remove {
		removed, err := place.Remove(ctx, p)
		return tell(s, err, len(removed) > 0, "removed the units for %s from %s",
			"nothing to remove: there are no units for %s in %s", plain(p.DB), plain(place.Folder))
	}
	if err := f.settle(s, &p, func() (string, error) { return place.Contact(p), nil }); err != nil {
		return err
	}
	if f.install {
		enabled, err := place.Install(ctx, p)
		if err == nil && place.PerUser {
			fmt.Fprintln(s.err, "they run while you are logged in; loginctl enable-linger has them run always")
		}
		return tell(s, err, true, "wrote units to %s and enabled %s", "", plain(place.Folder), strings.Join(enabled, " "))
	}
	units, err := p.Units()
	if err == nil {
		err = place.Write(p, units)
	}
	return tell(s, err, true, "wrote %d units to %s; next: systemctl daemon-reload && systemctl enable --now %s",
		"", len(units), plain(f.folder), strings.Join(schedule.Enabled(units), " "))
}

// tell says in one line what was done, or that there was nothing to do.
func tell(s streams, err error, done bool, did, nothing string, args ...any) error {
	if err != nil {
		return err
	}
	if !done {
		did = nothing
	}
	fmt.Fprintf(s.err, did+"\n", args...)
	return nil
}

// settle sees to it that the site can reach whoever has it crawled: the contact that was given, else the one that was
// installed before, else the answer of a person.
func (f scheduleFlags) settle(s streams, p *schedule.Plan, installed func() (string, error)) (err error) {
	if p.Contact == "" && f.install {
		if p.Contact, err = installed(); err != nil {
			return err
		}
	}
	if p.Contact == "" && isTerminal(s.in) {
		if p.Contact, err = cli.Ask(s.in, s.err, "A mail address or page, so that the site can reach you:"); err != nil {
			return err
		}
	}
	if p.Contact == "" {
		return cli.Usagef("schedule: say how the site can reach you: --contact you@example.org")
	}
	return p.Check()
}
