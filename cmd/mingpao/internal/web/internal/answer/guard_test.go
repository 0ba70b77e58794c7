package answer

import (
	"context"
	"net"
	"net/http"
	"testing"
)

func TestNamesThatAreGiven(t *testing.T) {
	for host, want := range map[string]bool{"archive.example": true, "archive.example.evil": false,
		"127.0.0.1:8080": true, "localhost:8080": true, "": false} {
		local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
		r := (&http.Request{Method: http.MethodGet, Host: host}).WithContext(context.WithValue(t.Context(),
			http.LocalAddrContextKey, net.Addr(local)))
		if got := isCalledBy(r, []string{"archive.example"}); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}
