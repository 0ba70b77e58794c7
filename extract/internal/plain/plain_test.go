package plain

import (
	"errors"
	"strings"
	"testing"

	"mingpao/extract/internal/block"
	"mingpao/testdata"
)

// TestLongText has texts as long as no page's.
func TestLongText(t *testing.T) {
	page := string(testdata.Page("text-instant.txt"))
	for _, c := range []struct {
		name, more string
		refused    bool
	}{
		{"many lines", strings.Repeat("\n續", maxLines/2), false},
		{"too many lines", strings.Repeat("\n續", maxLines), true},
		{"too many bytes", "\n" + strings.Repeat("續", maxText/3), true},
	} {
		_, err := Read("", []byte(page+c.more))
		var no *block.Refusal
		if errors.As(err, &no) != c.refused || c.refused && no.Reason != block.NotText {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestRows has a table as a browser copies it, and tabs that part nothing.
func TestRows(t *testing.T) {
	page := string(testdata.Page("text-instant.txt"))
	f, err := Read("", []byte(page+"\n泳池\t票價 \t\t備註\t\n\t東岸一共有四個泳池。\n"))
	if err != nil {
		t.Fatal(err)
	}
	rows, last := 0, f.Lines[len(f.Lines)-1]
	for _, l := range f.Lines {
		if l.Kind == block.Row {
			rows++
			if l.Text != "泳池\t票價\t\t備註" {
				t.Errorf("%q", l.Text)
			}
		}
	}
	if rows != 1 || last.Text != "東岸一共有四個泳池。" {
		t.Errorf("%d rows, %+v", rows, last)
	}
}

// TestKeywords: those of an article beside another are its own.
func TestKeywords(t *testing.T) {
	page := string(testdata.Page("text-instant.txt"))
	own, _, _ := strings.Cut(page, "相關字詞")
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"below another day", own + "\n2026年3月1日星期日\n相關字詞﹕木橋 茶園", 0},
		{"below the end", own + "\n上 / 下一篇新聞\n另一題\n相關字詞﹕木橋 茶園", 0},
		{"above the headline", "相關字詞﹕木橋 茶園\n" + own, 0},
		{"own", own + "\n相關字詞﹕木橋 茶園", 2},
	} {
		f, err := Read("", []byte(c.text))
		if err != nil || len(f.Keywords) != c.want {
			t.Errorf("%s: %q, %v", c.name, f.Keywords, err)
		}
	}
}
