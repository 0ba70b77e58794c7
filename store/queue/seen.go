package queue

// Seen is what a look at an address gave.
type Seen string

// What looks give. The values stand in archives and do not change.
const (
	SeenPage       Seen = "page"       // a page; what today's rules make of it is its reading
	SeenPicture    Seen = "picture"    // a picture
	SeenUnmodified Seen = "unmodified" // by the site's own word, or by its text, the page or picture that was seen before
	SeenGone       Seen = "gone"       // the site has no such page: 404 or 410
	SeenAbsent     Seen = "absent"     // a list that ought to name the article does not
	SeenRefused    Seen = "refused"    // a login page or the like in its place
	SeenWithheld   Seen = "withheld"   // for legal reasons: 451
)

// IsAnew reports whether a page or a picture came.
func (s Seen) IsAnew() bool { return s == SeenPage || s == SeenPicture }
