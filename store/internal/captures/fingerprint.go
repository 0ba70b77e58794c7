package captures

import (
	"encoding/json"
	"slices"
	"strings"

	"mingpao/extract"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
	"mingpao/store/internal/pack"
)

// FingerprintVersion is written into archives. Another set of fields is another version, and means reading every page
// again.
const FingerprintVersion = "1"

// seen is what a reader sees of an article: fingerprint v1 is the hash of this JSON. Whether two texts are the same is
// decided by these fields and no others: one that extract.Article gains later changes no hash.
type seen struct {
	ID         string          `json:"id"`
	Edition    string          `json:"edition"`
	Section    string          `json:"section"`
	Title      string          `json:"title"`
	Authors    []string        `json:"authors"`
	AuthorNote string          `json:"author_note"`
	Column     string          `json:"column"`
	Credits    []string        `json:"credits"`
	Published  string          `json:"published"`
	Access     extract.Access  `json:"access"`
	Keywords   []string        `json:"keywords"`
	LeadMarker string          `json:"lead_marker"`
	Body       string          `json:"body"`
	Images     []extract.Image `json:"images"`
	Videos     []string        `json:"videos"`
}

// siteTags are keywords that the desk puts on and off during the day. They are no part of an article's identity.
var siteTags = []string{"編輯推介", "熱門HOTPICK"}

// Fingerprint is how versions are told apart. Markup, layout, address and the desk's own tags do not count.
func Fingerprint(a *extract.Article) string {
	words := slices.DeleteFunc(slices.Clone(a.Keywords), func(k string) bool { return slices.Contains(siteTags, k) })
	videos := make([]string, len(a.Videos))
	for i, v := range a.Videos {
		videos[i] = v.URL
	}
	return ident.HashOf([]byte(List(seen{
		a.ID, a.Edition, a.Section, a.Title, filled(a.Authors), a.AuthorNote, a.Column, filled(a.Credits), a.Published,
		a.Access,
		filled(words), a.LeadMarker, a.Body, filled(a.Images), filled(videos),
	})))
}

// filled makes an empty list of none: both are the same to a reader.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// List is a value as the archive's JSON.
func List(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and slices of them always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// stored is an article as a reading keeps it: the body is in its own table, and the blocks are the body with their
// kinds.
type stored struct {
	extract.Article
	Body   string          `json:"body,omitempty"`
	Blocks []extract.Block `json:"blocks,omitempty"`
	Kinds  []extract.Kind  `json:"kinds"`
}

func FieldsOf(a *extract.Article) string {
	f := stored{Article: *a, Kinds: []extract.Kind{}}
	f.Article.Authors, f.Article.Credits, f.Article.Keywords = filled(a.Authors), filled(a.Credits), filled(a.Keywords)
	f.Article.Images, f.Article.Videos = filled(a.Images), filled(a.Videos)
	for _, b := range a.Blocks {
		f.Kinds = append(f.Kinds, b.Kind)
	}
	return List(f)
}

// ArticleOf puts an article together again.
func ArticleOf(text, body string) (extract.Article, error) {
	var f stored
	if len(text) > pack.PageMost || len(body) > pack.PageMost {
		return extract.Article{}, db.Damagedf("it is longer than any page")
	}
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		return extract.Article{}, db.Damagedf("fields cannot be read: %w", err)
	}
	art := f.Article
	art.Body, art.Blocks = body, []extract.Block{}
	for i, line := range strings.Split(body, "\n\n") {
		if i < len(f.Kinds) {
			art.Blocks = append(art.Blocks, extract.Block{Kind: f.Kinds[i], Text: line})
		}
	}
	return art, nil
}
