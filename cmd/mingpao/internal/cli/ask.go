package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

// Ask asks a person on a terminal, and returns the line that is the answer.
func Ask(in io.Reader, w io.Writer, question string) (string, error) {
	fmt.Fprint(w, question+" ")
	answer, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return terminal.OneLine(answer), nil
}

// Confirm asks on a terminal whether to go on, and elsewhere says how to answer beforehand. The question is in the
// reader's language. An answer that is not yes is an error with these words.
func Confirm(in io.Reader, w io.Writer, question, no string) error {
	if !terminal.Is(in) {
		return Usagef("%s Without a terminal to ask on, say --yes", question)
	}
	answer, err := Ask(in, w, question+" [y/N]")
	if err != nil {
		return err
	}
	if a := strings.ToLower(answer); a != "y" && a != "yes" && a != "是" {
		return &Exit{Status: Failed, Err: errors.New(no)}
	}
	return nil
}
