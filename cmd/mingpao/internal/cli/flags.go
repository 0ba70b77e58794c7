package cli

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
)

// Exactly is a check of the number of arguments that says what is missing.
func Exactly(n int, advice string) cobra.PositionalArgs { return Between(n, n, advice) }

// Between is Exactly for what may be left out.
func Between(least, most int, advice string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return &Exit{Usage, errors.New(advice)}
		}
		return nil
	}
}

// Complete offers words for a flag.
func Complete(cmd *cobra.Command, flag string, words []string) {
	Offer(cmd, flag, func(*cobra.Command) []string { return words })
}

// Offer offers for a flag what is found out when it is asked for.
func Offer(cmd *cobra.Command, flag string, words func(*cobra.Command) []string) {
	// It fails only where the flag does not exist or has a completion: a mistake that TestCompletions finds.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]string,
		cobra.ShellCompDirective) {
		return words(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}

// NoArgs refuses arguments of a command that takes flags alone.
func NoArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return Usagef("%s: %q is not a flag, and it takes nothing else; mingpao help %s lists them", cmd.Name(),
		terminal.Plain(args[0]), cmd.Name())
}

// Apart says that one at most of some flags may be set, in words shorter than cobra's.
func Apart(cmd *cobra.Command, names ...string) {
	cmd.MarkFlagsMutuallyExclusive(names...) // completion offers no second one
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		set := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !cmd.Flags().Changed(name) })
		if len(set) > 1 {
			for i, name := range set {
				set[i] = "--" + name
			}
			return Usagef("%s: %s do not go together", cmd.Name(), words.Joined{Parts: set, By: "and"})
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
		return told.Errorf(notOfKind(value.GetFlag()), cmd.Name(), value.GetFlag().Name, terminal.Plain(value.GetValue()))
	case errors.As(err, &missing):
		if words.To(cmd.ErrOrStderr()) == words.Chinese {
			InChinese(cmd.Root())
		}
		name, _ := pflag.UnquoteUsage(missing.GetFlag())
		return told.Errorf("%s: --%s needs a value: %s", cmd.Name(), missing.GetFlag().Name, name)
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return told.Errorf("%s: %w; mingpao help %s lists its flags", cmd.Name(), err, cmd.Name())
	}
	if unknown.GetSpecifiedShortnames() != "" {
		return told.Errorf("%s has no flag -%s; mingpao help %s lists them", cmd.Name(),
			terminal.Plain(unknown.GetSpecifiedName()), cmd.Name())
	}
	name, names := unknown.GetSpecifiedName(), []string{}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return told.Errorf("%s has no flag --%s%s; mingpao help %s lists them", cmd.Name(), terminal.Plain(name),
		orMean("--"+name, names),
		cmd.Name())
}

// notOfKind says what a flag's value looks like, against one that does not.
func notOfKind(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "duration":
		return "%s: --%s %q is not a time; times are written like 10m, 90s or 1h30m"
	case "bool":
		return "%s: --%s %q is not a value that it takes; write the flag alone"
	}
	return "%s: --%s %q is not a number"
}

func orMean(name string, names []string) words.Meant { return filter.Near(name, names) }
