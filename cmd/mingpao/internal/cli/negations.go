package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// WithNegations puts the words that a search is to leave out (-word) behind the flags, where they are no flags.
func WithNegations(root *cobra.Command, args []string) []string {
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Name() != "search" {
		return args
	}
	end := slices.Index(args, "--")
	if end < 0 {
		end = len(args)
	}
	var flags, words []string
	for i, arg := range args[:end] {
		if isNegation(arg) && (i == 0 || !takesValue(cmd, args[i-1])) {
			words = append(words, arg)
		} else {
			flags = append(flags, arg)
		}
	}
	if len(words) == 0 {
		return args
	}
	return append(append(append(flags, "--"), words...), args[min(len(args), end+1):]...)
}

func isNegation(arg string) bool {
	return len(arg) > 1 && arg[0] == '-' && arg[1] != '-' && arg != "-h"
}

// takesValue tells whether the argument behind another one is its value: --from -7d.
func takesValue(cmd *cobra.Command, arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	flag := cmd.Flags().Lookup(name)
	return long && flag != nil && flag.NoOptDefVal == ""
}
