package scraper

import (
	"context"
	"crypto/x509"
	"net"
	"time"
)

// Config is how to fetch. The zero value is polite and works.
type Config struct {
	Version  string         // of the program, for the User-Agent
	Contact  string         // a mail address or page, for the User-Agent
	Delay    time.Duration  // between two requests to a host; 0 means 2 s
	NoDelay  bool           // no delay at all: for a site on loopback
	Deadline time.Duration  // for one exchange, the wait before it not counted; 0 means 60 s
	MaxBody  int64          // bytes of a body after decompression; 0 means 8 MiB
	RootCAs  *x509.CertPool // nil means the system's
	Robots   RobotsCache    // nil means in memory only

	// Dial replaces the connection, and with it the check that only public addresses are reached. Tests and the demo
	// lead the site's hosts to loopback with it.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)

	// Now replaces the clock.
	Now func() time.Time
}

const (
	defaultDelay    = 2 * time.Second
	defaultDeadline = time.Minute
	defaultMaxBody  = 8 << 20
	maxCrawlDelay   = 30 * time.Second
	robotsAge       = 24 * time.Hour
	maxRobots       = 512 << 10
	maxHops         = 10
)

// UserAgent names the program first, so that robots.txt can name it.
func (c Config) UserAgent() string {
	version := c.Version
	if version == "" {
		version = "dev"
	}
	if c.Contact == "" {
		return "mingpao/" + version
	}
	return "mingpao/" + version + " (+" + c.Contact + ")"
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
