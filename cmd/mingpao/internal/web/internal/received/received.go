package received

import (
	"strconv"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/versions"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
	"mingpao/store/queue"
)

// Names are what a page may be asked: which version's, or which by its hash; what to mark, which differs from another
// version.
var Names = []string{"revision", "hash", "from"}

// page is a page of an article.
type page struct {
	*catalog.Article
	SHA256   string
	Revision int           // the version that was first seen on it; 0: it was asked for by its hash
	Looks    []words.Looks // that received it
	From     int           // the version with which it is compared; 0: none
	Found    int           // passages that are marked
	Missing  int           // that are not found
	Address  string        // at which it was seen
	Sheet    string        // where the room has it alone

	by       string // when it was last seen: pictures are as of then
	passages []passage
}

// Page answers with who received a page, and when, and with the page in a frame.
func Page(q *answer.Request) (answer.Answer, error) {
	p, err := asked(q)
	if err != nil {
		return nil, err
	}
	p.Sheet = q.Link("/a/"+p.Edition+"/"+p.ID+"/page/sheet") + "?" + q.Query.Encode()
	if len(p.passages) > 0 {
		root, err := p.open(q)
		if err != nil {
			return nil, err
		}
		inert(root)
		if p.Found, p.Missing = scriptOf(root).mark(p.passages); p.Found > 0 {
			p.Sheet += "#" + markID
		}
	}
	v := q.NewView("page", q.Say("page-of", p.Title), p)
	v.Wide, v.Frames = true, true
	return v, nil
}

// asked is the page that is asked for.
func asked(q *answer.Request) (*page, error) {
	a, err := q.Archive.Catalog().Find(q.Context(), q.PathValue("edition"), q.PathValue("id"))
	if err != nil {
		return nil, err
	}
	all, err := q.Archive.Catalog().Versions(q.Context(), a.Number)
	if err != nil {
		return nil, err
	}
	looks, err := q.Archive.Catalog().Looks(q.Context(), a.Number)
	if err != nil {
		return nil, err
	}
	p := &page{Article: a, SHA256: q.Query.Get("hash")}
	if p.SHA256 == "" {
		err = p.choose(q, all)
	} else if q.Query.Has("revision") || q.Query.Has("from") {
		err = answer.BadRequest(q.Say("no-parameter", "hash"))
	}
	if err != nil {
		return nil, err
	}
	return p, p.receivedBy(q, looks)
}

// choose has a version's page, and what is to be marked in it.
func (p *page) choose(q *answer.Request, all []catalog.Version) error {
	v, err := versions.Asked(q, all)
	if err != nil {
		return err
	}
	p.Revision, p.SHA256 = v.Revision, v.SHA256
	from := q.Query.Get("from")
	if from == "" {
		return nil
	}
	if p.From, err = strconv.Atoi(from); err != nil || p.From < 1 || p.From > len(all) {
		return answer.BadRequest(q.Say("no-version", len(all)))
	}
	other := all[p.From-1]
	p.passages = append(differing(v.Title, other.Title), differing(v.Body, other.Body)...)
	return nil
}

// receivedBy finds the looks that brought the page.
func (p *page) receivedBy(q *answer.Request, looks []catalog.Look) error {
	var brought []catalog.Look
	for _, l := range looks {
		if l.SHA256 == p.SHA256 && l.Seen == queue.SeenPage {
			brought = append(brought, l)
			p.Address, p.by = l.URL, l.At
		}
	}
	if len(brought) == 0 || p.SHA256 == "" {
		return answer.NotFound(q.Say("unknown-hash"))
	}
	p.Looks = q.Speech.Looks(brought)
	return nil
}
