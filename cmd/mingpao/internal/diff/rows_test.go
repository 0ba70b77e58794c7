package diff

import (
	"math/rand"
	"strings"
	"testing"
	"time"

	"mingpao/testdata/play"
)

// shown is rows as a text: [-went-] {+came+} <the same in a clause that differs>, ¶ for the end of a paragraph.
func shown(rows []Row) string {
	var all []string
	for _, r := range rows {
		line := ""
		if r.Sign != Stays {
			line = "(" + string(r.Sign) + ") "
		}
		for _, s := range r.Line {
			if s.Break {
				s.Text = "¶"
			}
			switch {
			case s.Op == Gone:
				line += "[-" + s.Text + "-]"
			case s.Op == Come:
				line += "{+" + s.Text + "+}"
			case s.Near:
				line += "<" + s.Text + ">"
			default:
				line += s.Text
			}
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func TestRows(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"the same", "一，二。\n\n三。", "一，二。\n\n三。", "一，二。\n三。"},
		{"a clause", "一，二，三。", "一，五，三。", "一，[-二-]{+五+}<，>三。"},
		{"one character", "今早起步，逾三千人參加，秩序良好。", "今早起步，逾四千人參加，秩序良好。",
			"今早起步，<逾>[-三-]{+四+}<千人參加，>秩序良好。"},
		{"a paragraph goes", "甲乙丙。\n\n丁戊己。\n\n庚辛壬。", "甲乙丙。\n\n庚辛壬。", "甲乙丙。\n(taken-out) [-丁戊己。-]\n庚辛壬。"},
		{"a paragraph comes before one that is edited", "今早有三千人出發，天晴。", "警方呼籲小心。\n\n今早有四千人出發，天晴。",
			"(put-in) {+警方呼籲小心。+}\n<今早有>[-三-]{+四+}<千人出發，>天晴。"},
		{"from nothing", "", "一。", "(put-in) {+一。+}"},
		{"to nothing", "一。", "", "(taken-out) [-一。-]"},
		{"text that looks like a diff", "-- 甲\n\n@@ 乙", "++ 甲\n\n@@ 乙", "[----]{++++}< 甲>\n@@ 乙"},
		{"words and numbers", "He ran 1200 miles. He saw.", "She ran 1300 miles. He saw.",
			"[-He-]{+She+}< ran >[-1200-]{+1300+}< miles. >He saw."},
		{"parted", "甲乙丙丁。戊己庚辛。", "甲乙丙丁。\n\n戊己庚辛。", "(parted) 甲乙丙丁。{+¶+}戊己庚辛。"},
		{"parted and edited", "甲乙丙丁。戊己三庚辛。", "甲乙丙丁。\n\n戊己四庚辛。", "(parted) 甲乙丙丁。{+¶+}<戊己>[-三-]{+四+}<庚辛。>"},
		{"joined", "甲乙丙丁。\n\n戊己庚辛。", "甲乙丙丁。戊己庚辛。", "(joined) 甲乙丙丁。[-¶-]戊己庚辛。"},
		{"moved", "甲乙。\n\n丙丁。\n\n戊己。", "丙丁。\n\n戊己。\n\n甲乙。", "(moved-away) 甲乙。\n丙丁。\n戊己。\n(moved-here) 甲乙。"},
		{"a boundary that moved", "甲乙丙丁。戊己庚辛。\n\n壬癸子丑。寅卯辰巳。", "甲乙丙丁。\n\n戊己庚辛。壬癸子丑。寅卯辰巳。",
			"(regrouped) 甲乙丙丁。{+¶+}戊己庚辛。[-¶-]壬癸子丑。寅卯辰巳。"},
		{"one moved past two that are edited", "尾聲\n\n甲乙丙丁戊己。\n\n子丑寅卯辰巳。", "甲乙丙丁戊庚。\n\n子丑寅卯辰午。\n\n尾聲",
			"(moved-away) 尾聲\n<甲乙丙丁戊>[-己-]{+庚+}<。>\n<子丑寅卯辰>[-巳-]{+午+}<。>\n(moved-here) 尾聲"},
		{"another clause", "甲乙丙丁戊的己庚辛壬癸，春夏秋冬，東南西北。", "子丑寅卯辰的巳午未申酉，春夏秋冬，東南西北。",
			"[-甲乙丙丁戊的己庚辛壬癸-]{+子丑寅卯辰的巳午未申酉+}<，>春夏秋冬，東南西北。"},
		{"another paragraph", "甲乙丙丁戊的己庚辛壬癸。", "子丑寅卯辰的巳午未申酉。", "(taken-out) [-甲乙丙丁戊的己庚辛壬癸。-]\n(put-in) {+子丑寅卯辰的巳午未申酉。+}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(Rows(c.before, c.after)); got != c.want {
				t.Errorf("\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// columns are the two sides of rows as texts.
func columns(rows []Row) (before, after string) {
	var was, now []string
	for _, r := range rows {
		for _, l := range r.Before() {
			was = append(was, text(l))
		}
		for _, l := range r.After() {
			now = append(now, text(l))
		}
	}
	return strings.Join(was, "\n\n"), strings.Join(now, "\n\n")
}

func text(l Line) (all string) {
	for _, s := range l {
		all += s.Text
	}
	return all
}

// holds fails where a side of rows is not its text, paragraph for paragraph.
func holds(t *testing.T, before, after string) []Row {
	t.Helper()
	rows := Rows(before, after)
	if was, now := columns(rows); was != before || now != after {
		t.Fatalf("%q\n%q\nshown as\n%q\n%q\n%s", before, after, was, now, shown(rows))
	}
	return rows
}

// TestColumnsAreTheVersions holds for any two texts.
func TestColumnsAreTheVersions(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	made := func() string {
		var b strings.Builder
		for range r.Intn(40) {
			b.WriteString([]string{"甲，", "乙，", "丙。", "丁", "- ", "+++ ", "word ", "12", "。\n\n", "\n\n"}[r.Intn(10)])
		}
		return b.String()
	}
	for range 500 {
		holds(t, made(), made())
	}
}

// TestHostileTexts takes texts of a size that no article has: they are told, and in a time that does not grow without
// bounds.
func TestHostileTexts(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	made := func(n int, of string, end string) string {
		var b strings.Builder
		for range n {
			b.WriteRune([]rune(of)[r.Intn(len([]rune(of)))])
			b.WriteString(end)
		}
		return strings.TrimSuffix(b.String(), end)
	}
	const maxTook = 2 * time.Second // of the processor's: twenty times what it takes
	for _, c := range []struct {
		name, of, end string
		n, paragraphs int
	}{
		{"paragraphs of a character", "甲乙丙丁", "\n\n", 3000, 1}, {"one clause", "甲乙丙丁戊己庚辛", "", 20_000, 1},
		{"clauses", "甲乙丙丁戊己", "，", 10_000, 1}, {"one paragraph again and again", "甲", "\n\n", 5000, 1},
		{"long paragraphs", "甲乙丙丁戊己庚辛壬癸", "", 3000, 80},
	} {
		t.Run(c.name, func(t *testing.T) {
			var was, now []string
			for range c.paragraphs {
				was, now = append(was, made(c.n, c.of, c.end)), append(now, made(c.n-1, c.of, c.end))
			}
			took := play.ProcessorTime(func() { holds(t, strings.Join(was, "\n\n"), strings.Join(now, "\n\n")) })
			if took > maxTook {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestSize counts characters, not bytes, and of clauses that replace one another only what differs.
func TestSize(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		came, went          int
	}{
		{"the same", "甲乙。丙丁。", "甲乙。丙丁。", 0, 0},
		{"a character for another", "逾三千人參加，天晴。", "逾四千人參加，天晴。", 1, 1},
		{"a clause comes", "天晴。", "天晴。風大。", 3, 0},
		{"a paragraph goes", "天晴。\n\n風大。", "天晴。", 0, 3},
		{"two places", "甲乙丙。天晴。丁戊己。", "甲丙。天晴。丁戊己庚。", 1, 1},
		{"only paragraphs differ", "天晴。\n\n風大。", "天晴。風大。", 0, 0},
		{"a paragraph that moved and was edited", "甲乙丙丁戊己庚辛壬癸。\n\n天晴。\n\n風大。", "天晴。\n\n風大。\n\n甲乙丙丁戊己庚辛壬子。", 1, 1},
		{"from nothing", "", "天晴。", 3, 0},
	} {
		if came, went := Size(c.before, c.after); came != c.came || went != c.went {
			t.Errorf("%s: %d came and %d went, want %d and %d", c.name, came, went, c.came, c.went)
		}
	}
}
