package schedule

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"os/exec"
	"strings"
)

// failure is what a program that failed has said.
type failure struct {
	command, said, advice string
}

func (f *failure) Error() string {
	return fmt.Sprintf("schedule: %s: %s; %s", f.command, f.said, f.advice)
}

// In is what it has said, with the advice in the reader's language.
func (f *failure) In(s words.Speech) string {
	return s.Sprintf("schedule: %s: %s; %s", f.command, f.said, s.Text(f.advice))
}

// output runs a program and returns what it prints. Where it is missing or fails, the error says what to do.
func output(cmd *exec.Cmd, whereMissing, whereFailed string) (string, error) {
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	name, err := cmd.Args[0], cmd.Run()
	switch {
	case err == nil:
		return out.String(), nil
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "", told.Errorf("schedule: there is no program %s; %v", name, errors.New(whereMissing))
	case said.Len() == 0:
		said.WriteString(err.Error())
	}
	return "", &failure{strings.Join(cmd.Args, " "), strings.TrimSpace(said.String()), whereFailed}
}
