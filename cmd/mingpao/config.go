package main

import (
	"os"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/settings"
	"mingpao/cmd/mingpao/internal/words"
)

func newConfig(s streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the settings in force, and where each comes from",
		Long: `Show the settings in force, where each comes from, and the file that is read: $MINGPAO_CONFIG, else
mingpao/config in $XDG_CONFIG_HOME, which is ~/.config by default, else /etc/mingpao/config. It is written with a
text editor, a line a setting; lines that begin with # are notes:

  # my settings
  db = ~/newspapers/mingpao.db
  contact = me@example.org
  pictures = on
  language = zh

db is the archive where --db and $MINGPAO_DB name none; contact is what --contact and $MINGPAO_CONTACT say; pictures
is --pictures of crawl and import: on, large or off; language is that of messages and help, zh or en, whatever the
locale. A flag comes before the environment, that before the file. A file with a mistake is read by no command: the
line is named.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			file, err := settings.Load()
			if err != nil {
				return &cli.Exit{Status: cli.Usage, Err: err}
			}
			usual := map[string]string{"db": cli.UsualDB, "language": words.Of(os.Getenv, "").Prefix()}
			return cli.WithStatus(cmd.Context(), file.Print(s.out, usual, asJSON))
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

// takeSettings gives flags what the file says, where the environment says nothing else. A mistake in it is told by the
// command that is called: help is shown all the same.
func takeSettings(root *cobra.Command, file settings.Settings, fault error) {
	for _, c := range root.Commands() {
		for name, variable := range settings.Env {
			if f := c.Flags().Lookup(name); f != nil && os.Getenv(variable) == "" && file.Get(name) != "" {
				_ = f.Value.Set(file.Get(name)) // a text takes every text
			}
		}
		if pictures := file.Get("pictures"); c.Name() == "crawl" && pictures != "" {
			_ = c.Flags().Lookup("pictures").Value.Set(pictures)
		} else if c.Name() == "import" && pictures != "" && pictures != "off" {
			_ = c.Flags().Lookup("pictures").Value.Set(thisTime)
		}
	}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if fault == nil || cmd.GroupID == "" || cmd.Name() == "version" || cmd.Name() == "man" {
			return nil
		}
		return &cli.Exit{Status: cli.Usage, Err: fault}
	}
}
