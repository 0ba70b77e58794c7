package extract

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// headSize bounds where a character set is looked for: legacy pages declare theirs after long scripts.
const headSize = 16 << 10

// decode returns the page as valid UTF-8. It goes by byte order mark, valid UTF-8, the answer's header and the page's own
// declaration, in that order. Bytes that the character set does not have become U+FFFD.
func decode(p Page) ([]byte, error) {
	b := p.Body
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, &NotArticle{EmptyPage, "no bytes"}
	}
	if enc := markedEncoding(b); enc != nil {
		return transcode(enc, b)
	}
	if bytes.IndexByte(b[:min(len(b), headSize)], 0) >= 0 {
		return nil, &NotArticle{NotText, "it has NUL bytes"}
	}
	if utf8.Valid(b) {
		return b, nil
	}
	for _, label := range []string{headerCharset(p.ContentType), declaredCharset(b)} {
		enc, err := htmlindex.Get(label)
		if err != nil || enc == unicode.UTF8 {
			continue // a false claim: the bytes are not valid UTF-8
		}
		return transcode(enc, b)
	}
	if damage(b) < 0.05 {
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), nil
	}
	return transcode(traditionalchinese.Big5, b)
}

// markedEncoding is the encoding that a byte order mark names, nil without one.
func markedEncoding(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8BOM
	case bytes.HasPrefix(b, []byte("\xFF\xFE")), bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	}
	return nil
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
