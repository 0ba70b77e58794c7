package fetch

import (
	"context"
	"crypto/x509"
	"net"
	"time"
)

// Config says how to fetch. The zero value is polite and works.
type Config struct {
	Version  string         // of the program, for the User-Agent
	Contact  string         // a mail address or page, for the User-Agent
	Delay    time.Duration  // between two requests to a host; 0 means 2 s
	NoDelay  bool           // no delay at all: for a site on loopback
	Deadline time.Duration  // for one exchange, the wait before it not counted; 0 means 60 s
	MaxBody  int64          // bytes of a body after decompression; 0 means 8 MiB
	RootCAs  *x509.CertPool // nil means the system's
	Robots   RobotsCache    // nil means in memory only
	Traffic  Traffic        // nil means that nothing is counted

	// Gate refuses a host with an error before it is asked, at every hop. nil lets everything through.
	Gate func(host string) error

	// Dial replaces the connection, and with it the check that only public addresses are reached. Tests and the demo
	// lead the site's hosts to loopback with it.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// TellsTime has the hosts' Date compared with the clock.
	TellsTime bool

	// Now replaces the clock.
	Now func() time.Time
}

const (
	defaultDelay    = 2 * time.Second
	defaultDeadline = time.Minute
	defaultMaxBody  = 8 << 20
	maxCrawlDelay   = 30 * time.Second
	maxHops         = 10
)

// RobotsAge is the time after which the rules of a host are asked for again.
const RobotsAge = 24 * time.Hour

// UserAgent has the form of honest crawlers. robots.txt names the program mingpao.
func (c Config) UserAgent() string {
	version := c.Version
	if version == "" {
		version = "dev"
	}
	contact := ""
	if c.Contact != "" {
		contact = "; +" + c.Contact
	}
	return "Mozilla/5.0 (compatible; " + productToken + "/" + version + contact + ")"
}

func (c Config) withDefaults() Config {
	if c.Delay == 0 {
		c.Delay = defaultDelay
	}
	if c.NoDelay {
		c.Delay = 0
	}
	if c.Deadline == 0 {
		c.Deadline = defaultDeadline
	}
	if c.MaxBody == 0 {
		c.MaxBody = defaultMaxBody
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}
