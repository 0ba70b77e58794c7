package cli

import (
	"slices"
	"strings"
	"unicode/utf8"

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
		if isNegation(cmd, arg) && (i == 0 || !takesValue(cmd, args[i-1])) {
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

// isNegation tells -word from --flag, and from a flag's letter alone or with a number: -h, -n, -n20.
func isNegation(cmd *cobra.Command, arg string) bool {
	if len(arg) < 2 || arg[0] != '-' || arg[1] == '-' {
		return false
	}
	isLetter := arg[1] == 'h' || arg[1] < utf8.RuneSelf && cmd.Flags().ShorthandLookup(arg[1:2]) != nil
	return !isLetter || strings.Trim(arg[2:], "0123456789") != ""
}

// takesValue tells whether the argument behind another one is its value: --from -7d.
func takesValue(cmd *cobra.Command, arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	flag := cmd.Flags().Lookup(name)
	return long && flag != nil && flag.NoOptDefVal == ""
}
