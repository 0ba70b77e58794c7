package window

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"
)

// TestLexer has markup as pages have it, with the tags that a browser reads.
func TestLexer(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"tags", `<p class="a">甲<br>乙</p>`, "<p> <br> </p>"},
		{"case of letters", "<P>甲</P ><Mp-Footer>", "<p> </p> <mp-footer>"},
		{"less-than signs", "1 < 2 <3 << <p>", "<p>"},
		{"value with a tag", `<img alt="<p>" title='</div>'><b>`, "<img> <b>"},
		{"unquoted values", `<a href=x/y?a=b class=c><b>`, "<a> <b>"},
		{"odd names", `<i =x ="y>"><p a"b><b>`, "<i> <p> <b>"},
		{"comment", "甲<!-- <p> --><b>", "! <b>"},
		{"short comments", "<!--><b><!---><i>", "! <b> ! <i>"},
		{"comment with a bang", "<!-- <p> --!><b>", "! <b>"},
		{"dashes", "<!-- - -- --- <p> ----><b>", "! <b>"},
		{"declaration", "<!DOCTYPE html><?xml x?><b>", "! ! <b>"},
		{"end of nothing", "</ p><b></>", "! <b> !"},
		{"script", "<script>if (a<b) '</p>'</script><b>", "script{if (a<b) '</p>'} <b>"},
		{"script in a comment in a script", "<script><!-- <script> </script> --></script><b>",
			"script{<!-- <script> </script> -->} <b>"},
		{"comment in a script", "<script><!-- a </script><b>", "script{<!-- a } <b>"},
		{"empty comment in a script", "<script><!--> <script></script><b>", "script{<!--> <script>} <b>"},
		{"style, frame, title", "<style>a</style><IFRAME><p></iframe ><title>&lt;</title>",
			"style{a} iframe{<p>} title{&lt;}"},
		{"longer name", "<script></scripts></script>", "script{</scripts>}"},
		{"script in a drawing", "<svg><script><b></script><![CDATA[<p>]]></svg><i>",
			"<svg> <script> <b> </script> ! </svg> <i>"},
		{"drawing that a block ends", "<svg><path/><p><script><b></script>", "<svg> <path> <p> script{<b>}"},
		{"section of data in a page", "<![CDATA[<p>]]><b>", "! <b>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(tokens(c.page), " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestLexerCut has what does not end.
func TestLexerCut(t *testing.T) {
	for name, page := range map[string]string{
		"tag": "<p><a href", "value": "<p title='x>", "comment": "<p><!-- -", "script": "<script>a</script", "end tag": "</p",
	} {
		l := lexer{src: []byte(page)}
		for l.next() {
		}
		if !l.cut {
			t.Errorf("%s: %q ends", name, page)
		}
	}
}

// tokens writes what the lexer reads: tags as <name> and </name>, raw elements as name{content}, remarks as !.
func tokens(page string) (all []string) {
	l := lexer{src: []byte(page)}
	for l.next() {
		t := &l.token
		name := string(lower(t.name))
		switch t.kind {
		case startTag:
			all = append(all, "<"+name+">")
		case endTag:
			all = append(all, "</"+name+">")
		case rawElement:
			all = append(all, name+"{"+string(t.content)+"}")
		case remark:
			all = append(all, "!")
		}
	}
	return all
}

// FuzzLexer holds the tags that the lexer reads to those of the library's tokenizer, outside of drawings and of
// scripts with a comment, which that reads otherwise than the standard.
func FuzzLexer(f *testing.F) {
	f.Add([]byte(`<p class=a b='c>'>甲</p><!-- x --><script>a</script><title>乙</title>`))
	f.Add([]byte(`<a/b =c><i/></i ><br/></br x=1><!-->`))
	f.Fuzz(func(t *testing.T, page []byte) {
		for _, odd := range []string{"<svg", "<math", "<!--", "<plaintext", "\x00", "\r"} {
			if bytes.Contains(bytes.ToLower(page), []byte(odd)) {
				return
			}
		}
		if diff := cmp.Diff(libraryTags(page), ourTags(page), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("library (-) and lexer (+) differ on %q:\n%s", page, diff)
		}
	})
}

func ourTags(page []byte) (all []string) {
	l := lexer{src: page}
	for l.next() {
		name := string(lower(l.token.name))
		switch l.token.kind {
		case startTag:
			all = append(all, "<"+name)
		case rawElement:
			all = append(all, "<"+name, "</"+name)
		case endTag:
			all = append(all, "</"+name)
		case remark:
		}
	}
	return all
}

func libraryTags(page []byte) (all []string) {
	z := html.NewTokenizer(bytes.NewReader(page))
	raw := ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if raw != "" {
				all = all[:len(all)-1] // a raw element that does not end
			}
			return all
		}
		name, _ := z.TagName()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			all = append(all, "<"+string(name))
			if raw = ""; isRawName(string(name)) {
				raw = string(name)
			}
		case html.EndTagToken:
			all, raw = append(all, "</"+string(name)), ""
		}
	}
}

func isRawName(name string) bool { return name != "" && isRaw([]byte(name)) }
