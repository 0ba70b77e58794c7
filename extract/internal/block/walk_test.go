package block

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestRead has the lines of a piece of markup: cells apart by a bar.
func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "<p>甲<p>乙<div>丙<br>丁</div>", "甲 / 乙 / 丙 / 丁"},
		{"container inside its twin", "<div><div>甲</div></div>", "甲"},
		{"number raised", "10<sup>6</sup>、x<sup>n+1</sup>、註<sup>[1]</sup>、CO<sub>2</sub>", "10⁶、x^n+1、註[1]、CO₂"},
		{"reading", "<ruby>漢<rt>hon3</rt></ruby>", "漢（hon3）"},
		{"quotes in quotes", "<q>甲<q>乙</q></q>丙", "「甲『乙』」丙"},
		{"formula", "設<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow>" +
			"<msqrt><mn>2</mn></msqrt></mfrac></math>。", "設x²=(a+1)/√2。"},
		{"formula with its source", "<math alttext=E><semantics><msub><mi>v</mi><mi>i</mi></msub>" +
			"<annotation encoding=TeX>v_i</annotation></semantics></math>甲", "vi甲"},
		{"deleted", "甲<del>乙</del>丙", "甲丙"},
		{"hidden", "甲<span hidden>乙</span>丙", "甲丙"},
		{"row", "<table><tr><td>甲<td><p>乙<p>丙<td>丁", "甲|乙 丙|丁"},
		{"cell over columns", "<table><tr><td colspan=2>甲<td>乙", "甲||乙"},
		{"cell over rows", "<table><tr><td rowspan=2>甲<td>乙<tr><td>丙", "甲|乙 / |丙"},
		{"table in a cell", "<table><tr><td>甲<td><table><tr><td>乙<td>丙</table><td>丁", "甲|乙 丙|丁"},
		{"table that sets paragraphs", "<table><tr><td><p>甲<p>乙<td>丙", "甲 / 乙 / 丙"},
		{"box", "甲<div class=ssm>分享</div>乙", "甲 / share-bar:分享 / 乙"},
		{"box in a row", "<table><tr><td>甲<div class=ssm>分享</div><td>乙", "甲|乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(c.in))
			if err != nil {
				t.Fatal(err)
			}
			lines, _ := Read(root)
			var got []string
			for _, l := range lines {
				if l.Box != "" {
					l.Text = l.Box + ":" + l.Text
				}
				got = append(got, strings.ReplaceAll(l.Text, "\t", "|"))
			}
			if got := strings.Join(got, " / "); got != c.want {
				t.Errorf("%s gives %s, not %s", c.in, got, c.want)
			}
		})
	}
}

// TestCaptions has the picture that a line is below, "-" for none.
func TestCaptions(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"below", "<figure><img><figcaption>甲</figcaption></figure>乙", "甲1 乙-"},
		{"above", "<figure><figcaption>甲</figcaption><img></figure>乙", "甲1 乙-"},
		{"no picture", "<figure><figcaption>甲</figcaption></figure>", "甲-"},
		{"no figure", "<img><p>甲<p>乙", "甲1 乙-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(c.in))
			if err != nil {
				t.Fatal(err)
			}
			lines, _ := Read(root)
			var got []string
			for _, l := range lines {
				got = append(got, l.Text+[]string{"-", "1"}[l.Photo])
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("%s gives %s, not %s", c.in, got, c.want)
			}
		})
	}
}
