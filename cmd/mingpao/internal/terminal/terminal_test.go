package terminal

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text string
		cells      int
		want       string
	}{
		{"Chinese", "一二三四五六", 8, "一二三四\n五六"},
		{"no comma begins a line", "一二三四，五六", 8, "一二三\n四，五六"},
		{"no bracket ends one", "一二三「四五」", 8, "一二三\n「四五」"},
		{"words stay whole", "hello wide world", 11, "hello wide\nworld"},
		{"an address stays whole", "見 https://news.mingpao.com/x", 10, "見\nhttps://news.mingpao.com/x"},
		{"lines stay", "一\n\n二", 8, "一\n\n二"},
		{"no limit", strings.Repeat("一", 100), 0, strings.Repeat("一", 100)},
		{"rare characters", "𠝹𠝹𠝹", 4, "𠝹𠝹\n𠝹"},
		{"nothing", "", 8, ""},
	} {
		if got := Wrap(c.text, c.cells); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWrapMarks(t *testing.T) {
	spans := []Span{{Text: "一二"}, {Gone, "三四五"}, {Come, "六"}}
	if got, want := (Style{}).Wrap(spans, 12, "  "), "  一二[-三\n  四五-]{+六\n  +}"; strings.ReplaceAll(got, "\n  ",
		"") != strings.ReplaceAll(want, "\n  ", "") {
		t.Errorf("signs: %q", got)
	}
	got := (Style{colour: true}).Wrap(spans, 8, "  ")
	if want := "  一二\x1b[31;9m三\x1b[0m\n  \x1b[31;9m四五\x1b[0m\x1b[32;4m六\x1b[0m"; got != want {
		t.Errorf("colour: %q, want %q", got, want)
	}
}

// FuzzWrap: wrapping loses nothing but the spaces at the ends of lines.
func FuzzWrap(f *testing.F) {
	f.Add("一二三 four，五「六」\n七", uint8(9))
	f.Fuzz(func(t *testing.T, text string, cells uint8) {
		bare := strings.NewReplacer(" ", "", "\n", "").Replace
		if got := Wrap(text, int(cells)); bare(got) != bare(text) {
			t.Errorf("%q became %q", text, got)
		}
	})
}

func TestPad(t *testing.T) {
	for _, c := range []struct {
		text  string
		cells int
		want  string
	}{{"港聞", 6, "港聞  "}, {"港聞", 3, "港 "}, {"ab", 2, "ab"}, {"e\u0301x", 1, "e\u0301"}} {
		if got := Pad(c.text, c.cells); got != c.want {
			t.Errorf("%s to %d: %q", c.text, c.cells, got)
		}
	}
}

func TestStyleFor(t *testing.T) {
	if (StyleFor(&bytes.Buffer{})).colour {
		t.Error("colour in a file")
	}
	if got := (Style{}).Mark(Hit, "颱風"); got != "«颱風»" {
		t.Errorf("without colour: %s", got)
	}
}

func TestPagedElsewhere(t *testing.T) {
	var b bytes.Buffer
	damaged := errors.New("damaged")
	err := Paged(&b, func(w io.Writer) error {
		_, _ = io.WriteString(w, "text")
		return damaged
	})
	if !errors.Is(err, damaged) || b.String() != "text" {
		t.Errorf("%v, %q", err, b.String())
	}
}

func TestPlain(t *testing.T) {
	const acts = "\x00\a\b\r\x1b\x7f\u0085\u009b\u061c\u200e\u202e\u2066\u2069\u2028\u2029\ufeff"
	if got := Plain("甲" + acts + "\n\t乙"); got != "甲\n\t乙" {
		t.Errorf("%q", got)
	}
}

// TestText: what is written to a stream for people loses what a terminal would act on, in whatever pieces it comes.
func TestText(t *testing.T) {
	const colours = "\x1b[1;4m颱風\x1b[0m"
	for _, c := range []struct {
		name  string
		marks bool
		text  string
		want  string
	}{
		{"plain", false, "甲\n\t乙", "甲\n\t乙"},
		{"controls", false, "甲\x1b]52;c;eA==\a\u009b31m\u202e乙\r", "甲]52;c;eA==31m乙"},
		{"no colour", false, colours, "[1;4m颱風[0m"},
		{"colour", true, colours, colours},
		{"other codes", true, "\x1b[2J\x1b[99m\x1b[31mx", "2J99m\x1b[31mx"},
		{"no mark", true, "\x1b[1\n\x1bm", "1\nm"},
		{"no character", false, "\x9b31m", "\uFFFD31m"},
	} {
		for size := 1; size <= len(c.text); size++ {
			var b bytes.Buffer
			w := &Text{w: &b, marks: c.marks}
			for rest := c.text; rest != ""; {
				n := min(size, len(rest))
				if _, err := w.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			if b.String() != c.want {
				t.Errorf("%s in pieces of %d: %q, want %q", c.name, size, b.String(), c.want)
			}
		}
	}
}
