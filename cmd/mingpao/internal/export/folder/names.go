package folder

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
	"mingpao/store/catalog"
)

// facts are what a name can be made of.
type facts map[string]string

func factsOf(a *catalog.Article) facts {
	f := facts{"id": a.ID, "edition": a.Edition, "title": a.Title, "section": a.Section, "column": a.Column,
		"author": strings.Join(a.Authors, "、")}
	f.addTimes(a.Published)
	return f
}

func (f facts) addTimes(published string) {
	f["date"], f["time"], _ = strings.Cut(export.ReadableTime(published), " ")
}

func (f facts) key() string { return f["edition"] + "/" + f["id"] }

// fields are the names of facts.
var fields = []string{"date", "time", "title", "id", "edition", "section", "column", "author"}

var field = regexp.MustCompile(`\{([^{}]*)\}`)

// byID is the template of those who name none.
const byID = "{edition}/{date}/{id}"

// defaultTemplate names files as a program wants them: to Obsidian a note's name is what one reads.
func defaultTemplate(t export.Target) string {
	if t == export.Obsidian {
		return "{edition}/{date}/{date} {title}"
	}
	return byID
}

// CheckTemplate says what is wrong with a template of names; nil where nothing is.
func CheckTemplate(template string) error {
	for _, m := range field.FindAllStringSubmatch(template, -1) {
		if !slices.Contains(fields, m[1]) {
			return told.Errorf("--name knows no %s, but {%s}", m[0], strings.Join(fields, "}, {"))
		}
	}
	last := path.Base(template)
	if template != "" && !strings.Contains(last, "{title}") && !strings.Contains(last, "{id}") {
		return told.Errorf("--name %q gives many articles one name: it needs {title} or {id}", template)
	}
	return nil
}

// place is where an article's file is to be, below the folder and without its ending; full where another one has that
// place.
type place struct{ plain, full string }

func placeOf(template string, f facts) (p place) {
	var elements []string
	for element := range strings.SplitSeq(template, "/") {
		elements = append(elements, field.ReplaceAllStringFunc(element, func(name string) string {
			return f[strings.Trim(name, "{}")]
		}))
	}
	for i, element := range elements {
		elements[i] = safe(element, maxBytes)
	}
	p.plain = path.Join(elements...)
	p.full = p.plain
	if template != byID { // an id in a name may be cut off, or be of two editions
		last := len(elements) - 1
		mark := " (" + safe(f["edition"]+"-"+f["id"], maxBytes/4) + ")"
		elements[last] = safe(elements[last], maxBytes-len(mark)) + mark
		p.full = path.Join(elements...)
	}
	return p
}

// maxBytes leaves a name of at most 255 bytes, which is what file systems take, when the number of a picture and its
// ending follow, and while it is being written.
const maxBytes = 255 - len("-999.webp") - len("..0123abcd")

// fullWidth stands for what Windows, or a link of Obsidian, does not take in a name.
var fullWidth = strings.NewReplacer("/", "／", `\`, "＼", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞",
	"|", "｜", "#", "＃", "^", "＾", "[", "［", "]", "］")

// devices are names that Windows keeps for itself, whatever ending they have.
var devices = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)`)

// Safe is a name of a file, without its ending, that every file system takes.
func Safe(s string) string { return safe(s, maxBytes) }

// safe is a name that every file system takes, and that leads nowhere else.
func safe(s string, most int) string {
	s = strings.Join(strings.Fields(fullWidth.Replace(norm.NFC.String(terminal.OneLine(s)))), " ")
	for s = strings.Trim(s, " ."); len(s) > most; {
		_, size := utf8.DecodeLastRuneInString(s)
		s = strings.TrimRight(s[:len(s)-size], " .")
	}
	if devices.MatchString(s) {
		s = "_" + s
	}
	return cmp.Or(s, "unknown")
}

// folded is a name as file systems compare it that take capitals and small letters for the same.
func folded(name string) string { return strings.ToLower(norm.NFC.String(name)) }
