package export

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestJSONEscapes: JSON bears nothing that a terminal would act on, and says the same.
func TestJSONEscapes(t *testing.T) {
	const text = "明報 \x1b\u007f\u0085\u009b\u061c\u202e\u2066\u2028\ufeff é <&>"
	var b strings.Builder
	if err := JSON(&b, []string{text}, "  "); err != nil {
		t.Fatal(err)
	}
	want := `"明報 \u001b\u007f\u0085\u009b\u061c\u202e\u2066\u2028\ufeff é <&>"`
	if !strings.Contains(b.String(), want) {
		t.Errorf("%s, want %s", b.String(), want)
	}
	var back []string
	if err := json.Unmarshal([]byte(b.String()), &back); err != nil || back[0] != text {
		t.Errorf("%q, %v", back, err)
	}
}
