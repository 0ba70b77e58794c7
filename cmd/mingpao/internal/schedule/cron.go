package schedule

import (
	"mingpao/extract/told"
	"strings"
	"text/template"
)

// longestCommand is how many bytes of a command Debian's cron takes (MAX_COMMAND, less line feed and end); it refuses
// the whole crontab where one is longer.
const longestCommand = 998

// cronTemplate holds the lines; two spaces stand between the times and the command.
const cronTemplate = "crontab.tmpl"

// Lines are the lines for a crontab, between two that mark them as those of this archive.
func (p Plan) Lines() (string, error) {
	text, err := p.fill(cronTemplate, template.FuncMap{"command": cronCommand})
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(text) {
		if _, command, ok := strings.Cut(line, " *  "); ok && len(strings.TrimSpace(command)) > longestCommand {
			return "", told.Errorf("schedule: cron takes commands of %d bytes, and this one is longer: %s; "+
				"choose shorter paths", longestCommand, strings.TrimSpace(command))
		}
	}
	return p.begin() + "\n" + text + p.end() + "\n", nil
}

// cronCommand writes a command so that the shell that cron hands it to finds these words.
func cronCommand(words ...string) string {
	for i, w := range words {
		words[i] = cronWord(w)
	}
	return strings.Join(words, " ")
}

// cronWord quotes a word for the shell and for cron, which ends a command at % and takes a backslash away before it.
// Crons differ: some take it away before another backslash, too, some know no rule for % at all. So % stands behind
// its backslash outside the quotes, where the shell takes it away if cron does not, and no backslash is before
// another one.
func cronWord(word string) string {
	if word != "" && strings.Trim(word, plainInShell) == "" {
		return word
	}
	return "'" + strings.NewReplacer(`'`, `'"'"'`, `%`, `'\%'`, `\`, `\''`).Replace(word) + "'"
}

const plainInShell = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-@:+,"
