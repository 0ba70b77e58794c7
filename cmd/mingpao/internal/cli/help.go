package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
)

// HelpWidth is how many cells the lines of the help take: those of the narrowest screen in use.
const HelpWidth = 80

// SetHelp gives all commands help that fits a screen, and advice on words that are not known.
func SetHelp(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		c.Flags().SortFlags = false
	}
	show := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if words.To(root.OutOrStdout()) == words.Chinese {
			InChinese(root)
		}
		cmd.Long = longText(cmd) // only now: wrapping the help of every command cost more than most commands
		show(cmd, args)
	})
	root.SetHelpCommand(newHelp())
	for _, t := range topics {
		root.AddCommand(&cobra.Command{Use: t.name, Short: t.short, Annotations: map[string]string{"section": t.section}})
	}
	root.SetUsageTemplate(strings.NewReplacer(
		".LocalFlags.FlagUsages ", fmt.Sprintf(".LocalFlags.FlagUsagesWrapped %d ", HelpWidth),
		".InheritedFlags.FlagUsages ", fmt.Sprintf(".InheritedFlags.FlagUsagesWrapped %d ", HelpWidth),
	).Replace(root.UsageTemplate()))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return Usagef("%w", adviseFlag(cmd, err)) })
}

// newHelp shows the help of a command. Cobra's own has status 0 for one that does not exist.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show what a command does and its flags",
		RunE: func(cmd *cobra.Command, args []string) error {
			asked, _, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if asked == cmd.Root() {
				if err := KnownCommand(asked, args); err != nil {
					return err
				}
			}
			asked.InitDefaultHelpFlag() // so that the help names it, too
			return asked.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && (c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand()) {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// longText is what a command says of itself, broken for the screen. What cobra says of its own commands, which are in
// no group, is broken already.
func longText(cmd *cobra.Command) string {
	if cmd.IsAdditionalHelpTopicCommand() {
		return reflowed(topicText(cmd.Name()))
	}
	if cmd.HasParent() && cmd.GroupID == "" {
		return cmd.Long
	}
	return reflowed(cmd.Long)
}

// reflowed breaks a text's paragraphs for the screen; lines that are indented stay as they are.
func reflowed(text string) string {
	var out, open []string
	end := func() {
		if len(open) > 0 {
			out = append(out, terminal.Wrap(strings.Join(open, " "), HelpWidth-1))
		}
		open = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || strings.HasPrefix(line, " ") {
			end()
			out = append(out, line)
			continue
		}
		if item, is := strings.CutPrefix(line, "- "); is {
			end()
			hung := strings.ReplaceAll(terminal.Wrap(item, HelpWidth-3), "\n", "\n  ")
			out = append(out, "- "+hung)
			continue
		}
		open = append(open, line)
	}
	end()
	return strings.Join(out, "\n")
}

// KnownCommand refuses a word that is no command, and says what may have been meant.
func KnownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return Usagef("no command %q%s; mingpao help lists them", terminal.Plain(args[0]), orMean(args[0], names))
}

// CompleteShells adds cobra's command for completions, which writes to where the root does by then.
func CompleteShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	if c, _, err := root.Find([]string{"completion"}); err == nil {
		c.Args, c.RunE = cobra.ArbitraryArgs, knownShell
	}
}

// knownShell refuses a shell that is not one. Cobra's own shows the help, with status 0.
func knownShell(completion *cobra.Command, args []string) error {
	if len(args) == 0 {
		return completion.Help()
	}
	var shells []string
	for _, c := range completion.Commands() {
		shells = append(shells, c.Name())
	}
	return Usagef("completion: %q is none of %s", terminal.Plain(args[0]), strings.Join(shells, ", "))
}
