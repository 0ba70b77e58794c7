package extract

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// cantonese has characters that only the Hong Kong supplement of Big5 has.
const cantonese = "佢哋嘅𨋢壞咗㗎，明報話有人在這一日說了的事"

func TestDecode(t *testing.T) {
	big5 := encoded(t, traditionalchinese.Big5, cantonese)
	utf16 := encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), cantonese)
	meta := func(padding int) []byte {
		return append([]byte(strings.Repeat(" ",
			padding)+`<meta http-equiv="Content-Type" content="text/html; charset=big5">`), big5...)
	}
	for _, c := range []struct {
		name, contentType string
		in                []byte
	}{
		{"UTF-8", "", []byte(cantonese)},
		{"UTF-8 under a false header", "text/html; charset=big5", []byte(cantonese)},
		{"UTF-8 with a mark", "", []byte("\ufeff" + cantonese)},
		{"UTF-16 with a mark", "", utf16},
		{"Big5 by header", "text/html; charset=Big5-HKSCS", big5},
		{"Big5 by meta", "", meta(0)},
		{"Big5 by meta behind 1,100 bytes", "", meta(1100)},
		{"Big5 by meta behind 6,000 bytes", "", meta(6000)},
		{"Big5 by meta under a false header", "text/html; charset=utf-8", meta(0)},
		{"Big5 undeclared", "", big5},
		{"UTF-8 with a broken byte", "", []byte("\xff" + strings.Repeat(cantonese, 3))},
		{"UTF-8 with a broken byte under a Western label", "text/html; charset=iso-8859-1",
			[]byte("\xff" + strings.Repeat(cantonese, 3))},
		{"UTF-8 with a NUL", "", []byte(cantonese + strings.Repeat("甲", 100) + "\x00")},
		{"UTF-16 without a mark", "", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
			strings.Repeat("<p>", 100)+cantonese)},
		{"UTF-16 the other way around", "", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
			strings.Repeat("<p>", 100)+cantonese)},
		{"Big5 under a Western label", "text/html; charset=windows-1252", big5},
		{"Big5 under the label of the mainland", "text/html; charset=gb2312", long(big5)},
		{"GB18030 undeclared", "", long(encoded(t, simplifiedchinese.GB18030, cantonese))},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Decode(Page{ContentType: c.contentType, Body: c.in})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(got), cantonese) {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want Reason
	}{
		{"no bytes", nil, EmptyPage},
		{"only space", []byte(" \n\t"), EmptyPage},
		{"binary", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), NotText},
		{"Western", []byte("<p>caf\xe9, d\xe9j\xe0 vu</p>"), NotText},
		{"Japanese", long(encoded(t, japanese.ShiftJIS, "新聞の記事を読む")), NotText},
	} {
		_, err := Decode(Page{Body: c.in})
		if no, ok := errors.AsType[*NotArticle](err); !ok || no.Reason != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// long repeats bytes until they can be judged.
func long(b []byte) []byte { return bytes.Repeat(b, 30) }

func encoded(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := enc.NewEncoder().Writer(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestGarbled puts texts that went through the wrong character set, or lost their characters, in place of an article's.
func TestGarbled(t *testing.T) {
	const text = "城東公園昨日重開，逾千名市民入場，園方說秩序良好。附近居民歡迎重開，但希望延長開放時間至晚上十時，並在各個入口處加設更多的路燈和長凳。"
	western := func(s string) string {
		out, err := charmap.Windows1252.NewDecoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	decoded := func(enc encoding.Encoding, b []byte) string {
		out, err := enc.NewDecoder().Bytes(b)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for _, c := range []struct {
		name, title, body string
		garbled           bool
	}{
		{"sound", "城東公園重開", text, false},
		{"sound English", "Editorial: What café owners want?", "The café’s owner, Renée, asks: why? And who pays?", false},
		{"a few characters lost", "城東公園\uFFFD開", strings.Replace(text, "秩序", "\uFFFD\uFFFD", 1), false},
		{"questions", "為甚麼？誰？何時？", "為甚麼?誰?何時?何地?如何?為誰?這是記者問園方的問題。", false},
		{"read as Western text", "城東公園重開", western(text), true},
		{"twice", "城東公園重開", western(western(text)), true},
		{"title read as Western text", western("城東公園重開"), text, true},
		{"one paragraph read as Western text", "城東公園重開", text + "</p><p>" + western(text), true},
		{"question marks", "城東公園重開", strings.Repeat("?", 60), true},
		{"title of question marks", "??????", text, true},
		{"read as GB18030", "城東公園重開", decoded(simplifiedchinese.GB18030, []byte(text+text)), true},
		{"Big5 read as GB18030", "城東公園重開", decoded(simplifiedchinese.GB18030,
			encoded(t, traditionalchinese.Big5, text+text)), true},
		{"lost", "城東公園重開", strings.Repeat("園\uFFFD", 30), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := `<base href="https://news.mingpao.com/htm/"><div id="articleTop"></div><hgroup><h1>` + c.title +
				`</h1></hgroup><article class="txt4"><p>` + c.body + `</p></article>`
			_, err := Parse(Page{Body: []byte(page)})
			if no, ok := errors.AsType[*NotArticle](err); ok && no.Reason != Garbled || (err != nil) != c.garbled {
				t.Errorf("got %v", err)
			}
		})
	}
}
