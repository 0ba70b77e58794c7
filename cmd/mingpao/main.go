// Command mingpao turns pages of Ming Pao (明報) into clean articles.
//
// One file a command: flags and one call. What they do is in the rooms below internal, and in extract, scraper and
// store.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/settings"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
)

// sameSignal is how long a signal that comes again is the same one: timeout(1) sends it to the program, and then to the
// group that the program is in; systemd's stop and a closed terminal do alike.
const sameSignal = 500 * time.Millisecond

func main() {
	log.SetOutput(io.Discard) // net/http logs what odd servers send, page text included: the faults say it better
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup wants us to go on
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	go func() {
		<-ctx.Done()
		time.Sleep(sameSignal)
		stop() // a second signal ends the program at once
	}()
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, cli.StandardOutput(), os.Stderr}))
}

// streams are the program's standard input, output and error. Output and error are for people; data is for programs.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run carries out a command line and returns the exit status.
func run(ctx context.Context, args []string, s streams) int {
	file, fault := settings.Load()
	in := words.Of(os.Getenv, file.Get("language")).Prefix()
	s.out, s.err = terminal.NewText(s.out).In(in), terminal.NewText(s.err).In(in)
	root := newRoot(s)
	takeSettings(root, file, fault)
	help := &cli.Noted{W: s.out}
	root.SetOut(help)
	cli.CompleteShells(root)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd && words.To(s.out) == words.Chinese {
		cli.InChinese(root)
	}
	root.SetArgs(cli.WithNegations(root, args))
	err := root.ExecuteContext(ctx)
	if help.Err != nil {
		err = &cli.Exit{Status: cli.Failed, Err: help.Err}
	}
	if err == nil {
		return cli.Done
	}
	var e *cli.Exit
	if !errors.As(err, &e) {
		e = &cli.Exit{Status: cli.Usage, Err: err} // cobra's own errors are about the command line
	}
	if e.Err != nil {
		fmt.Fprintln(s.err, "mingpao:", oneLine(words.To(s.err).Error(e.Err)))
	}
	return e.Status
}

const aboutProgram = `Turn pages of Ming Pao (明報), a newspaper of Hong Kong, into clean articles, and keep a
record of them that can be cited.

Exit status:
` + cli.StatusTable + `

Environment:
  MINGPAO_DB       the archive, where --db does not name one
  MINGPAO_CONTACT  a mail address or page for the User-Agent
  MINGPAO_CONFIG, XDG_CONFIG_HOME
                   where the file of settings is; see mingpao config
  XDG_STATE_HOME   where --daily keeps when it was last done, and crawl what it
                   has told of an archive that it cannot write (default beside
                   the archive)
  PAGER, NO_COLOR  as in other programs
  MINGPAO_NOW      for tests: the time of a run whose traffic goes to a proxy on
                   this machine, as 2026-03-02T12:00:00+08:00; MINGPAO_DATE=1
                   says that the Date of the played site keeps that time`

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "mingpao",
		Short:         "Turn pages of Ming Pao (明報) into clean articles",
		Long:          aboutProgram,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cli.KnownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetVersionTemplate("mingpao {{.Version}}\n")
	addGroup(root, "Collect", newCrawl(s), newImport(s), newMerge(s), newDemo(s))
	addGroup(root, "Read", newList(s), newShow(s), newSearch(s), newServe(s), newHistory(s), newChanges(s), newFollow(s),
		newDigest(s), newCite(s),
		newExport(s), newStats(s), newTrend(s), newConcordance(s), newCollocates(s),
		newSections(s), newAuthors(s), newColumns(s))
	addGroup(root, "Pages", newExtract(s), newGolden(s))
	addGroup(root, "Care", newStatus(s), newCheck(s), newSources(s), newCalendar(s), newReport(s), newRuns(s), newUndo(s),
		newSeal(s), newVerify(s), newReextract(s), newRemove(s), newBackup(s), newRestore(s), newSalvage(s),
		newVacuum(s), newSchedule(s), newConfig(s), newMan(s), newVersion(s))
	cli.SetHelp(root)
	return root
}

// addGroup puts commands below one heading of the help.
func addGroup(root *cobra.Command, title string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: title, Title: title + ":"})
	for _, c := range commands {
		c.GroupID = title
	}
	root.AddCommand(commands...)
}
