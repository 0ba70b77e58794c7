package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestHeaders: what browsers are told on every page, refusals included.
func TestHeaders(t *testing.T) {
	room, err := New(hostileArchive(t, emptyFile(t), "題"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for path, status := range map[string]int{"/sections": http.StatusOK, "/" +
		strings.Repeat("a", 9000): http.StatusRequestURITooLong} {
		answer := ask(t, room, path)
		if answer.Code != status {
			t.Errorf("%.20s: %d, want %d", path, answer.Code, status)
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
				"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"Permissions-Policy": "camera=(), geolocation=(), microphone=()", "Cache-Control": "no-cache",
			"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Referrer-Policy": "no-referrer",
		} {
			if !strings.HasPrefix(answer.Header().Get(name), want) {
				t.Errorf("%.20s: %s is %q", path, name, answer.Header().Get(name))
			}
		}
	}
}
