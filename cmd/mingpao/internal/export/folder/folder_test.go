package folder

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/extract"
	"mingpao/store/catalog"
)

func news(id, title, published string) *catalog.Article {
	return &catalog.Article{Article: extract.Article{Edition: "pns", ID: id, URL: "https://news.mingpao.com/" + id,
		Title:   title,
		Section: "要聞", Published: published, Keywords: []string{"碼頭 重建", "2047", "N/A", "阿‧布", "n/a", "‧"}, Body: "{{% 文 %}}",
		Blocks: []extract.Block{{Kind: extract.Paragraph, Text: "{{% 文 %}}"}},
		Images: []extract.Image{{URL: "https://x/1.jpg"}}}}
}

// write exports articles into a folder, each with a picture.
func write(t *testing.T, dir string, o Options, all ...*catalog.Article) {
	t.Helper()
	o.Kept = func(images []extract.Image, each func(extract.Image, string, []byte) error) error {
		return each(images[0], "image/png", []byte("圖"))
	}
	f, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		f.Want(a)
	}
	for _, a := range all {
		if err := f.Add(a); err != nil {
			t.Fatal(err)
		}
	}
}

func filesIn(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, strings.TrimPrefix(path, dir+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const (
	first, second = "1764700000001", "1764700000002"
	day, nextDay  = "2025-12-03", "2025-12-04"
)

// TestNames: what files are called follows from the articles, in whatever order these come; files that a person made,
// copied or changed stay.
func TestNames(t *testing.T) {
	byTitle := Options{Template: "{date} {title}"}
	long := strings.Repeat("x", maxBytes)
	for _, c := range []struct {
		name    string
		options Options
		written [][]*catalog.Article // one export after the other
		want    string
	}{
		{"by number", Options{}, [][]*catalog.Article{{news(first, "一", day)}},
			"pns/2025-12-03/" + first + "-1.png pns/2025-12-03/" + first + ".md"},
		{"another day", Options{}, [][]*catalog.Article{{news(first, "一", day)}, {news(first, "一", nextDay)}},
			"pns/2025-12-04/" + first + "-1.png pns/2025-12-04/" + first + ".md"},
		{"a folder each", Options{For: export.Hugo},
			[][]*catalog.Article{{news(first, "一", day)}, {news(first, "一", nextDay)}},
			"pns/2025-12-04/" + first + "/1.png pns/2025-12-04/" + first + "/index.md"},
		{"by title", byTitle, [][]*catalog.Article{{news(first, "一/二: 三?", day)}},
			"2025-12-03 一／二： 三？-1.png 2025-12-03 一／二： 三？.md"},
		{"another title", byTitle, [][]*catalog.Article{{news(first, "一", day)}, {news(first, "二", day)}},
			"2025-12-03 二-1.png 2025-12-03 二.md"},
		{"one title", Options{Template: "{title}"}, [][]*catalog.Article{{news(first, "A", day), news(second, "a", day)}},
			"A (pns-1764700000001)-1.png A (pns-1764700000001).md a (pns-1764700000002)-1.png a (pns-1764700000002).md"},
		{"one title, one after the other", Options{Template: "{title}"},
			[][]*catalog.Article{{news(first, "A", day)}, {news(second, "A", day)},
				{news(second, "A", day)}}, "A (pns-1764700000002)-1.png A (pns-1764700000002).md A-1.png A.md"},
		{"told apart once", Options{Template: "{title}"},
			[][]*catalog.Article{{news(first, "A", day), news(second, "A", day)},
				{news(first, "A", day)}},
			"A (pns-1764700000001)-1.png A (pns-1764700000001).md A (pns-1764700000002)-1.png A (pns-1764700000002).md"},
		{"titles exchanged", Options{Template: "{title}"},
			[][]*catalog.Article{{news(first, "A", day), news(second, "B", day)},
				{news(first, "B", day), news(second, "A", day)}},
			"A (pns-1764700000002)-1.png A (pns-1764700000002).md B (pns-1764700000001)-1.png B (pns-1764700000001).md"},
		{"ids cut off", Options{Template: long + "{id}"},
			[][]*catalog.Article{{news(first, "A", day), news(second, "A", day)}}, fmt.Sprintf(
				"%[1]s (pns-%[2]s)-1.png %[1]s (pns-%[2]s).md %[1]s (pns-%[3]s)-1.png %[1]s (pns-%[3]s).md",
				long[:maxBytes-len(" (pns-"+first+")")], first, second)},
	} {
		t.Run(c.name, func(t *testing.T) {
			dirs := []string{t.TempDir(), t.TempDir()}
			for i, dir := range dirs {
				for _, all := range c.written {
					if i == 1 {
						slices.Reverse(all)
					}
					write(t, dir, c.options, all...)
					write(t, dir, c.options, all...)
				}
				if got := strings.Join(filesIn(t, dir), " "); got != c.want {
					t.Errorf("%s\nwant %s", got, c.want)
				}
			}
		})
	}
}

// TestPersonsFilesStay: a note of a person's, a copy of ours and one that was edited or moved are no business of an
// export.
func TestPersonsFilesStay(t *testing.T) {
	dir := t.TempDir()
	o := Options{For: export.Obsidian, Template: "{title}"}
	write(t, dir, o, news(first, "一", day))
	text, err := os.ReadFile(filepath.Join(dir, "一.md"))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]string{"二.md": "我的筆記", "一 copy.md": string(text) + "我的筆記", "x/一.md": string(text)}
	if err := os.Mkdir(filepath.Join(dir, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range kept {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, o, news(first, "二", day))
	for name, want := range kept {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "二 (pns-"+first+").md")); err != nil {
		t.Error(err)
	}
}

// TestSafeNames: names that file systems take, and that lead nowhere else.
func TestSafeNames(t *testing.T) {
	for name, want := range map[string]string{
		"a:b*c?d\"e<f>g|h\\i": "a：b＊c？d＂e＜f＞g｜h＼i", "..": "unknown", "": "unknown", " 甲　 乙. ": "甲 乙", "con": "_con",
		"COM1.x":  "_COM1.x",
		"console": "console", "#甲^[乙]": "＃甲＾［乙］", "e\u0301": "é", "../../x": "／..／x", "a\n\x1bb\u202e": "a b",
	} {
		if got := safe(name, maxBytes); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	long := placeOf("{title}", facts{"title": strings.Repeat("𠮷明", 100), "edition": "pns", "id": first})
	for _, p := range []string{long.plain, long.full} {
		if n := len(p + "-999.webp"); n > 245 || n < 230 || !utf8.ValidString(p) {
			t.Errorf("%d bytes: %s", n, p)
		}
	}
}

// TestPrograms: Hugo and Obsidian find what they know by names of their own.
func TestPrograms(t *testing.T) {
	for _, c := range []struct {
		target export.Target
		path   string
		want   map[string]any
		none   string
	}{
		{export.Hugo, "pns/2025-12-03/" + first + "/index.md",
			map[string]any{"link": "https://news.mingpao.com/" + first, "url": nil,
				"date": "2025-12-03T00:00:00+08:00", "categories": []any{"要聞"}, "aliases": nil}, "# 一"},
		{export.Obsidian, "pns/2025-12-03/2025-12-03 一.md", map[string]any{"url": "https://news.mingpao.com/" + first,
			"tags": []any{"碼頭-重建", "_2047", "N-A", "阿-布"}, "aliases": []any{"一"}, "date": day}, "{{"},
	} {
		dir := t.TempDir()
		write(t, dir, Options{For: c.target}, news(first, "一", day))
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(c.path)))
		if err != nil {
			t.Fatal(err)
		}
		front, body, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
		var facts map[string]any
		if err := yaml.Unmarshal([]byte(front), &facts); err != nil {
			t.Fatal(err)
		}
		for name, want := range c.want {
			if got := facts[name]; !equal(got, want) {
				t.Errorf("%s: %s is %v, want %v", c.target, name, got, want)
			}
		}
		if strings.Contains(body, c.none) || strings.Contains(body, "{{") {
			t.Errorf("%s: %s", c.target, body)
		}
	}
}

func equal(a, b any) bool {
	x, isList := a.([]any)
	y, areBoth := b.([]any)
	if isList && areBoth {
		return slices.Equal(x, y)
	}
	return !isList && !areBoth && a == b
}

// TestFolderStays writes articles whose names lead elsewhere into a folder: they stay in it.
func TestFolderStays(t *testing.T) {
	for _, o := range []Options{{}, {For: export.Hugo}, {Template: "{section}/{title}"}, {Template: "../{title}"}} {
		dir := t.TempDir()
		f, err := Open(filepath.Join(dir, "in", "it"), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"../../../out", "/", "..", "", "\x00", "a\nb", "\xff", "\u202e../",
			strings.Repeat("長", 300)} {
			a := news(text, text, text)
			a.Edition, a.Section = text, text
			if err := f.Add(a); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		for _, name := range filesIn(t, dir) {
			if !strings.HasPrefix(name, "in/it/") {
				t.Errorf("%s lies outside", name)
			}
		}
	}
}

// TestCheckTemplate: a template that would lose articles is refused.
func TestCheckTemplate(t *testing.T) {
	for template, want := range map[string]string{"": "", "{date} {title}": "", "{section}/{id}": "",
		"{titel}":        "knows no {titel}",
		"{title}/{date}": "gives many articles one name", "x": "gives many articles one name"} {
		if got := fmt.Sprint(CheckTemplate(template)); !strings.Contains(got, cmp.Or(want, "<nil>")) {
			t.Errorf("%q: %q, want %q", template, got, want)
		}
	}
}
