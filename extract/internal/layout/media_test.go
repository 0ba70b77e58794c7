package layout

import (
	"net/url"
	"testing"
)

// TestAddresses has addresses of pictures as a page may give them, and what is taken.
func TestAddresses(t *testing.T) {
	base, err := url.Parse("https://news.mingpao.com/htm/")
	if err != nil {
		t.Fatal(err)
	}
	m := &media{base: base}
	const picture = "https://fs.mingpao.com/ins/a.jpg"
	for _, c := range []struct{ name, raw, want string }{
		{"plain", picture, picture},
		{"white space around", "\n " + picture + " ", picture},
		{"query", picture + "?w=1&h=%20", picture + "?w=1&h=%20"},
		{"relative", "../a.jpg", "https://news.mingpao.com/a.jpg"},
		{"wget's and HTTrack's", "../../../../fs.mingpao.com/ins/a.jpg", picture},
		{"wget's with its query", "../../fs.mingpao.com/ins/a.jpg%3Fw=1&h=2", picture + "?w=1&h=2"},
		{"HTTrack's with its query", "../../fs.mingpao.com/ins/ae19c.jpg?w=1&h=2", picture + "?w=1&h=2"},
		{"another host's", "../../example.com/a.jpg", "https://news.mingpao.com/example.com/a.jpg"},
		{"ideographs", "https://fs.mingpao.com/圖.jpg", "https://fs.mingpao.com/%E5%9C%96.jpg"},
		{"markup in the query", picture + "?<script>", ""},
		{"markup escaped", picture + "?%3Cscript%3E", ""},
		{"quote", picture + `?a="b`, ""},
		{"quote escaped", picture + "?a=%22b", ""},
		{"backslash", `https:\\fs.mingpao.com/a.jpg`, ""},
		{"line feed", picture + "?a=\nb", ""},
		{"line feed escaped", picture + "?a=%0Ab", ""},
		{"NUL escaped", picture + "%00", ""},
		{"character that turns the line", picture + "?a=\u202eb", ""},
		{"character that turns the line, escaped", picture + "?a=%E2%80%AEb", ""},
		{"next line", picture + "?a=\u0085b", ""},
		{"script", "javascript:alert(1)", ""},
		{"data", "data:image/png;base64,AAAA", ""},
		{"file", "file:///etc/passwd", ""},
		{"a browser's copy", "https://news.mingpao.com/x_files/a.jpg", ""},
	} {
		if got := m.absolute(c.raw); got != c.want {
			t.Errorf("%s: %q gives %q, not %q", c.name, c.raw, got, c.want)
		}
	}
}

// TestStrip has a strip's script as it is served, and as wget -k leaves it.
func TestStrip(t *testing.T) {
	const want = `<a href="https://fs.mingpao.com/a.jpg" title="甲">`
	for _, script := range []string{
		`$('#lower').prepend('<a href=\"https://fs.mingpao.com/a.jpg\" title=\"甲\">');`,
		`$('#lower').prepend('<a href="https://news.mingpao.com/htm/\&quot;https://fs.mingpao.com/a.jpg\&quot;" ` +
			`title=\"甲\">');`,
	} {
		if got := stripOf(script); got != want {
			t.Errorf("%s gives %s", script, got)
		}
	}
}
