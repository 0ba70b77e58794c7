package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/extract/site"
)

// mails are what quiet crawls say, an hour apart.
func (w *world) mails(runs int, between func(run int)) (lines []string) {
	w.t.Helper()
	for run := range runs {
		between(run)
		var stderr bytes.Buffer
		job := w.job
		job.Quiet = true
		if err := crawling.Run(w.t.Context(), &stderr, w.archive, job); run == 0 && err == nil {
			w.t.Error("nothing is wrong")
		}
		for line := range strings.Lines(stderr.String()) {
			lines = append(lines, strings.TrimSpace(line))
		}
		w.clock = w.clock.Add(time.Hour)
	}
	return lines
}

// titledDesign is a design that is not known, in which every page has the title of its own article.
func titledDesign(w http.ResponseWriter, r *http.Request) {
	page := strings.Replace(newDesign, "<html>", "<html><head><title>文章"+r.URL.Path+"</title></head>", 1)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, page)
}

// TestTroubleIsKnownByItsCause has troubles whose details differ from page to page and from run to run: each is told
// once, under one cause, and never called over while it lasts.
func TestTroubleIsKnownByItsCause(t *testing.T) {
	for _, c := range []struct {
		name    string
		set     func(w *world)
		between func(w *world, run int)
		reason  string
	}{
		{"a new design whose pages keep their titles",
			func(w *world) { w.answer("/article/", http.HandlerFunc(titledDesign)) }, nil, "unknown page design"},
		{"pages in the place of lists, each with its own title", func(w *world) {
			for _, lists := range []string{"/rss/", "/php/getlisting.php"} {
				w.answer(lists, func(rw http.ResponseWriter, r *http.Request) {
					htmlAnswer(w.clock.Format("<html><title>Blocked at 15:04</title>"))(rw, r)
				})
			}
		}, nil, "an HTML page “Blocked at 12:00” instead"},
		{"robots.txt forbids the articles", func(w *world) {
			w.answer("/robots.txt",
				htmlAnswer("User-agent: *\nDisallow: /ins/\nDisallow: /pns/\nDisallow: /fin/\nDisallow: /ldy/"))
		}, nil, "disallowed by robots.txt"},
		{"an expired certificate, whose fault tells the time", func(*world) {},
			func(w *world, run int) { w.job.Config.Dial = expiredAt(w.t, time.Duration(run)*time.Hour) },
			"its certificate has expired or is not yet valid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.set(w)
			lines := w.mails(5, func(run int) {
				if c.between != nil {
					c.between(w, run)
				}
			})
			if len(lines) != 1 || !strings.Contains(lines[0], "not read: "+c.reason+"; try: ") {
				t.Errorf("mailed %q", lines)
			}
			if all, err := w.archive.Frontier().Troubles(t.Context()); err != nil || len(all) != 1 {
				t.Errorf("%d troubles, %v: %+v", len(all), err, all)
			}
		})
	}
}

// expiredAt dials a server whose certificate expired some time before an hour ago.
func expiredAt(t *testing.T, ago time.Duration) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ended := time.Now().Add(-time.Hour - ago)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: site.Hosts, NotBefore: ended.Add(-time.Hour),
		NotAfter: ended}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	return func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			_ = tls.Server(server, config).HandshakeContext(t.Context())
			server.Close()
		}()
		return client, nil
	}
}
