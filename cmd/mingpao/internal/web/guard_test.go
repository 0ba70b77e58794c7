package web

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestHostile sends what no browser of this machine would: each is an error of the asker, never one of ours, and never
// an answer.
func TestHostile(t *testing.T) {
	server := testRoom(t, testArchive(t))
	host := strings.TrimPrefix(server.URL, "http://")
	ask := func(method, target, headers string) string {
		return method + " " + target + " HTTP/1.1\r\n" + headers + "\r\n"
	}
	own := "Host: " + host + "\r\n"
	for _, c := range []struct{ name, request string }{
		{"another name", ask("GET", "/", "Host: evil.example\r\n")},
		{"another name with the port", ask("GET", "/", "Host: evil.example:"+host[strings.LastIndex(host, ":")+1:]+"\r\n")},
		{"another port", ask("GET", "/", "Host: 127.0.0.1:1\r\n")},
		{"a name that begins alike", ask("GET", "/", "Host: "+host+".evil.example\r\n")},
		{"no name", "GET / HTTP/1.0\r\n\r\n"},
		{"another site's script", ask("GET", "/a/pns/1.json", own+"Origin: https://evil.example\r\n")},
		{"a page without an origin", ask("GET", "/", own+"Origin: null\r\n")},
		{"a part of another site's page", ask("GET", "/",
			own+"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n")},
		{"a frame of another site", ask("GET", "/",
			own+"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n")},
		{"writes", ask("POST", "/", own+"Content-Length: 0\r\n")},
		{"deletes", ask("DELETE", "/a/pns/1", own)},
		{"options", ask("OPTIONS", "*", own)},
		{"a method of its own", ask("X", "/", own)},
		{"a tunnel", ask("CONNECT", "evil.example:443", "Host: evil.example:443\r\n")},
		{"as a proxy", ask("GET", "http://evil.example/", own)},
		{"a body", ask("GET", "/", own+"Content-Length: 3\r\n") + "abc"},
		{"up the tree", ask("GET", "/static/../../etc/passwd", own)},
		{"up the tree, escaped", ask("GET", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd", own)},
		{"two slashes", ask("GET", "//evil.example/", own)},
		{"control characters", ask("GET", "/day/%00%0d%0aX:y", own)},
		{"broken text", ask("GET", "/search?q=%ff%fe", own)},
		{"broken escape", ask("GET", "/search?q=%zz", own)},
		{"a semicolon", ask("GET", "/search?q=a;b=c", own)},
		{"a parameter that is none", ask("GET", "/?x=1", own)},
		{"many values", ask("GET", "/search?"+strings.Repeat("author=a&", 100), own)},
		{"a long address", ask("GET", "/"+strings.Repeat("a", 9000), own)},
		{"a long search", ask("GET", "/search?q="+strings.Repeat("a", 300), own)},
		{"large headers", ask("GET", "/", own+"X: "+strings.Repeat("a", 2<<20)+"\r\n")},
		{"no day", ask("GET", "/day/2025-02-30", own)},
		{"no month", ask("GET", "/month/0000", own)},
		{"no article", ask("GET", "/a/pns/9999999999999", own)},
		{"SQL for an id", ask("GET", "/a/pns/1'%20OR%201=1--", own)},
		{"no version", ask("GET", "/a/ins/1772500000001?version=99999999999999999999", own)},
		{"no place", ask("GET", "/search?q=a&after=AAAA", own)},
		{"a query that is none", ask("GET", "/search?q=OR", own)},
		{"no format", ask("GET", "/export?format=exe", own)},
		{"a folder for a format", ask("GET", "/export?format=markdown", own)},
		{"an export of nothing", ask("GET", "/export?format=csv&author=nobody", own)},
		{"a fraction of time", ask("GET", "/changes?since=-99999999d", own)},
	} {
		t.Run(c.name, func(t *testing.T) { refused(t, host, c.request) })
	}
}

// refused sends bytes and wants a status from 400 to 499.
func refused(t *testing.T, host, request string) {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	go func() { _, _ = fmt.Fprint(conn, request) }()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Errorf("%.80q: %v", request, err)
		return
	}
	response.Body.Close()
	if response.StatusCode < 400 || response.StatusCode > 499 {
		t.Errorf("%.80q: %s", request, response.Status)
	}
}

// TestEnd holds for a client that is being answered, or that reads nothing of a long answer: the program ends within a
// second.
func TestEnd(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"nothing yet": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"more than the client takes": func(w http.ResponseWriter, _ *http.Request) {
			for _, err := w.Write(make([]byte, 1<<20)); err == nil; {
				_, err = w.Write(make([]byte, 1<<20))
			}
		},
	} {
		t.Run(name, func(t *testing.T) { endsDuring(t, answer) })
	}
}

func endsDuring(t *testing.T, answer http.HandlerFunc) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	begun := make(chan bool)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			answer(w, r)
		}))
	}()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	fmt.Fprintf(client, "GET / HTTP/1.1\r\nHost: %s\r\n\r\n", listener.Addr())
	<-begun
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(2 * time.Second):
		t.Error("it goes on")
	}
}
