package extract

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// headSize bounds where a character set is looked for: legacy pages declare theirs after long scripts.
const headSize = 16 << 10

// Bytes that are not of a character set: as many of those above ASCII as a few broken characters make in a short page,
// and as many NUL bytes as text has that was cut in transfer. Beyond them it is another character set, or no text.
const (
	maxDamage = 0.05
	maxNULs   = 0.01
)

// Decode returns the page as valid UTF-8. It goes by byte order mark and valid UTF-8; another declaration, of the
// answer's header or the page, is believed where it makes Chinese of the bytes. Bytes that the character set does not
// have become U+FFFD.
func Decode(p Page) ([]byte, error) {
	b := p.Body
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, &NotArticle{EmptyPage, "no bytes"}
	}
	if enc := wideEncoding(b); enc != nil {
		return transcode(enc, b)
	}
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	switch {
	case isBinary(b):
		return nil, &NotArticle{NotText, "it has NUL bytes"}
	case utf8.Valid(b):
		return b, nil
	case damage(b) < maxDamage:
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), nil
	}
	return decodeLegacy(b, headerCharset(p.ContentType), declaredCharset(b))
}

// decodeLegacy finds the character set of bytes that are no UTF-8: one that is declared, else one of the two that
// Chinese pages were written in.
func decodeLegacy(b []byte, labels ...string) ([]byte, error) {
	var candidates []encoding.Encoding
	for _, label := range labels {
		if enc, err := htmlindex.Get(label); err == nil && enc != unicode.UTF8 {
			candidates = append(candidates, enc)
		}
	}
	for _, enc := range append(candidates, traditionalchinese.Big5, simplifiedchinese.GB18030) {
		sample, err := transcode(enc, b[:min(len(b), sampleSize)])
		if err == nil && countCharacters(string(sample)).isChinese() {
			return transcode(enc, b)
		}
	}
	return nil, &NotArticle{NotText, "no character set makes Chinese of its bytes"}
}

// sampleSize bounds the bytes tried with each character set: more than the whole of any page in a legacy one.
const sampleSize = 512 << 10

// wideEncoding is UTF-16 where a byte order mark says so, or every other byte of the page's beginning is NUL; nil else.
func wideEncoding(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	}
	var nuls [2]int
	head := b[:min(len(b), 1<<10)]
	for i, c := range head {
		if c == 0 {
			nuls[i%2]++
		}
	}
	switch most := len(head) / 4; { // half of the ASCII of a page's head, which is half of it at least
	case nuls[1] > most && nuls[0]*20 < nuls[1]:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nuls[0] > most && nuls[1]*20 < nuls[0]:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// isBinary reports whether a page has too many NUL bytes for a text. A stray one is dropped with the other control
// characters.
func isBinary(b []byte) bool {
	head := b[:min(len(b), headSize)]
	return float64(bytes.Count(head, []byte{0})) > max(1, maxNULs*float64(len(head)))
}

func transcode(enc encoding.Encoding, b []byte) ([]byte, error) {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return nil, &NotArticle{NotText, err.Error()}
	}
	return out, nil
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// declaredCharset is the value after the first charset= of the page's beginning: both forms of <meta> and an XML
// declaration have it there or as encoding=.
func declaredCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), headSize)])
	for _, key := range []string{"charset=", "encoding="} {
		_, rest, ok := bytes.Cut(head, []byte(key))
		if !ok {
			continue
		}
		rest = bytes.TrimLeft(rest, "\"' ")
		if end := bytes.IndexAny(rest, "\"' ;/>?"); end > 0 {
			return string(rest[:end])
		}
	}
	return ""
}

// damage is the share of the bytes above ASCII that are not part of valid UTF-8.
func damage(b []byte) float64 {
	var bad, high int
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if b[0] >= utf8.RuneSelf {
			high += n
			if r == utf8.RuneError && n == 1 {
				bad++
			}
		}
		b = b[n:]
	}
	return float64(bad) / float64(max(high, 1))
}
