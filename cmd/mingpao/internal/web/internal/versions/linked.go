package versions

import (
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// Linked is a version of an article in the terms of https://schema.org/NewsArticle, as JSON-LD.
type Linked struct {
	Context    string      `json:"@context"`
	Type       string      `json:"@type"`
	Headline   string      `json:"headline"`
	Authors    []thing     `json:"author,omitempty"`
	Published  string      `json:"datePublished,omitempty"`
	Section    string      `json:"articleSection,omitempty"`
	Keywords   []string    `json:"keywords,omitempty"`
	Language   string      `json:"inLanguage,omitempty"`
	URL        string      `json:"url,omitempty"`
	Publisher  thing       `json:"publisher"`
	Version    int         `json:"version"`
	Identifier *identifier `json:"identifier,omitempty"`
	ArchivedAt string      `json:"archivedAt,omitempty"`
}

type thing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type identifier struct {
	Type  string `json:"@type"`
	Of    string `json:"propertyID"`
	Value string `json:"value"`
}

// LinkedTo is a version for machines that read it in this room.
func LinkedTo(q *answer.Request, v catalog.Version) Linked {
	l := Linked{Context: "https://schema.org", Type: "NewsArticle", Headline: v.Title, Published: v.Published,
		Section: v.Section, Keywords: v.Keywords, Language: v.Language, URL: v.URL, Version: v.Revision,
		Publisher: thing{"NewsMediaOrganization", "明報", "https://" + site.NewsHost + "/"}}
	for _, name := range v.Authors {
		l.Authors = append(l.Authors, thing{Type: "Person", Name: name})
	}
	if v.SHA256 != "" {
		l.Identifier = &identifier{"PropertyValue", "SHA-256", v.SHA256}
		l.ArchivedAt = q.Origin() + q.Link("/cite/"+v.SHA256)
	}
	return l
}
