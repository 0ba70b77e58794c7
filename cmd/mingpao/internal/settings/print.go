package settings

import (
	"cmp"
	"fmt"
	"io"
	"os"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
)

// Env are the variables that come before the file. Of the language none does: locales are for all programs.
var Env = map[string]string{"db": "MINGPAO_DB", "contact": "MINGPAO_CONTACT"}

// InForce is a setting as it is in force where no flag says it otherwise.
type InForce struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	From     string `json:"from"` // environment, file, default
	Variable string `json:"variable,omitempty"`
	Line     int    `json:"line,omitempty"` // of the file
}

// InForce are the settings in force; usual are their values where nobody says anything.
func (s Settings) InForce(usual map[string]string) (all []InForce) {
	for _, key := range Keys {
		one := InForce{Name: key, Value: usual[key], From: "default"}
		said := s.values[key]
		switch variable := Env[key]; {
		case variable != "" && os.Getenv(variable) != "":
			one.Value, one.From, one.Variable = os.Getenv(variable), "environment", variable
		case said.line > 0:
			one.Value, one.From, one.Line = said.text, "file", said.line
		}
		all = append(all, one)
	}
	return all
}

// Print says what is in force, and where it comes from.
func (s Settings) Print(w io.Writer, usual map[string]string, asJSON bool) error {
	all := s.InForce(usual)
	if asJSON {
		return export.JSON(w, struct {
			File     string    `json:"file"`
			IsRead   bool      `json:"read"` // false: there is none
			Settings []InForce `json:"settings"`
		}{s.File, s.IsRead, all}, "  ")
	}
	in, note := words.To(w), ""
	if !s.IsRead {
		note = "  " + in.Text("there is none")
	}
	_, err := io.WriteString(w, terminal.Aligned(func(t io.Writer) {
		fmt.Fprintf(t, "file\t%s%s\n", terminal.Plain(s.File), note)
		for _, one := range all {
			fmt.Fprintf(t, "%s\t%s\t%s\n", one.Name, cmp.Or(terminal.Plain(one.Value), "-"), one.origin(in))
		}
	}))
	return err
}

func (f InForce) origin(in words.Speech) string {
	switch f.From {
	case "environment":
		return "$" + f.Variable
	case "file":
		return in.Sprintf("line %d of the file", f.Line)
	}
	switch f.Name {
	case "pictures":
		return in.Text("as the archive says")
	case "language":
		return in.Text("from the locale")
	}
	return in.Text("by default")
}
