package export

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
	"mingpao/store/catalog"
)

var markdownFormat = Format{Name: "markdown", Label: "Markdown", MediaType: "text/markdown; charset=utf-8",
	Ending: ".md", Help: "a folder with a file an article", Folder: true}

// markdownFolder writes one file an article: EDITION/DATE/ID.md. An article whose day has changed leaves no file
// behind at its old place.
type markdownFolder struct {
	dir  string
	old  map[string]string // EDITION/ID.md to its path, of the files that were there
	kept Kept
}

// Kept calls for each image of which a picture is kept, with its type and bytes.
type Kept func(images []extract.Image, each func(i extract.Image, mediaType string, body []byte) error) error

// Folder is the writer of a format that makes a folder. Pictures that are kept are put beside their articles; nil: none.
func Folder(dir string, kept Kept) (Writer, error) {
	m := markdownFolder{dir, map[string]string{}, kept}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isArticleName(entry.Name()) {
			return err
		}
		if inside, err := filepath.Rel(dir, path); err == nil {
			edition, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
			m.old[edition+"/"+entry.Name()] = path
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, told.Errorf("read %s: %w", dir, pathless.Error(err))
	}
	return m, nil
}

func isArticleName(name string) bool {
	id, ok := strings.CutSuffix(name, ".md")
	return ok && len(id) == 13 && strings.Trim(id, "0123456789") == ""
}

func (m markdownFolder) Add(a *catalog.Article) error {
	date, _ := dateAndTime(a.Published)
	folder := filepath.Join(m.dir, fileName(a.Edition), fileName(date))
	if err := os.MkdirAll(folder, 0o777); err != nil { // the umask decides
		return err
	}
	path := filepath.Join(folder, fileName(a.ID)+".md")
	beside, err := m.pictures(strings.TrimSuffix(path, ".md"), a)
	if err != nil {
		return err
	}
	err = file.Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, FrontMatter(a)+markdown(&a.Article, beside))
		return err
	})
	if err != nil {
		return err
	}
	if old := m.old[a.Edition+"/"+a.ID+".md"]; old != "" && old != path {
		return removeWithPictures(old)
	}
	return nil
}

// endings of pictures by their type.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp",
	"image/avif": ".avif"}

