package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/cli"
)

// TestChineseHelp: every command and flag says in Chinese what it does, and nothing is said of what is not there.
func TestChineseHelp(t *testing.T) {
	english, chinese := wholeRoot(), wholeRoot()
	cli.InChinese(chinese)
	flags, sheets := map[string]bool{}, map[string]bool{"flags": true}
	walk(english, func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) { flags[f.Name] = true })
	})
	walk(chinese, func(c *cobra.Command) {
		sheets[strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), "mingpao "), " ", "-")] = true
		said := map[string]string{"": c.Short}
		if was, _, _ := english.Find(strings.Fields(c.CommandPath())[1:]); was.Long != "" {
			said["long"] = c.Long
		}
		c.Flags().VisitAll(func(f *pflag.Flag) { said["--"+f.Name] = f.Usage })
		for of, text := range said {
			if !strings.ContainsFunc(text, isHan) {
				t.Errorf("%s %s says no Chinese: %q", c.CommandPath(), of, text)
			}
			for _, named := range flagNamed.FindAllStringSubmatch(text, -1) {
				if !flags[named[1]] {
					t.Errorf("%s %s names a flag that does not exist: %s", c.CommandPath(), of, named[1])
				}
			}
		}
	})
	checkLeftOver(t, english, sheets)
}

// checkLeftOver looks for sheets of no command, and in them for flags that it does not have.
func checkLeftOver(t *testing.T, root *cobra.Command, sheets map[string]bool) {
	t.Helper()
	files, err := filepath.Glob("internal/cli/zh/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		if !sheets[name] {
			t.Errorf("%s is of no command", file)
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if again := saidTwice(strings.Split(string(text), "\n")); again != "" {
			t.Errorf("%s says twice: %s", file, again)
		}
		for _, row := range flagRow.FindAllStringSubmatch(string(text), -1) {
			if !hasFlag(root, name, row[1]) {
				t.Errorf("%s has a row for --%s, which is no flag there", file, row[1])
			}
		}
	}
}

// saidTwice is a paragraph, or the flag of a row, that a sheet has twice below its first line; "" where none is.
func saidTwice(lines []string) string {
	said := map[string]bool{}
	for _, line := range lines[1:] {
		start, _, _ := strings.Cut(line, "\t")
		if start != "" && said[start] {
			return start
		}
		said[start] = true
	}
	return ""
}

// hasFlag reports whether the command of a sheet has a flag; those of flags.txt are for all.
func hasFlag(root *cobra.Command, sheet, flag string) (has bool) {
	walk(root, func(c *cobra.Command) {
		path := strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), "mingpao "), " ", "-")
		has = has || (sheet == "flags" || sheet == path) && c.Flags().Lookup(flag) != nil
	})
	return has
}

var (
	flagRow   = regexp.MustCompile(`(?m)^--([a-z-]+)\t`)
	flagNamed = regexp.MustCompile(`(?:^|[^-\w])--([a-z][a-z-]*)`)
)

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// wholeRoot is the tree of commands with what cobra adds to it.
func wholeRoot() *cobra.Command {
	var out bytes.Buffer
	root := newRoot(streams{&out, &out, &out})
	cli.CompleteShells(root)
	root.InitDefaultHelpCmd()
	walk(root, func(c *cobra.Command) { c.InitDefaultHelpFlag() })
	root.InitDefaultVersionFlag()
	return root
}

func walk(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, below := range c.Commands() {
		walk(below, visit)
	}
}
