package testdata

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"
)

// Server is a handler on loopback that answers for the site's hosts, over TLS.
type Server struct {
	RootCAs *x509.CertPool // trusts the server
	PEM     []byte         // the same certificate, for SSL_CERT_FILE

	listener net.Listener
	server   *http.Server
}

// Certificate is a fresh one for the site's hosts, and who trusts it.
func Certificate() (tls.Certificate, *x509.CertPool, error) {
	cert, der, err := certificate("news.mingpao.com", "finance.mingpao.com", "ol.mingpao.com", "fs.mingpao.com")
	if err != nil {
		return cert, nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return cert, nil, err
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return cert, pool, nil
}

// Serve starts a server.
func Serve(handler http.Handler) (*Server, error) {
	cert, pool, err := Certificate()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	own := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
	s := &Server{RootCAs: pool, PEM: own, listener: listener}
	s.server = &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // clients that cut off are part of the tests
	}
	go func() {
		_ = s.server.Serve(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{cert},
			NextProtos: []string{"http/1.1"}}))
	}()
	return s, nil
}

// Dial leads every connection to the server, whatever host it is for.
func (s *Server) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", s.listener.Addr().String())
}

// TLS trusts the server.
func (s *Server) TLS() *tls.Config {
	return &tls.Config{RootCAs: s.RootCAs, MinVersion: tls.VersionTLS12}
}

// Close ends the server and its connections.
func (s *Server) Close() error { return s.server.Close() }

// certificate is a fresh one for some hosts, signed by itself.
func certificate(hosts ...string) (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "mingpao test site"},
		DNSNames:              hosts,
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(24 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, der, nil
}
