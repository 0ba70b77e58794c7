package queue

import "strings"

// Cause is why something could not be read: a key, which is compared and recorded. It holds nothing in which two
// failures of one cause differ, as a title, a time or an article's address: that is evidence, kept beside it for
// people. The zero value is a cause that was not recorded.
type Cause struct {
	Kind    Kind   `json:"kind"`
	Subject string `json:"subject"` // which of its kind: a status, a reason of extract, a host; may be empty
}

// Kind sorts causes by what to do about them.
type Kind string

// The kinds. They stand in archives and do not change.
const (
	OutOfScope  Kind = "out-of-scope" // no address of Ming Pao, or a private one under its name
	Disallowed  Kind = "robots.txt"   // the host asks not to fetch it
	Unreachable Kind = "unreachable"  // no name, no connection, no TLS, or cut off
	TooSlow     Kind = "too-slow"
	TooLarge    Kind = "too-large"
	BadEncoding Kind = "bad-encoding" // a compression that is unknown or broken
	Loop        Kind = "redirect-loop"
	Refused     Kind = "refused" // 401, 403, 429, 503: not now, or not us
	Gone        Kind = "gone"    // 404, 410
	ServerError Kind = "server-error"
	NotAPage    Kind = "not-a-page" // an answer that holds no article, or no list
	NotAPicture Kind = "not-a-picture"
	Interrupted Kind = "interrupted"
	Held        Kind = "left-alone" // a host that is not asked now
	Limit       Kind = "limit"      // of the run itself
	Gap         Kind = "gap"        // days that no list covers
	Unkept      Kind = "archive"    // that cannot be written
	WrongClock  Kind = "clock"      // this machine's
	Stale       Kind = "stale"      // a list, or all of an edition, names nothing as new as usual
	Dry         Kind = "dry"        // a list has named nothing for longer than usual, and nothing says that there is more
	Legal       Kind = "withheld"   // 451: the law keeps the page from us
)

// Subjects that decide something; all others are only compared.
const (
	Empty = "empty" // a list that names nothing
	Wait  = "wait"  // the host asks to be left alone until a time

	// Robots precedes the status that robots.txt answers with: its host is asked for nothing else then.
	Robots = "robots:"
)

// String is the cause in one word, as not-a-page/cut-off.
func (c Cause) String() string { return strings.TrimSuffix(string(c.Kind)+"/"+c.Subject, "/") }

// IsRefusal reports whether the site refuses us.
func (c Cause) IsRefusal() bool {
	return c.Kind == Refused || c.Kind == Disallowed || c.Kind == Legal || c.Kind == Held && c.Subject == Wait
}
