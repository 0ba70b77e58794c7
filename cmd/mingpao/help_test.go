package main

import (
	"bytes"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/terminal"
)

// TestHelpFits: the help of every command fits a screen of 80 columns.
func TestHelpFits(t *testing.T) {
	for _, c := range newRoot(streams{}).Commands() {
		var out bytes.Buffer
		if status := run(t.Context(), []string{"help", c.Name()}, streams{nil, &out, &out}); status != statusDone {
			t.Errorf("help %s: status %d", c.Name(), status)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			if n := terminal.Cells(line); n > helpWidth {
				t.Errorf("%s: %d cells: %s", c.Name(), n, line)
			}
		}
	}
}

func TestAdvice(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"serach 颱風", `no command "serach"; did you mean search?`},
		{"list --sectoin pns", "list has no flag --sectoin; did you mean --section?"},
		{"xyzzy", `no command "xyzzy"; mingpao help lists them`},
	} {
		var out bytes.Buffer
		if status := run(t.Context(), strings.Fields(c.line), streams{nil, &out, &out}); status != statusUsage || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: status %d, %s", c.line, status, out.String())
		}
	}
}
