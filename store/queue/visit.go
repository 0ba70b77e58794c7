package queue

import (
	"time"

	"mingpao/extract"
)

// Visit is one look at an item of the queue: what it gave, and what the queue does next.
type Visit struct {
	Item    Item // that was asked for; the article may be another's, which makes an alias
	At      time.Time
	Look    Look
	Cause   Cause            // why it is no article
	Detail  string           // what was seen, for people; "" where it is an article
	Article *extract.Article // with Look Read
	Answer  Answer           // zero where nothing was answered
	Keep    bool             // the answer is kept though no article could be read of it
	Host    string           // that was asked last; "" is as before
	Again   time.Time        // when to look again; zero: not by itself
	Wishes  bool             // the article's pictures are to be fetched, too
}

// Answer is what a host answered with.
type Answer struct {
	Head        string // the status line and the header without cookies; "" where nothing was answered
	ContentType string
	Body        []byte // as served, decompressed
	Validators  Validators
}

// Look is the kind of result of a look at a page.
type Look string

// The looks. All but Failed are sightings: something of the page was seen.
const (
	Read        Look = "article"
	Picture     Look = "picture"
	NotModified Look = "not modified"
	Missing     Look = "gone"
	Vanished    Look = "vanished" // gone, and absent from a list that ought to have it
	Withheld    Look = "withheld" // for legal reasons
	Denied      Look = "refused"
	Unreadable  Look = "unreadable"
	Failed      Look = "failed" // the network or the host failed: the page was not seen
)

// IsMissing reports whether the site says that it has no such page, or may not show it.
func (l Look) IsMissing() bool { return l == Missing || l == Vanished || l == Withheld }

// Outcome says what a sighting meant for the article.
type Outcome string

// The outcomes. They are recorded and do not change.
const (
	New       Outcome = "new"       // the archive's first sight of the article
	Changed   Outcome = "changed"   // another version of it, be it a late or an early one
	Unchanged Outcome = "unchanged" // a version that is there
	Corrected Outcome = "corrected" // a version that is there; only a file's date had told when it was seen
	Known     Outcome = "known"     // the very same sighting is there
	Went      Outcome = "went"      // the article is gone since this look, or withheld
	Removed   Outcome = "removed"   // the article was removed for good and does not come back
	Disputed  Outcome = "disputed"  // it counts here, although who brings it has taken it back
	None      Outcome = "none"      // no article
)