// pictures puts the pictures of an article beside it, and returns their names by the addresses of the images.
func (m markdownFolder) pictures(stem string, a *catalog.Article) (map[string]string, error) {
	names := map[string]string{}
	if m.kept == nil {
		return names, nil
	}
	return names, m.kept(a.Images, func(i extract.Image, mediaType string, body []byte) error {
		path := fmt.Sprintf("%s-%d%s", stem, len(names)+1, endings[mediaType])
		names[i.URL] = filepath.Base(path)
		return file.Write(path, func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
	})
}

// removeWithPictures removes the file of an article and what was put beside it.
func removeWithPictures(path string) error {
	beside, err := filepath.Glob(strings.TrimSuffix(path, ".md") + "-*")
	for _, name := range append(beside, path) {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// fileName is a name that leads nowhere else.
func fileName(s string) string {
	name := strings.Map(func(r rune) rune {
		if isNameRune(r) {
			return r
		}
		return -1
	}, s)
	return cmp.Or(name, "unknown")
}

// isNameRune tells what every file system and every bibliography takes in a name.
func isNameRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-'
}

func (m markdownFolder) Close() error { return nil }

// FrontMatter is an article's facts as YAML, with where they are from. Every value is a quoted string or a list of
// them: nothing in it can be taken for syntax.
func FrontMatter(a *catalog.Article) string {
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range []struct {
		name  string
		value any
	}{
		{"id", a.ID}, {"edition", a.Edition}, {"url", a.URL}, {"title", a.Title}, {"authors", a.Authors},
		{"published", a.Published}, {"section", a.Section},
		{"section_code", a.SectionCode}, {"column", a.Column}, {"access", a.Access}, {"language", a.Language},
		{"keywords", a.Keywords},
		{"revision", a.Revision}, {"first_seen", a.FirstSeen}, {"changed", a.Changed}, {"last_seen", a.LastSeen},
		{"gone", a.Gone}, {"gone_witness", goneBy(a)}, {"witness", words.Chinese.Witness(a.Witness)},
	} {
		var v strings.Builder
		_ = JSON(&v, f.value, "") // JSON is YAML; a string builder takes all
		fmt.Fprintf(&b, "%s: %s", f.name, yamlEscaped(v.String()))
	}
	b.WriteString("---\n\n")
	return b.String()
}

// yamlEscaped is JSON without the characters that YAML wants escaped and JSON does not, not even ours.
var yamlEscaped = strings.NewReplacer("\ufffe", `\ufffe`, "\uffff", `\uffff`).Replace

// Markdown is an article as Markdown, without front matter.
func Markdown(a *extract.Article) string { return markdown(a, nil) }

// markdown is an article with files beside it for some addresses of its images.
func markdown(a *extract.Article, beside map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", markdownText(a.Title), markdownText(About(a)))
	blocks := Printed(a.Blocks)
	for i, block := range blocks {
		text := markdownBlock(block)
		gap := "\n"
		if i > 0 && block.Kind == blocks[i-1].Kind && (block.Kind == extract.Item || block.Kind == extract.Row) {
			gap = ""
		}
		b.WriteString(gap + text + "\n")
		if block.Kind == extract.Row && gap != "" {
			b.WriteString("|" + strings.Repeat(" --- |", strings.Count(block.Text, "\t")+1) + "\n")
		}
	}
	for _, i := range a.Images {
		b.WriteString("\n" + markdownImage(i, beside[i.URL]) + "\n")
	}
	if a.AuthorNote != "" {
		fmt.Fprintf(&b, "\n*%s*\n", markdownText(strings.ReplaceAll(a.AuthorNote, "\n", " ")))
	}
	if note := AccessNote(a.Access); note != "" {
		fmt.Fprintf(&b, "\n*%s*\n", markdownText(note))
	}
	if isWebAddress(a.URL) {
		fmt.Fprintf(&b, "\n<%s>\n", markdownURL(a.URL))
	}
	return b.String()
}

func markdownImage(i extract.Image, beside string) string {
	if beside != "" {
		return fmt.Sprintf("![%s](%s)", markdownText(i.Caption), beside)
	}
	if !isWebAddress(i.URL) {
		return markdownText(i.Caption)
	}
	return fmt.Sprintf("![%s](<%s>)", markdownText(i.Caption), markdownURL(i.URL))
}

func markdownBlock(block extract.Block) string {
	text := markdownText(block.Text)
	switch block.Kind {
	case extract.Heading:
		return "## " + text
	case extract.Item:
		return "- " + text
	case extract.Row:
		return "| " + strings.ReplaceAll(text, "\t", " | ") + " |"
	}
	return text
}

// markdownText escapes what Markdown would act on.
func markdownText(s string) string {
	var b strings.Builder
	for i, r := range strings.TrimLeft(strings.ReplaceAll(terminal.Plain(s), "\n", " "), " \t") {
		special := strings.ContainsRune("\\`*_[]<>|&~", r) || i == 0 && strings.ContainsRune("#+-=", r)
		if special {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return escapeNumbering(b.String())
}

// escapeNumbering keeps 1. at the start of a paragraph from becoming a list.
func escapeNumbering(s string) string {
	digits := strings.TrimLeft(s, "0123456789")
	if digits != s && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")) {
		return s[:len(s)-len(digits)] + "\\" + digits
	}
	return s
}

// markdownURL is an address that ends where it ends: nothing in it closes the brackets around it.
func markdownURL(s string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "%0A", "\t", "%09", "\\",
		"%5C").Replace(terminal.Plain(s))
}

// isWebAddress tells whether an address may be linked to.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
