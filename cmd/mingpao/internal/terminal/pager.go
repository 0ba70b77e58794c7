package terminal

import (
	"errors"
	"io"
	"mingpao/extract/told"
	"os"
	"os/exec"
	"strings"
)

// Paged lets a person page through long output: on a terminal it goes through $PAGER, or less; elsewhere, and where
// there is no pager, straight out. An error of write is returned in every case, unless it is that the person left the
// pager before the end.
func Paged(w io.Writer, write func(io.Writer) error) error {
	pager := pagerFor(w)
	if pager == "" {
		return write(w)
	}
	cmd := exec.Command("sh", "-c", pager)
	cmd.Stdout, cmd.Stderr, cmd.Env = raw(w), os.Stderr, pagerEnv(os.Environ())
	in, err := cmd.StdinPipe()
	if err != nil {
		return write(w)
	}
	if err := cmd.Start(); err != nil {
		return write(w)
	}
	pipe := &leftEarly{w: in}
	text := Text{w: pipe, marks: StyleFor(w).colour}
	if t, ok := w.(*Text); ok {
		text.tag = t.tag
	}
	err = write(&text)
	_ = in.Close() // the pager may have ended
	ended := cmd.Wait()
	var status *exec.ExitError
	switch {
	case errors.As(ended, &status) && status.ExitCode() >= notRun:
		return told.Errorf("pager %s cannot be run: set PAGER to another one, or to cat", pager)
	case pipe.left:
		return nil
	case err != nil:
		return err
	case ended != nil:
		return told.Errorf("pager %s: %w", pager, ended)
	}
	return nil
}

// notRun is the least status of a shell that could not run a command: 126 and 127.
const notRun = 126

// pagerFor is the command that pages, "" for none.
func pagerFor(w io.Writer) string {
	if !Is(w) {
		return ""
	}
	pager, set := os.LookupEnv("PAGER")
	if kind := os.Getenv("TERM"); !set && kind != "" && kind != "dumb" { // less asks to be pressed on, elsewhere
		pager = "less"
	}
	pager = strings.TrimSpace(pager)
	program, _, _ := strings.Cut(pager, " ")
	if pager == "" || pager == "cat" {
		return ""
	}
	if _, err := exec.LookPath(program); err != nil && !strings.Contains(program, "=") {
		return ""
	}
	return pager
}

// pagerEnv has less show colours and UTF-8, and end by itself where all fits on the screen, unless the person says
// otherwise.
func pagerEnv(env []string) []string {
	for name, value := range map[string]string{"LESS": "FRX", "LESSCHARSET": "utf-8"} {
		if _, set := os.LookupEnv(name); !set {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// leftEarly notes that the pager no longer reads.
type leftEarly struct {
	w    io.Writer
	left bool
}

func (l *leftEarly) Write(b []byte) (int, error) {
	n, err := l.w.Write(b)
	l.left = l.left || err != nil
	return n, err
}
