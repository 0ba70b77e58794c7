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

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/pathless"
)

// WriteManual writes the manual below a folder, a page for each command, made from its help, and one for each topic,
// and returns how many. cobra's own writer goes through Markdown, whose tables would be built at every start of the
// program.
func WriteManual(root *cobra.Command, folder string) (pages int, err error) {
	for _, section := range []string{"1", "5", "7"} {
		if err := os.MkdirAll(filepath.Join(folder, "man"+section), 0o777); err != nil { // the umask decides
			return 0, fmt.Errorf("man: %s: %w", terminal.Plain(folder), pathless.Error(err))
		}
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
	name := pageName(cmd) + "." + section(cmd)
	return file.Write(filepath.Join(m.folder, "man"+section(cmd), name), func(w io.Writer) error {
		_, err := io.WriteString(w, fallbacks(text)+text)
		return err
	})
}

func isInManual(c *cobra.Command) bool {
	return c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand()
}

// section is the one of the manual in which a page is: 1 holds the commands.
func section(c *cobra.Command) string {
	return cmp.Or(c.Annotations["section"], "1")
}

func pageName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// page is the page of a command or a topic in the language of troff.
func (m *manual) page(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".nh\n.TH %q %q %q %q \"mingpao\"\n", strings.ToUpper(pageName(cmd)), section(cmd), m.date, m.source)
	fmt.Fprintf(&b, "\n.SH NAME\n%s - %s\n", pageName(cmd), escaped(cmd.Short))
	if cmd.IsAdditionalHelpTopicCommand() {
		b.WriteString("\n.SH DESCRIPTION\n" + bold(paragraphs(topicText(cmd.Name()))))
	} else {
		b.WriteString(usage(cmd))
	}
	fmt.Fprintf(&b, "\n.SH SEE ALSO\n%s\n", strings.Join(others(cmd), ", "))
	return b.String()
}

// usage is how a command is called, what it does, and how it ends.
func usage(cmd *cobra.Command) string {
	cmd.InitDefaultHelpFlag()
	var b strings.Builder
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
	if cmd.HasParent() {
		b.WriteString("\n.SH EXIT STATUS\n.EX\n" + StatusTable + "\n.EE\n")
	}
	return b.String()
}

// others are the pages that a page leads to.
func others(cmd *cobra.Command) []string {
	var names []string
	name := func(c *cobra.Command) { names = append(names, fmt.Sprintf(`\fB%s\fP(%s)`, pageName(c), section(c))) }
	if cmd.HasParent() {
		name(cmd.Parent())
	}
	for _, c := range cmd.Commands() {
		if isInManual(c) {
			name(c)
		}
	}
	return names
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
	return name + escaped(value) + "\n\t" + bold(escaped(f.Usage)) + "\n"
}

// bold sets what is between backticks apart.
func bold(text string) string {
	return regexp.MustCompile("`([^`\n]*)`").ReplaceAllString(text, `\fB$1\fR`)
}

// paragraphs are those of a text. Lines that are indented stay as they are.
func paragraphs(text string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(escaped(text), "\n\n") {
		switch {
		case strings.HasPrefix(part, "- "):
			b.WriteString(items(part))
		case strings.HasPrefix(part, "## "):
			b.WriteString("\n.SH " + strings.ToUpper(part[len("## "):]) + "\n")
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

// items are those of a list, each below what it begins with: - `id`: 13 digits.
func items(list string) string {
	var b strings.Builder
	for item := range strings.SplitSeq(list, "\n") {
		name, text, named := strings.Cut(strings.TrimPrefix(item, "- "), ": ")
		if !named {
			name, text = "-", name
		}
		b.WriteString("\n.TP\n" + name + "\n" + text + "\n")
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

// fallbacks give a page a sign for each character that troff may lack, for screens that have none: it left them out
// there, and warned of each.
func fallbacks(text string) string {
	var b strings.Builder
	done := map[rune]bool{}
	for _, r := range text {
		if r >= 0x2000 && !done[r] {
			done[r] = true
			fmt.Fprintf(&b, ".if \\n(.g .fchar \\[u%04X] ?\n", r)
		}
	}
	return b.String()
}
