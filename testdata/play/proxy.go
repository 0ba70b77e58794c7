package play

import (
	"io"
	"net"
	"net/http"
	"time"

	"mingpao/testdata"
)

// Proxy starts a web proxy on loopback that leads every tunnel to a server, whatever host it is for. It returns the
// proxy's address and how to end it.
func Proxy(s *testdata.Server) (address string, stop func() error, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	proxy := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter,
		r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
			return
		}
		tunnel(s, w, r)
	})}
	go func() { _ = proxy.Serve(listener) }()
	return "http://" + listener.Addr().String(), proxy.Close, nil
}

func tunnel(s *testdata.Server, w http.ResponseWriter, r *http.Request) {
	far, err := s.Dial(r.Context(), "", "")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		far.Close()
		return
	}
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		near.Close()
		far.Close()
		return
	}
	go func() {
		defer far.Close()
		_, _ = io.Copy(far, near)
	}()
	go func() {
		defer near.Close()
		_, _ = io.Copy(near, far)
	}()
}
