package undo

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"slices"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
	"mingpao/extract/unpack"
)

// IsAnswer reports whether a file begins with the header of an answer.
func IsAnswer(head []byte) bool { return answerStart().Match(head) }

var answerStart = chars.Compiled(`^HTTP/\d(\.\d)? \d{3}`)

// answerHeader takes off the header of an answer that was saved with it: wget --save-headers, curl -i. The page
// after it was decoded when it was saved, whatever the header says.
func answerHeader(c *Page) error {
	if !answerStart().Match(c.Body) {
		return nil
	}
	answer, body, err := ReadAnswer(c.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the answer was %s", answer.Status)
	}
	c.Body = body
	if kind := answer.Header.Get("Content-Type"); kind != "" {
		c.ContentType = kind
	}
	c.Says(site.TimeHTTP, answer.Header.Get("Date"))
	return nil
}

// ReadAnswer splits an answer into its header and the bytes after it, as they were sent.
func ReadAnswer(b []byte) (*http.Response, []byte, error) {
	header, body := splitAnswer(b)
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(versioned(header))), nil)
	if err != nil {
		return nil, nil, fmt.Errorf("broken header of an answer: %w", err)
	}
	return answer, body, nil
}

var headerEnd = chars.Compiled(`\r?\n\r?\n`)

func splitAnswer(b []byte) (header, body []byte) {
	end := headerEnd().FindIndex(b[:min(len(b), MaxHeader)])
	if end == nil {
		return append(bytes.TrimRight(b, "\r\n"), "\r\n\r\n"...), nil
	}
	return b[:end[1]], b[end[1]:]
}

// versioned writes HTTP/2 as HTTP/2.0, which net/http wants.
func versioned(b []byte) []byte {
	version, rest, _ := bytes.Cut(b, []byte(" "))
	if bytes.Contains(version, []byte(".")) {
		return b
	}
	return slices.Concat(version, []byte(".0 "), rest)
}

// Decoded undoes the transfer and content codings of an answer's bytes. Many tools have done so already and left
// the header as it was: the bytes decide.
func Decoded(answer *http.Response, sent []byte) ([]byte, error) {
	var body io.Reader = bytes.NewReader(sent)
	chunked := slices.Contains(answer.TransferEncoding, "chunked") && chunkStart().Match(sent)
	if !chunked && answer.Header.Get("Content-Encoding") == "" && len(sent) <= MaxPage && !isOneFile(sent) {
		return sent, nil
	}
	if chunked {
		body = httputil.NewChunkedReader(body)
	}
	codings := unpack.Codings(answer.Header)
	if len(codings) > unpack.MaxCodings {
		return nil, errors.New("packed too many times")
	}
	for _, coding := range codings {
		var err error
		if body, err = decoded(coding, bufio.NewReader(body)); err != nil {
			return nil, err
		}
	}
	b, err := Read(body, 0)
	if err != nil {
		return nil, fmt.Errorf("the answer's bytes: %w", err)
	}
	return b, nil
}

var chunkStart = chars.Compiled(`^[0-9a-fA-F]{1,8}[ \t]*(;[^\r\n]*)?\r?\n`)

// decoded undoes a coding that the bytes bear out.
func decoded(coding string, body *bufio.Reader) (io.Reader, error) {
	if start, _ := body.Peek(4); !unpack.IsPacked(coding, start) {
		return body, nil
	}
	return unpack.Coding(coding, body)
}
