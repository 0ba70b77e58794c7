package cli

import (
	"embed"
	"strings"
)

//go:embed manual/*.md
var manualText embed.FS

// topics are the parts of the manual that belong to no command: their section, and what the list of them says. Each is
// a file of manual, which can be read as it is.
var topics = []struct{ name, section, short string }{
	{"pages", "7", "Pages in, articles out: forms, filters, figures"},
	{"article", "5", "The fields of an article"},
	{"crawling", "7", "How the archive is kept up to date"},
	{"record", "7", "What the archive says, and whose word it is"},
	{"research", "7", "Years of a newspaper, asked: counts and contexts"},
	{"sql", "5", "The archive as SQL: what is where, twenty questions"},
}

// topicText is a topic's text as the help and the manual page take it: its code is indented, each item of a list is a
// line, and its own heading is gone.
func topicText(name string) string {
	text, err := manualText.ReadFile("manual/" + name + ".md")
	if err != nil {
		return ""
	}
	_, body, _ := strings.Cut(string(text), "\n\n")
	var lines []string
	code, item := false, false
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
			continue
		case code:
			line = "  " + line
		case item && strings.HasPrefix(line, "  "):
			lines[len(lines)-1] += line[1:]
			continue
		}
		item = strings.HasPrefix(line, "- ")
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
