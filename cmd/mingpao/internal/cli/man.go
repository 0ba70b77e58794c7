package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/pathless"
)

// WriteManual writes a page of the manual for each command to a folder, made from its help, and returns how many.
// cobra's own writer goes through Markdown, whose tables would be built at every start of the program.
func WriteManual(root *cobra.Command, folder string) (pages int, err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil { // the umask decides
		return 0, fmt.Errorf("man: %s: %w", terminal.Plain(folder), pathless.Error(err))
	}
	m := manual{folder: folder, date: time.Now().Format("Jan 2006"), source: root.Name() + " " + root.Version}
	if epoch, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		m.date = time.Unix(epoch, 0).UTC().Format("Jan 2006")
	}
	err = m.tree(root)
	return m.pages, err
}

// manual is a manual that is being written.
type manual struct {
	folder, date, source string
	pages                int
}

// tree writes the pages of a command and of those below it.
func (m *manual) tree(cmd *cobra.Command) error {
	for _, c := range cmd.Commands() {
		if isInManual(c) {
			if err := m.tree(c); err != nil {
				return err
			}
		}
	}
	m.pages++
	text := m.page(cmd)
	return file.Write(filepath.Join(m.folder, pageName(cmd)+".1"), func(w io.Writer) error {
		_, err := io.WriteString(w, fallbacks(text)+text)
		return err
	})
}

func isInManual(c *cobra.Command) bool {
	return c.IsAvailableCommand() && !c.IsAdditionalHelpTopicCommand()
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// page is the page of a command in the language of troff.
func (m *manual) page(cmd *cobra.Command) string {
	cmd.InitDefaultHelpFlag()
	var b strings.Builder
	fmt.Fprintf(&b, ".nh\n.TH \"MINGPAO\" \"1\" %q %q \"mingpao\"\n", m.date, m.source)
	fmt.Fprintf(&b, "\n.SH NAME\n%s - %s\n", pageName(cmd), escaped(cmd.Short))
	fmt.Fprintf(&b, "\n.SH SYNOPSIS\n\\fB%s\\fP\n", escaped(cmd.UseLine()))
	b.WriteString("\n.SH DESCRIPTION\n" + paragraphs(cmp.Or(longText(cmd), cmd.Short)))
	heading := "\n.SH OPTIONS\n"
	cmd.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			b.WriteString(heading + option(f))
			heading = "\n.PP\n"
		}
	})
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\n.SH EXAMPLE\n.EX\n%s\n.EE\n", escaped(cmd.Example))
	}
	var others []string
	if cmd.HasParent() {
		others = append(others, `\fB`+pageName(cmd.Parent())+`(1)\fP`)
	}
	for _, c := range cmd.Commands() {
		if isInManual(c) {
			others = append(others, `\fB`+pageName(c)+`(1)\fP`)
		}
	}
	fmt.Fprintf(&b, "\n.SH SEE ALSO\n%s\n", strings.Join(others, ", "))
	return b.String()
}

// option is a flag with what it does.
func option(f *pflag.Flag) string {
	name, value := `\fB--`+f.Name+`\fP`, "="+f.DefValue
	if f.Shorthand != "" {
		name = `\fB-` + f.Shorthand + `\fP, ` + name
	}
	if f.Value.Type() == "string" {
		value = "=" + strconv.Quote(f.DefValue)
	}
	if f.NoOptDefVal != "" {
		value = "[" + value + "]"
	}
	usage := regexp.MustCompile("`([^`]*)`").ReplaceAllString(escaped(f.Usage), `\fB$1\fR`)
	return name + escaped(value) + "\n\t" + usage + "\n"
}

// paragraphs are those of a text. Lines that are indented stay as they are.
func paragraphs(text string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(escaped(text), "\n\n") {
		switch {
		case strings.HasPrefix(part, "  ") || strings.HasPrefix(part, "\t"):
			part = strings.NewReplacer("\n  ", "\n", "\n\t", "\n").Replace("\n" + part)
			b.WriteString("\n.EX" + part + "\n.EE\n")
		case strings.HasPrefix(part, "#### "): // of cobra's own, for Markdown
			b.WriteString("\n.SS " + part[len("#### "):] + "\n")
		case b.Len() == 0:
			b.WriteString(part + "\n")
		default:
			b.WriteString("\n.PP\n" + part + "\n")
		}
	}
	return b.String()
}

// escaped is a text of which troff takes nothing for a request of its own.
func escaped(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, `\`, `\e`), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

// fallbacks give a page a sign for each Chinese character, for screens that have none: troff left them out there, and
// warned of each.
func fallbacks(text string) string {
	var b strings.Builder
	done := map[rune]bool{}
	for _, r := range text {
		if unicode.Is(unicode.Han, r) && !done[r] {
			done[r] = true
			fmt.Fprintf(&b, ".if \\n(.g .fchar \\[u%04X] ?\n", r)
		}
	}
	return b.String()
}
