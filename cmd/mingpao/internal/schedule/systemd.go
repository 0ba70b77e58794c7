package schedule

import (
	"bytes"
	"io/fs"
	"mingpao/extract/told"
	"path"
	"strings"
	"text/template"
)

// Unit is a file for systemd.
type Unit struct {
	Name, Text string
}

// Enabled reports whether the unit has to be enabled, to be started: it says by what.
func (u Unit) Enabled() bool { return strings.Contains(u.Text, "\n[Install]\n") }

// mark begins the first line of each unit: whose file it is, and for which archive.
const mark = "# Written by mingpao schedule for "

// Units are systemd's units: services with their timers, and one that mails what they print.
func (p Plan) Units() ([]Unit, error) {
	if strings.ContainsAny(p.Program, `"'\`) {
		return nil, told.Errorf("schedule: systemd starts no program with a quote or backslash in its path, as %s has; "+
			"install it elsewhere", p.Program)
	}
	script, err := templates.ReadFile("units/mail.sh")
	if err != nil {
		return nil, err
	}
	functions := template.FuncMap{
		"command": unitCommand, "word": unitWord, "bare": unitBare,
		"script": func() string { return strings.TrimSpace(string(script)) },
	}
	names, err := fs.Glob(templates, "units/mingpao*")
	if err != nil {
		return nil, err
	}
	var units []Unit
	for _, name := range names {
		u := Unit{Name: path.Base(name)}
		if u.Name == room && !p.Serve || u.Name == reader && p.Watch == "" {
			continue
		}
		text, err := p.fill(u.Name, functions)
		if err != nil {
			return nil, err
		}
		u.Text = p.mark() + text
		units = append(units, u)
	}
	return units, nil
}

// The units that somebody has to ask for: the reading room, and what reads along with a browser.
const (
	room   = "mingpao-serve.service"
	reader = "mingpao-watch.service"
)

func (p Plan) mark() string { return mark + p.DB + "\n" }

// fill fills in a template.
func (p Plan) fill(name string, functions template.FuncMap) (string, error) {
	t, err := template.New("").Funcs(functions).ParseFS(templates, "units/"+name)
	if err == nil && name != cronTemplate {
		t, err = t.ParseFS(templates, "units/parts.tmpl")
	}
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, p); err != nil {
		return "", err
	}
	return b.String(), nil
}

// unitCommand writes a command for ExecStart=. What is started is named before variables are put in.
func unitCommand(program string, words ...string) string {
	line := unitWord(program)
	for _, w := range words {
		line += " " + strings.ReplaceAll(unitWord(w), "$", "$$")
	}
	return line
}

// unitWord writes a word of a command or of a list of paths: systemd.syntax(7), systemd.unit(5) for the %.
func unitWord(word string) string {
	if word != "" && strings.Trim(word, plainInShell) == "" {
		return word
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`, "\n", `\n`).Replace(word) + `"`
}

// unitBare writes what stands unquoted to the end of its line.
func unitBare(text string) string { return strings.ReplaceAll(text, "%", "%%") }
