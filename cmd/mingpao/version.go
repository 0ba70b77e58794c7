package main

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	sqlite "github.com/mattn/go-sqlite3"
	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
)

//go:embed VERSION
var released string

// version is the release with the commit that the program was built from: two builds of one release may read
// differently.
func version() string {
	v, noted := strings.TrimSpace(released), built()
	if commit := noted["vcs.revision"]; len(commit) >= 12 {
		v += "+" + commit[:12]
	}
	if noted["vcs.modified"] == "true" {
		v += ".modified"
	}
	return v
}

// built is what the compiler noted of the build.
func built() map[string]string {
	noted := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			noted[s.Key] = s.Value
		}
	}
	return noted
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which program this is, and what it was built from",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			lite, _, _ := sqlite.Version()
			lines := fmt.Sprintf("mingpao  %s\n", version())
			if noted := built(); noted["vcs.revision"] != "" {
				lines += fmt.Sprintf("commit   %s of %s\n", noted["vcs.revision"], noted["vcs.time"])
			}
			lines += fmt.Sprintf("go       %s %s/%s\nsqlite   %s\n", strings.TrimPrefix(runtime.Version(), "go"),
				runtime.GOOS, runtime.GOARCH, lite)
			_, err := io.WriteString(s.out, lines)
			return cli.WithStatus(cmd.Context(), err)
		},
	}
}
