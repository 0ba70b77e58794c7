package extract

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// cantonese has characters that only the Hong Kong supplement of Big5 has.
const cantonese = "佢哋嘅𨋢壞咗㗎，明報話"

func TestDecode(t *testing.T) {
	big5 := encoded(t, traditionalchinese.Big5, cantonese)
	utf16 := encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), cantonese)
	meta := func(padding int) []byte {
		return append([]byte(strings.Repeat(" ", padding)+`<meta http-equiv="Content-Type" content="text/html; charset=big5">`), big5...)
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
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := decode(Page{ContentType: c.contentType, Body: c.in})
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
	} {
		_, err := decode(Page{Body: c.in})
		if no, ok := err.(*NotArticle); !ok || no.Reason != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func encoded(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := enc.NewEncoder().Writer(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
