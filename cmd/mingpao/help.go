package main

import (
	"fmt"
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
		c.Long = reflowed(c.Long)
		c.Flags().SortFlags = false
	}
	root.SetUsageTemplate(strings.NewReplacer(
		".LocalFlags.FlagUsages ", fmt.Sprintf(".LocalFlags.FlagUsagesWrapped %d ", helpWidth),
		".InheritedFlags.FlagUsages ", fmt.Sprintf(".InheritedFlags.FlagUsagesWrapped %d ", helpWidth),
	).Replace(root.UsageTemplate()))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError("%w", adviseFlag(cmd, err)) })
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

// adviseFlag says what may have been meant by a flag that is not known.
func adviseFlag(cmd *cobra.Command, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !unknown {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return fmt.Errorf("%s has no flag --%s%s; mingpao help %s lists them", cmd.Name(), plain(name), orMean("--"+name, names),
		cmd.Name())
}

func orMean(name string, names []string) string {
	near := filter.Near(name, names)
	if len(near) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(near, " or ") + "?"
}
