package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// writeFile writes a file whole or not at all: what stands at path stays until the new content is complete.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, fileError(err))
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, fileError(err))
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, fileError(err))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, fileError(err))
	}
	return nil
}

// paged lets a person page through long output: on a terminal it goes through $PAGER, elsewhere straight out.
func paged(w io.Writer, write func(io.Writer) error) error {
	if !isTerminal(w) {
		return write(w)
	}
	pager := os.Getenv("PAGER")
	if pager == "" {
		pager = "less -FRX"
	}
	cmd := exec.Command("sh", "-c", pager)
	cmd.Stdout, cmd.Stderr = w, os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return write(w)
	}
	_ = write(in) // a person may leave before the end
	in.Close()
	return cmd.Wait()
}

// style marks text on a terminal. Without colour it marks nothing, or with signs where the mark is the point.
type style struct{ on bool }

func styleFor(w io.Writer) style { return style{isTerminal(w) && os.Getenv("NO_COLOR") == ""} }

func (s style) bold(text string) string { return s.wrap("1", text, "", "") }
func (s style) dim(text string) string  { return s.wrap("2", text, "", "") }
func (s style) hit(text string) string  { return s.wrap("1;33", text, "«", "»") }
func (s style) gone(text string) string { return s.wrap("31;9", text, "[-", "-]") }
func (s style) come(text string) string { return s.wrap("32", text, "{+", "+}") }

func (s style) wrap(code, text, left, right string) string {
	if !s.on {
		return left + text + right
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
