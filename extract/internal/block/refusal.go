package block

// Refusal is the error for a page that is not an article.
type Refusal struct {
	Reason string
	Detail string // what was seen, for a person; may be empty
}

// The reasons of which more than one room knows.
const (
	HomePage      = "home page"
	AccessRefused = "access refused"
	NotFound      = "page not found"
	LoginPage     = "login page"
	SectionList   = "section list"
	EmptyPage     = "empty page"
	UnknownDesign = "unknown page design"
	CutOff        = "cut off"
	NotText       = "not a text page"
	UnclearText   = "unclear text"
)

// Error says the reason and the detail.
func (e *Refusal) Error() string {
	if e.Detail == "" {
		return e.Reason
	}
	return e.Reason + ": " + e.Detail
}
