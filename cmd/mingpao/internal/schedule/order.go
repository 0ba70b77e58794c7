package schedule

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
)

// Order is what a person asked to be scheduled, or to be taken back.
type Order struct {
	DB, Account, Contact, Backup string
	Watch                        string // a folder that a browser saves into
	Folder                       string // for the units
	Install, Remove, Serve       bool

	In       io.Reader
	Out, Err io.Writer
}

// Run does what was asked for, with cron or systemd.
func (o Order) Run(ctx context.Context, how string) error {
	plan, err := o.plan()
	switch {
	case err != nil:
		return err
	case how == "cron" && (o.Serve || o.Watch != "" || o.Folder != ""):
		return cli.Usagef("schedule: --serve, --watch and --output are for systemd")
	case how == "cron":
		return o.cron(ctx, plan)
	case how != "systemd":
		return cli.Usagef("schedule: %q is neither cron nor systemd", terminal.Plain(how))
	case o.Folder == "" && !o.Install && !o.Remove:
		return cli.Usagef("schedule: systemd needs --install, or a folder for the units: -o units")
	}
	return o.systemd(ctx, plan)
}

// plan finds out the full paths, and as whom it is to be run.
func (o Order) plan() (p Plan, err error) {
	p = Plan{Account: o.Account, Contact: o.Contact, Serve: o.Serve}
	if p.Program, err = os.Executable(); err != nil {
		return p, err
	}
	if p.DB, err = filepath.Abs(cli.DBPath(o.DB)); err != nil {
		return p, err
	}
	if p.Backup, err = absolute(o.Backup); err != nil {
		return p, err
	}
	if p.Watch, err = absolute(o.Watch); err != nil {
		return p, err
	}
	if p.Account == "" {
		if p.Account, err = Account(p.DB); err != nil {
			return p, err
		}
	}
	return p, p.Check()
}

func absolute(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	return filepath.Abs(path)
}

func (o Order) cron(ctx context.Context, p Plan) error {
	table, err := CrontabOf(p.Account)
	if err != nil {
		return err
	}
	if o.Remove {
		removed, err := table.Remove(ctx, p)
		return o.tell(err, removed, "took the lines for %s out of the crontab of %s",
			"nothing to remove: there are no lines for %s in the crontab of %s", terminal.Plain(p.DB), terminal.Plain(p.Account))
	}
	if err := o.settle(&p, func() (string, error) { return table.Contact(ctx, p) }); err != nil {
		return err
	}
	if o.Install {
		changed, err := table.Install(ctx, p)
		return o.tell(err, changed, "wrote the lines for %s to the crontab of %s; crontab -l shows them",
			"the lines for %s are in the crontab of %s already", terminal.Plain(p.DB), terminal.Plain(p.Account))
	}
	lines, err := p.Lines()
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(o.Out, lines)
	return err
}

func (o Order) systemd(ctx context.Context, p Plan) error {
	place := Systemd{Folder: o.Folder}
	if o.Folder == "" {
		var err error
		if place, err = SystemdOf(o.Account); err != nil {
			return err
		}
	}
	p.PerUser = place.PerUser
	if o.Remove {
		removed, err := place.Remove(ctx, p)
		return o.tell(err, len(removed) > 0, "removed the units for %s from %s",
			"nothing to remove: there are no units for %s in %s", terminal.Plain(p.DB), terminal.Plain(place.Folder))
	}
	if err := o.settle(&p, func() (string, error) { return place.Contact(p), nil }); err != nil {
		return err
	}
	if o.Install {
		enabled, err := place.Install(ctx, p)
		if err == nil && place.PerUser {
			words.Fprintf(o.Err, "they run while you are logged in; loginctl enable-linger has them run always\n")
		}
		return o.tell(err, true, "wrote units to %s and enabled %s", "", terminal.Plain(place.Folder),
			strings.Join(enabled, " "))
	}
	units, err := p.Units()
	if err == nil {
		err = place.Write(p, units)
	}
	return o.tell(err, true, "wrote %d units to %s; next: systemctl daemon-reload && systemctl enable --now %s",
		"", len(units), terminal.Plain(o.Folder), strings.Join(Enabled(units), " "))
}

// tell says in one line what was done, or that there was nothing to do.
func (o Order) tell(err error, done bool, did, nothing string, args ...any) error {
	if err != nil {
		return err
	}
	if !done {
		did = nothing
	}
	return words.Fprintf(o.Err, did+"\n", args...)
}

// settle sees to it that the site can reach whoever has it crawled: the contact that was given, else the one that was
// installed before, else the answer of a person.
func (o Order) settle(p *Plan, installed func() (string, error)) (err error) {
	if p.Contact == "" && o.Install {
		if p.Contact, err = installed(); err != nil {
			return err
		}
	}
	if p.Contact == "" && terminal.Is(o.In) {
		if p.Contact, err = cli.Ask(o.In, o.Err,
			words.To(o.Err).Text("A mail address or page, so that the site can reach you:")); err != nil {
			return err
		}
	}
	if p.Contact == "" {
		return cli.Usagef("schedule: say how the site can reach you: --contact you@example.org")
	}
	return p.Check()
}
