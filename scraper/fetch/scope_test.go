package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"testing"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// TestInScope: pages come from the hosts of articles, pictures from that of pictures.
func TestInScope(t *testing.T) {
	for _, c := range []struct {
		address string
		ok      bool // for a page
	}{
		{"https://news.mingpao.com/ins/x", true},
		{"http://finance.mingpao.com:80/fin/main.php", true},
		{"https://OL.MINGPAO.COM/ldy/x", true},
		{"https://mingpao.com/", false},
		{"https://fs.mingpao.com/ins/20260302/s00001/1.jpg", false},
		{"https://evil-news.mingpao.com/", false},
		{"https://news.mingpao.com.example/", false},
		{"https://news.mingpao.com:8443/", false},
		{"https://user:secret@news.mingpao.com/", false},
		{"ftp://news.mingpao.com/", false},
		{"file:///etc/passwd", false},
		{"https://127.0.0.1/", false},
		{"https://[::1]/", false},
	} {
		u, err := url.Parse(c.address)
		if err != nil {
			t.Fatal(err)
		}
		if err := inScope(u, site.Hosts); (err == nil) != c.ok {
			t.Errorf("%s: %v, want in scope: %v", c.address, err, c.ok)
		}
		err = inScope(u, []string{site.PictureHost})
		if want := u.Host == site.PictureHost; (err == nil) != want {
			t.Errorf("picture %s: %v, want in scope: %v", c.address, err, want)
		}
	}
}

func TestIsPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"203.80.0.1": true, "8.8.8.8": true, "2400:cb00::1": true, "2001:4860:4860::8888": true, "192.31.196.1": true,
		"192.0.0.9": true, "192.0.0.10": true, "192.52.193.1": true, "192.175.48.1": true, "2001:1::1": true,
		"2001:1::2": true,
		"2001:1::3": true, "2001:3::1": true, "2001:4:112::1": true, "2001:30::1": true, "2620:4f:8000::1": true,
		"2001:20::1": true, "64:ff9b::cb50:1": true, "::ffff:8.8.8.8": true,

		"0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "100.64.0.1": false, "127.0.0.1": false,
		"169.254.169.254": false,
		"172.16.0.1":      false, "172.31.255.255": false, "192.0.0.8": false, "192.0.0.170": false, "192.0.2.1": false,
		"192.88.99.1": false, "192.88.99.2": false, "192.168.1.1": false, "198.18.0.1": false, "198.19.255.255": false,
		"198.51.100.1": false, "203.0.113.1": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,

		"::": false, "::1": false, "::7f00:1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false,
		"::ffff:100.64.0.1": false, "::ffff:0:7f00:1": false, "64:ff9b::7f00:1": false, "64:ff9b::a00:1": false,
		"64:ff9b:1::cb50:1": false, "100::1": false, "100:0:0:1::1": false, "2001::1": false, "2001:1::4": false,
		"2001:2::1": false, "2001:10::1": false, "2001:1ff::1": false, "2001:db8::1": false, "2002:7f00:1::": false,
		"3fff::1": false, "5f00::1": false, "4000::1": false, "fc00::1": false, "fdff::1": false, "fe80::1": false,
		"fe80::1%eth0": false, "fec0::1": false, "ff02::1": false, "ff0e::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %v, want %v", address, got, want)
		}
	}
}

// TestDialRefusesPrivate stands for a name that resolves to somebody's own network, whenever it does.
func TestDialRefusesPrivate(t *testing.T) {
	dial := newConnections(Config{}.withDefaults()).DialContext
	addresses := []string{"127.0.0.1:443", "[::1]:443", "10.0.0.1:443"}
	if _, err := net.LookupHost("localhost"); err == nil { // a bare system has no hosts file
		addresses = append(addresses, "localhost:443")
	}
	for _, address := range addresses {
		conn, err := dial(context.Background(), "tcp", address)
		if err == nil {
			conn.Close()
			t.Errorf("%s: connected", address)
			continue
		}
		var f *Fault
		if !errors.As(err, &f) || f.Kind != queue.OutOfScope {
			t.Errorf("%s: %v, want out of scope", address, err)
		}
	}
}
