package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"mingpao/cmd/mingpao/internal/file"
)

// newMan writes the manual: a page a command, made from its help.
func newMan(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages to a folder",
		Args:  exactly(1, "man: name a folder, like /usr/local/share/man/man1"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o777); err != nil { // the umask decides
				return &exit{statusFailed, fmt.Errorf("man: %s: %w", plain(args[0]), file.Reason(err))}
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			for _, c := range append(root.Commands(), root) {
				c.Long = reflowed(c.Long)
			}
			for _, c := range root.Commands() {
				c.Long = strings.ReplaceAll(c.Long, "\n  ", "\n    ") // Markdown's lines as they are
			}
			header := &doc.GenManHeader{Title: "MINGPAO", Section: "1", Source: "mingpao " + version(), Manual: "mingpao"}
			if err := doc.GenManTree(root, header, args[0]); err != nil {
				return &exit{statusFailed, fmt.Errorf("man: %w", file.Reason(err))}
			}
			pages, err := filepath.Glob(filepath.Join(args[0], "mingpao*.1"))
			if err != nil {
				return &exit{statusFailed, err}
			}
			for _, page := range pages {
				if err := legibleAnywhere(page); err != nil {
					return &exit{statusFailed, err}
				}
			}
			fmt.Fprintf(s.err, "wrote %d pages to %s\n", len(pages), strings.TrimSuffix(plain(args[0]), "/"))
			return nil
		},
	}
}

// legibleAnywhere gives a page a sign for each Chinese character, for screens that have none: troff left them out there,
// and warned of each.
func legibleAnywhere(page string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return fmt.Errorf("man: %w", file.Reason(err))
	}
	var b strings.Builder
	done := map[rune]bool{}
	for _, r := range string(text) {
		if unicode.Is(unicode.Han, r) && !done[r] {
			done[r] = true
			fmt.Fprintf(&b, ".if \\n(.g .fchar \\[u%04X] ?\n", r)
		}
	}
	return file.Write(page, func(w io.Writer) error {
		_, err := io.WriteString(w, b.String()+string(text))
		return err
	})
}
