package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
			header := &doc.GenManHeader{Title: "MINGPAO", Section: "1", Source: "mingpao " + version(), Manual: "mingpao"}
			if err := doc.GenManTree(root, header, args[0]); err != nil {
				return &exit{statusFailed, fmt.Errorf("man: %w", file.Reason(err))}
			}
			pages, err := filepath.Glob(filepath.Join(args[0], "mingpao*.1"))
			if err != nil {
				return &exit{statusFailed, err}
			}
			fmt.Fprintf(s.err, "wrote %d pages to %s\n", len(pages), strings.TrimSuffix(plain(args[0]), "/"))
			return nil
		},
	}
}
