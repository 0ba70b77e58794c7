package sources

import (
	"strings"
	"testing"
)

// TestTable: why a list fails is below it, and draws no column apart.
func TestTable(t *testing.T) {
	lists := []List{
		{Key: "feed ins/all", State: "failing", Newest: "2026-03-03", Address: "https://a/",
			Fault: "an HTML page “Just a moment” instead"},
		{Key: "feed pns/s00001", State: "well", Answered: "2026-03-03T11:30:00+08:00", Newest: "2026-03-03",
			Address: "https://b/"},
	}
	var b strings.Builder
	if err := Table(&b, lists); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) != 5 || lines[2] != "    an HTML page “Just a moment” instead" {
		t.Fatalf("wrote\n%s", b.String())
	}
	for _, word := range []string{"failing", "2026-03-03", "https://"} {
		if at := strings.LastIndex(lines[1], word); word != "failing" && at != strings.LastIndex(lines[3], word) || at < 0 {
			t.Errorf("%q stands in no column:\n%s", word, b.String())
		}
	}
}
