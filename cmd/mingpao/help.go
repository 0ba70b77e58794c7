package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
)

// helpWidth is how many cells the lines of the help take: those of the narrowest screen in use.
const helpWidth = 80

// setHelp gives all commands help that fits a screen, and advice on words that are not known.
func setHelp(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		c.Flags().SortFlags = false
	}
	show := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		cmd.Long = reflowed(cmd.Long) // only now: wrapping the help of every command cost more than most commands
		show(cmd, args)
	})
	root.SetHelpCommand(newHelp())
	root.SetUsageTemplate(strings.NewReplacer(
		".LocalFlags.FlagUsages ", fmt.Sprintf(".LocalFlags.FlagUsagesWrapped %d ", helpWidth),
		".InheritedFlags.FlagUsages ", fmt.Sprintf(".InheritedFlags.FlagUsagesWrapped %d ", helpWidth),
	).Replace(root.UsageTemplate()))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError("%w", adviseFlag(cmd, err)) })
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
				if err := knownCommand(asked, args); err != nil {
					return err
				}
			}
			asked.InitDefaultHelpFlag() // so that the help names it, too
			return asked.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && c.IsAvailableCommand() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// reflowed breaks a text's paragraphs for the screen; lines that are indented stay as they are.
func reflowed(text string) string {
	var out, open []string
	end := func() {
		if len(open) > 0 {
			out = append(out, terminal.Wrap(strings.Join(open, " "), helpWidth-1))
		}
		open = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || strings.HasPrefix(line, " ") {
			end()
			out = append(out, line)
			continue
		}
		open = append(open, line)
	}
	end()
	return strings.Join(out, "\n")
}

// knownCommand refuses a word that is no command, and says what may have been meant.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return usageError("no command %q%s; mingpao help lists them", plain(args[0]), orMean(args[0], names))
}

// completeShells adds cobra's command for completions, which writes to where the root does by then.
func completeShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	if c, _, err := root.Find([]string{"completion"}); err == nil {
		c.Args, c.RunE = cobra.ArbitraryArgs, knownShell
	}
}

// knownShell refuses a shell that is none. Cobra's own shows the help, with status 0.
func knownShell(completion *cobra.Command, args []string) error {
	if len(args) == 0 {
		return completion.Help()
	}
	var shells []string
	for _, c := range completion.Commands() {
		shells = append(shells, c.Name())
	}
	return usageError("completion: %q is none of %s", plain(args[0]), strings.Join(shells, ", "))
}

// noArgs refuses arguments of a command that takes flags alone.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError("%s: %q is no flag, and it takes nothing else; mingpao help %s lists them", cmd.Name(),
		plain(args[0]), cmd.Name())
}

// apart says that one at most of some flags may be set, in words shorter than cobra's.
func apart(cmd *cobra.Command, names ...string) {
	cmd.MarkFlagsMutuallyExclusive(names...) // completion offers no second one
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		set := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !cmd.Flags().Changed(name) })
		if len(set) > 1 {
			return usageError("%s: --%s do not go together", cmd.Name(), strings.Join(set, " and --"))
		}
		if before == nil {
			return nil
		}
		return before(cmd, args)
	}
}

// adviseFlag says what is wrong with a flag: a value that it cannot have, or a name, and what may have been meant by
// that.
func adviseFlag(cmd *cobra.Command, err error) error {
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	switch {
	case errors.As(err, &value):
		return fmt.Errorf("%s: --%s %q is no %s", cmd.Name(), value.GetFlag().Name, plain(value.GetValue()),
			kindOf(value.GetFlag()))
	case errors.As(err, &missing):
		name, _ := pflag.UnquoteUsage(missing.GetFlag())
		return fmt.Errorf("%s: --%s needs a value: %s", cmd.Name(), missing.GetFlag().Name, name)
	}
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return fmt.Errorf("%s: %w; mingpao help %s lists its flags", cmd.Name(), err, cmd.Name())
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return fmt.Errorf("%s has no flag --%s%s; mingpao help %s lists them", cmd.Name(), plain(name),
		orMean("--"+name, names),
		cmd.Name())
}

// kindOf says what a flag's value looks like.
func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "duration":
		return "time; times are written like 10m, 90s or 1h30m"
	case "bool":
		return "answer; write the flag alone"
	}
	return "number"
}

func orMean(name string, names []string) string {
	near := filter.Near(name, names)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, " or ") + "?"
}
