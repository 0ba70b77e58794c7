package fetch

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestHeadOf keeps the status line and what says something of the page, in one order, without cookies, up to the limit.
func TestHeadOf(t *testing.T) {
	answer := func(fields ...string) *http.Response {
		w := httptest.NewRecorder()
		for i := 0; i < len(fields); i += 2 {
			w.Header().Add(fields[i], fields[i+1])
		}
		w.WriteHeader(http.StatusNotFound)
		return w.Result()
	}
	for _, c := range []struct {
		name string
		r    *http.Response
		want string
	}{
		{"by name, in their order", answer("X-Cache", "HIT", "ETag", `"a"`, "Vary", "b", "Vary", "a"),
			"HTTP/1.1 404 Not Found\r\nEtag: \"a\"\r\nVary: b\r\nVary: a\r\nX-Cache: HIT\r\n"},
		{"cookies", answer("Set-Cookie", "who=me", "ETag", "x"), "HTTP/1.1 404 Not Found\r\nEtag: x\r\n"},
		{"what differs each time", answer("Date", "now", "Age", "3", "CF-RAY", "1"), "HTTP/1.1 404 Not Found\r\n"},
		{"how the body was sent", answer("Content-Encoding", "gzip", "Content-Length", "9"), "HTTP/1.1 404 Not Found\r\n"},
		{"no text", answer("X-A", "\xff\xfe"), "HTTP/1.1 404 Not Found\r\nX-A: ?\r\n"},
		{"too much", answer("A", strings.Repeat("a", maxHead), "B", "b"), "HTTP/1.1 404 Not Found\r\nB: b\r\n"},
	} {
		if got := headOf(c.r); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
