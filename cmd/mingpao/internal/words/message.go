package words

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
)

// messages are what commands say, in Chinese: below each English format, as it stands in the code, its translation
// behind a tab. It is searched as it is, and only where Chinese is spoken: no table is built at any start.
//
//go:embed zh/messages.txt
var messages string

// Localized is a part of a message that is said otherwise in each language.
type Localized interface{ In(Speech) string }

// Fprintf prints a message in the language of whoever reads the stream.
func Fprintf(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprint(w, To(w).Sprintf(format, args...))
	return err
}

// Sprintf is a message in a language.
func (s Speech) Sprintf(format string, args ...any) string {
	if s == English {
		return fmt.Sprintf(format, args...)
	}
	said := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Localized:
			said[i] = arg.In(s)
		case error:
			said[i] = s.Error(arg)
		default:
			said[i] = arg
		}
	}
	return fmt.Sprintf(chinese(format), said...)
}

// Text is a text without operands in a language.
func (s Speech) Text(text string) string {
	if s == English {
		return text
	}
	return chinese(text)
}

// chinese is a format in Chinese; one that has no words there stays as it is.
func chinese(format string) string {
	body := strings.TrimRight(format, "\n")
	if body == "" {
		return format
	}
	_, after, ok := strings.Cut(messages, "\n"+strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(body)+"\n\t")
	if !ok {
		return strings.ReplaceAll(format, "%w", "%v")
	}
	said, _, _ := strings.Cut(after, "\n")
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(said) + format[len(body):]
}

// Joined are parts of a sentence: a, b and c.
type Joined struct {
	Parts []string
	By    string // and, or
}

// String is all of them in English.
func (j Joined) String() string {
	last := len(j.Parts) - 1
	if last < 1 {
		return strings.Join(j.Parts, "")
	}
	return strings.Join(j.Parts[:last], ", ") + " " + j.By + " " + j.Parts[last]
}

// In is all of them in a language.
func (j Joined) In(s Speech) string {
	if s == English {
		return j.String()
	}
	return strings.Join(j.Parts, map[string]string{"and": "、", "or": " 或 "}[j.By])
}

// Meant is what may have been meant by a word that is not known; without any it says nothing.
type Meant []string

// String asks in English.
func (m Meant) String() string { return m.In(English) }

// In asks in a language.
func (m Meant) In(s Speech) string {
	if len(m) == 0 {
		return ""
	}
	return s.Sprintf("; did you mean %s?", Joined{m, "or"})
}

// Faults are errors that are told at once.
type Faults []error

// Error is all of them in English.
func (f Faults) Error() string { return f.In(English) }

// In is all of them in a language.
func (f Faults) In(s Speech) string {
	var all []string
	for _, err := range f {
		all = append(all, s.Error(err))
	}
	return strings.Join(all, []string{"；", "; "}[s])
}
