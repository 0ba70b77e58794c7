package fetch

import (
	"net/url"
	"slices"
	"strings"

	"mingpao/store/queue"
)

// inScope refuses an address that is not on one of some hosts of Ming Pao's, whoever named it: a user, a feed, a page
// or a redirect.
func inScope(u *url.URL, hosts []string) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return &Fault{Kind: queue.OutOfScope, Subject: "address", Detail: "not a web address: " + u.Redacted()}
	case u.User != nil:
		return &Fault{Kind: queue.OutOfScope, Subject: "address", Detail: "an address with a password"}
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return &Fault{Kind: queue.OutOfScope, Subject: "address", Detail: "port " + u.Port() + " is not the web's"}
	}
	host := strings.ToLower(u.Hostname())
	if slices.Contains(hosts, host) {
		return nil
	}
	return &Fault{Kind: queue.OutOfScope, Subject: "to:" + host, To: host,
		Detail: host + " is not one of " + strings.Join(hosts, ", ")}
}
