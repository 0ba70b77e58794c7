package main

import (
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/schedule"
)

func newSchedule(s streams) *cobra.Command {
	o := schedule.Order{In: s.in, Out: s.out, Err: s.err}
	cmd := &cobra.Command{
		Use:   "schedule [cron|systemd]",
		Short: "Have this archive crawled, checked and copied regularly",
		Long: `Have cron (or systemd) crawl each quarter of an hour, check the archive and copy it once a day, and write the
daily paper as a book. --install puts it in force, --remove takes it back: a marked block in your crontab, whose other
lines stay as they are, or units of systemd: as root the machine's, else your own. Without them the lines are printed,
to be put into a crontab with crontab -e, and the units are written to a folder.

What a run prints is mailed to the account that it runs as; nothing while all is well. Copies beside the archive do not
survive its disk: --backup names a better place. The books lie beside the archive in a folder NAME-books, one a day,
and stay until you delete them: mingpao export makes that of any day again.`,
		Example: `  mingpao schedule --install --db /srv/mingpao.db --contact me@example.org
  mingpao schedule --remove --db /srv/mingpao.db
  mingpao schedule systemd --install --user mingpao --db /srv/mingpao.db
  mingpao schedule systemd --db /srv/mingpao.db -o units`,
		Args:      cli.Between(0, 1, "schedule: name cron or systemd"),
		ValidArgs: []string{"cron", "systemd"},
		RunE: func(cmd *cobra.Command, args []string) error {
			how := "cron"
			if len(args) > 0 {
				how = args[0]
			}
			o.Contact = fetchConfig(o.Contact).Contact
			return cli.WithStatus(cmd.Context(), o.Run(cmd.Context(), how))
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.Install, "install", false, "put it in force, in the place of what was installed for this archive")
	f.BoolVar(&o.Remove, "remove", false, "take back what was installed for this archive")
	cli.DBFlag(cmd, &o.DB)
	f.StringVar(&o.Contact, "contact", "", contactHelp)
	f.StringVar(&o.Backup, "backup", "",
		"write the daily copies to this `FILE` and keep 7 (default 2, beside the archive)")
	f.StringVar(&o.Account, "user", "",
		"the `ACCOUNT` that it runs as (default the one that asks; where that is root, the archive's owner)")
	f.BoolVar(&o.Serve, "serve", false, "systemd: the reading room, too")
	f.StringVar(&o.Watch, "watch", "", "systemd: take in what a browser saves into this `FOLDER`, too")
	f.StringVarP(&o.Folder, "output", "o", "", "systemd: write the units to this `FOLDER`")
	cli.Apart(cmd, "install", "remove", "output")
	return cmd
}
