package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// Target is the program that Markdown is for.
type Target string

// The programs that want front matter of their own.
const (
	AnyProgram Target = ""
	Hugo       Target = "hugo"
	Obsidian   Target = "obsidian"
)

// Targets are their names.
func Targets() []string { return []string{string(Hugo), string(Obsidian)} }

type fact struct {
	name  string
	value any
}

// FrontMatter is an article's facts as YAML, with where they are from. Every value is a quoted string or a list of
// them: nothing in it can be taken for syntax.
func FrontMatter(a *catalog.Article, t Target) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range append(facts(a, t), factsFor(a, t)...) {
		var v strings.Builder
		_ = JSON(&v, f.value, "") // JSON is YAML; a string builder takes all
		fmt.Fprintf(&b, "%s: %s", f.name, yamlEscaped(v.String()))
	}
	b.WriteString("---\n\n")
	return b.String()
}

func facts(a *catalog.Article, t Target) []fact {
	address := "url"
	if t == Hugo { // to which url is where the page lies in the site that it makes
		address = "link"
	}
	return []fact{
		{"id", a.ID}, {"edition", a.Edition}, {address, a.URL}, {"title", a.Title}, {"authors", a.Authors},
		{"published", a.Published}, {"section", a.Section},
		{"section_code", a.SectionCode}, {"column", a.Column}, {"access", a.Access}, {"language", a.Language},
		{"keywords", a.Keywords},
		{"revision", a.Revision}, {"first_seen", a.FirstSeen}, {"changed", a.Changed}, {"last_seen", a.LastSeen},
		{"gone", a.Gone}, {"gone_witness", goneBy(a)}, {"witness", words.Chinese.Witness(a.Witness)},
	}
}

// factsFor are those that a program knows by names of its own.
func factsFor(a *catalog.Article, t Target) []fact {
	date, _ := dateAndTime(a.Published)
	switch t {
	case Hugo:
		return []fact{{"date", fullTime(a.Published)}, {"tags", a.Keywords}, {"categories", named(a.Section)}}
	case Obsidian:
		return []fact{{"date", date}, {"tags", obsidianTags(a.Keywords)}, {"aliases", named(a.Title)}}
	}
	return nil
}

func named(s string) []string {
	return slices.DeleteFunc([]string{s}, func(s string) bool { return s == "" })
}

// obsidianTags are keywords as Obsidian takes them: no blanks, no slash, which would nest them, and not digits alone
// (https://help.obsidian.md/tags).
func obsidianTags(keywords []string) []string {
	tags := []string{}
	for _, k := range keywords {
		tag := strings.Join(strings.FieldsFunc(k, isNoTagRune), "-")
		if tag != "" && strings.Trim(tag, "0123456789") == "" {
			tag = "_" + tag
		}
		known := func(other string) bool { return strings.EqualFold(tag, other) }
		if tag != "" && !slices.ContainsFunc(tags, known) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// isNoTagRune tells what ends a tag: general and supplemental punctuation, and that of ASCII but for - and _.
func isNoTagRune(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || 0x2000 <= r && r <= 0x206F || 0x2E00 <= r && r <= 0x2E7F ||
		strings.ContainsRune("'!\"#$%&()*+,./:;<=>?@^`{|}~[]\\", r)
}

// yamlEscaped is JSON without the characters that YAML wants escaped and JSON does not, not even ours.
var yamlEscaped = strings.NewReplacer("\ufffe", `\ufffe`, "\uffff", `\uffff`).Replace
