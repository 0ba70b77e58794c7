package window

import (
	"strings"
	"testing"
)

// TestHollow has furniture that shows nothing, which becomes an empty element, and what is kept because it may show
// something.
func TestHollow(t *testing.T) {
	spec := Spec{Furniture: []string{"bar"}, Telling: []string{"date"}}
	for _, c := range []struct{ name, part, want string }{
		{"boxes", `甲<div class="a bar"> <a href="#"><span><div class="i"></div></span></a>
			</div>乙`, `甲<div class="a bar"></div>乙`},
		{"a box in a box", `<aside class="bar"><div class="bar"></div></aside>`, `<aside class="bar"></aside>`},
		{"two", `<div class="bar"></div><div class="bar"><div></div></div>甲`,
			`<div class="bar"></div><div class="bar"></div>甲`},
		{"another class", `<div class="bars"><div></div></div>`, ""},
		{"another element", `<p class="bar"><span></span></p>`, ""},
		{"text", `<div class="bar"><span>甲</span></div>`, ""},
		{"wide space", `<div class="bar"><span>　</span></div>`, ""},
		{"text behind", `<div class="bar"><span></span>甲</div>`, ""},
		{"picture", `<div class="bar"><div><img src="a.jpg"></div></div>`, `<div class="bar"></div>`},
		{"frame, script and comment", `<div class="bar"><iframe src="a">甲</iframe><script>甲</script><!-- 甲 --></div>`,
			`<div class="bar"></div>`},
		{"what is looked for", `<div class="bar"><div class="a date"></div></div>`, ""},
		{"in a link", `<a><div class="bar"><div></div></div></a>`, ""},
		{"in a drawing", `<svg><aside class="bar"><div></div></aside></svg>`, ""},
		{"behind a link", `<a></a><div class="bar"><div></div></div>`, `<a></a><div class="bar"></div>`},
		{"link in a link", `<div class="bar"><a><div><a></a></div></a></div>`, ""},
		{"area of text", `<div class="bar"><textarea></textarea></div>`, ""},
		{"lost quote", `<div class="bar"><div title="><p>甲<i class="></div></div>`, ""},
		{"link", `<div class="bar"><a href="a.jpg"></a></div>`, ""},
		{"end tag too many", `<div class="bar"></span><div></div></div>`, ""},
		{"end tags crossed", `<div class="bar"><a><span></a></span></div>`, ""},
		{"no end", `<div class="bar"><div></div>甲`, ""},
		{"uncertain end", `<div class="bar"><div data-window-fault="open"></div></div>`, ""},
		{"too deep", `<div class="bar">` + strings.Repeat("<div>", maxHollow) + strings.Repeat("</div>", maxHollow) +
			`</div>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want == "" {
				want = c.part
			}
			got, err := spec.trim([]byte(c.part))
			if err != nil || string(got) != want {
				t.Errorf("got  %s (%v)\nwant %s", got, err, want)
			}
		})
	}
}
