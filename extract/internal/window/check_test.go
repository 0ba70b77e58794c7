package window

import "testing"

// TestEndsTag has texts with the rest of a tag, and some that only look so.
func TestEndsTag(t *testing.T) {
	for text, want := range map[string]bool{
		`class="x">甲`: true, "/div>": true, "甲p>乙": true, "甲 -->": true, "h2>": true, "figcaption>": true,
		"": false, "甲 > 乙": false, "A>B": false, "x>y": false, "1p>": false, "首頁>新聞": false, "->": false, "abbr>": false,
	} {
		if got := endsTag([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
