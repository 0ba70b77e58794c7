package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/ident"
	"mingpao/store/record"
)

// Query are the tables of an archive that follow from looks, a line a row, as Rows says them. Lines are in no order.
const Query = `WITH named AS (SELECT article, edition || '/' || id AS whose FROM heads)
	SELECT 'alias ' || whose || ' ' || aliases.edition || '/' || aliases.id || ' ' || seen FROM aliases
	JOIN named USING (article)
	UNION ALL SELECT 'version ' || whose || ' ' || v.revision || ' ' || cause || ' ' || seen || ' ' || last_seen || ' '
	|| sightings || iif(opening, ' opening ', ' ') || title || ' ' || body || ' of ' || c.sha256 || ' at ' || url
		FROM versions AS v JOIN readings AS r USING (capture, address) JOIN texts USING (text)
		JOIN captures AS c USING (capture)
			JOIN addresses USING (address) JOIN named ON named.article = v.article
	UNION ALL SELECT 'head ' || whose || ' ' || revision || ' ' || shown || ' ' || first_seen || ' ' || changed || ' '
	|| last_seen || ' ' || coalesce(gone, '') || iif(withheld, ' withheld ',
			' ') || section || ' ' || section_code || ' ' || title || ' ' || "column" ||
			' ' || published || ' ' || access || ' ' || body || ' of ' || sha256 || ' at ' || url
		FROM heads JOIN texts USING (text) JOIN captures USING (capture) JOIN addresses USING (address) JOIN named
			ON named.article = heads.article
	UNION ALL SELECT 'author ' || whose || ' ' || position || ' ' || a.name FROM authors AS a JOIN named USING (article)
	UNION ALL SELECT 'keyword ' || whose || ' ' || position || ' ' || keyword FROM keywords JOIN named USING (article)
	UNION ALL SELECT 'image ' || whose || ' ' || position || ' ' || url || ' ' || caption FROM images
	JOIN named USING (article)`

// QueryLooks is the view looks, a line a row, as Looks says it.
const QueryLooks = `SELECT DISTINCT at || ' ' || url || ' ' || article || ' ' || outcome || ' ' || looks.kind || ' '
	|| name || ' ' || coalesce(looks.sha256, '') || iif(retracted IS NULL, '', ' taken back')
	FROM looks JOIN witnesses USING (witness) WHERE (address, url) IN (SELECT address, url FROM addresses)`

// Looks are the looks themselves, those included that IsWrong.
func Looks(all []record.Sighting) []string {
	kinds := map[site.TimeSource]record.WitnessKind{site.TimeFetched: record.Fetched, site.TimeGiven: record.FromPerson,
		site.TimeFile: record.FromFileDate}
	var rows []string
	for _, l := range looksOf(all) {
		ref, end := l.asked, ""
		if l.art != nil {
			ref = refOf(l.art)
		}
		if IsWrong(l.Sighting) {
			end = " taken back"
		}
		rows = append(rows, fmt.Sprint(l.at, " ", l.URL, " ", ident.ArticleNumber(ref.Edition, ref.ID), " ", l.Seen, " ",
			cmp.Or(kinds[l.Source], record.FromFile), " ", l.Witness.Name, " ", l.capture, end))
	}
	return slices.Compact(Sorted(rows))
}

// version is a version of an article by the model.
type version struct {
	*look
	first, last string
	n           int
}

func (v version) isFull() bool { return v.art.Access == extract.Full }

func (v version) row(name string, number int) string {
	cause, part := "changed", " "
	if number == 1 {
		cause = "new"
	}
	if !v.isFull() {
		part = " opening "
	}
	return fmt.Sprint("version ", name, " ", number, " ", cause, " ", v.first, " ", v.last, " ", v.n, part,
		v.art.Title, " ", v.art.Body, v.place())
}

// place is the page of a look, and where it was seen.
func (l look) place() string { return " of " + l.capture + " at " + l.URL }

// head are the rows of an article as it is shown.
func (v version) head(name string, numbers, times string) (rows []string) {
	a := v.art
	rows = append(rows, strings.Join([]string{"head", name, numbers, times, a.Section, a.SectionCode, a.Title, a.Column,
		a.Published, string(a.Access), a.Body}, " ")+v.place())
	for i, author := range a.Authors {
		rows = append(rows, fmt.Sprint("author ", name, " ", i, " ", author))
	}
	for i, word := range a.Keywords {
		rows = append(rows, fmt.Sprint("keyword ", name, " ", i, " ", word))
	}
	for i, image := range a.Images {
		rows = append(rows, fmt.Sprint("image ", name, " ", i, " ", image.URL, " ", image.Caption))
	}
	return rows
}

// Sorted are lines in their order.
func Sorted(lines []string) []string {
	slices.Sort(lines)
	return lines
}
