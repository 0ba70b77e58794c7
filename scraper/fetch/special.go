package fetch

import "net/netip"

// special are IANA's registries of special-purpose addresses, and whether they hold an address to be reachable from
// anywhere: iana-ipv4-special-registry, last updated on 2025-10-09, and iana-ipv6-special-registry, of the same day.
// Where they leave it open (Teredo, 6to4, ORCHID) it is not: those lead to other addresses, or nowhere. Of several rows
// the narrowest holds; those that say what a wider one says are left out.
var special = []struct {
	prefix      netip.Prefix
	isReachable bool
}{
	{netip.MustParsePrefix("0.0.0.0/8"), false},
	{netip.MustParsePrefix("10.0.0.0/8"), false},
	{netip.MustParsePrefix("100.64.0.0/10"), false}, // carriers' networks
	{netip.MustParsePrefix("127.0.0.0/8"), false},
	{netip.MustParsePrefix("169.254.0.0/16"), false},
	{netip.MustParsePrefix("172.16.0.0/12"), false},
	{netip.MustParsePrefix("192.0.0.0/24"), false}, // protocols
	{netip.MustParsePrefix("192.0.0.9/32"), true},  // PCP
	{netip.MustParsePrefix("192.0.0.10/32"), true}, // TURN
	{netip.MustParsePrefix("192.0.2.0/24"), false}, // documentation
	{netip.MustParsePrefix("192.31.196.0/24"), true},
	{netip.MustParsePrefix("192.52.193.0/24"), true},
	{netip.MustParsePrefix("192.88.99.0/24"), false}, // 6to4
	{netip.MustParsePrefix("192.168.0.0/16"), false},
	{netip.MustParsePrefix("192.175.48.0/24"), true},
	{netip.MustParsePrefix("198.18.0.0/15"), false},   // benchmarks
	{netip.MustParsePrefix("198.51.100.0/24"), false}, // documentation
	{netip.MustParsePrefix("203.0.113.0/24"), false},  // documentation
	{netip.MustParsePrefix("240.0.0.0/4"), false},

	{netip.MustParsePrefix("2001::/23"), false}, // protocols, Teredo, benchmarks, ORCHID among them
	{netip.MustParsePrefix("2001:1::1/128"), true},
	{netip.MustParsePrefix("2001:1::2/128"), true},
	{netip.MustParsePrefix("2001:1::3/128"), true},
	{netip.MustParsePrefix("2001:3::/32"), true},
	{netip.MustParsePrefix("2001:4:112::/48"), true},
	{netip.MustParsePrefix("2001:20::/28"), true},
	{netip.MustParsePrefix("2001:30::/28"), true},
	{netip.MustParsePrefix("2001:db8::/32"), false}, // documentation
	{netip.MustParsePrefix("2002::/16"), false},     // 6to4
	{netip.MustParsePrefix("2620:4f:8000::/48"), true},
	{netip.MustParsePrefix("3fff::/20"), false}, // documentation
}

// unicast is all that IANA has given out of IPv6. What lies outside of it, of special purpose or not, is no host's.
var unicast = netip.MustParsePrefix("2000::/3")

// nat64 is how a network without IPv4 reaches it: the address is in the last four bytes (RFC 6052).
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// inside is the address that a connection ends up at: that in an IPv6 disguise.
func inside(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if !nat64.Contains(a) {
		return a
	}
	b := a.As16()
	return netip.AddrFrom4([4]byte(b[12:]))
}

// isPublic reports whether an address is one of the open net.
func isPublic(a netip.Addr) bool {
	a = inside(a)
	if !a.IsGlobalUnicast() || a.Is6() && !unicast.Contains(a) {
		return false
	}
	narrowest, isReachable := -1, true
	for _, s := range special {
		if s.prefix.Contains(a) && s.prefix.Bits() > narrowest {
			narrowest, isReachable = s.prefix.Bits(), s.isReachable
		}
	}
	return isReachable
}
