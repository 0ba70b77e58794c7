package upkeep_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// The articles of a random universe: one of the daily paper, one of instant news, one of finance for which instant news
// has two other addresses; the paper's also stands, by mistake, at one of instant news.
var (
	modelIDs      = []string{"1772380800001", "1772380800002", "1772380800003"}
	modelArticles = refsOf(modelArticle(0, "題", "", extract.Full), modelArticle(1, "題", "", extract.Full),
		modelArticle(2, "題", "", extract.Full))
	modelAliases = []string{"1772380800014", "1772380800015", "1772380800016"}
)

func refsOf(articles ...*extract.Article) (refs []site.Ref) {
	for _, a := range articles {
		refs = append(refs, refOf(a))
	}
	return refs
}

func modelArticle(i int, title, body string, access extract.Access) *extract.Article {
	a := sample.Article(modelIDs[i], title, body)
	switch i {
	case 1:
		a.Edition, a.URL = site.Instant, sample.InstantURL(modelIDs[i])
	case 2:
		a = sample.OnFinance(a)
	}
	a.Access = access
	return a
}

// universe are random looks at them: edits, reverts, openings, other headlines, the same bytes again, dates of files,
// pages found as before, missing ones, ties. Those of the file "wrong" are to be taken back.
func universe(r *rand.Rand) (all []record.Sighting) {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	for range 4 + r.IntN(14) {
		i := r.IntN(len(modelIDs))
		art := modelArticle(i, pick("題", "題", "改"), pick("甲乙，丙丁。", "甲乙，戊己。", "庚辛，丙丁。"), extract.Full)
		if r.IntN(3) == 0 {
			art = modelArticle(i, art.Title, string([]rune(art.Body)[:4])+"…", extract.Access(pick("excerpt", "unknown")))
		}
		s := record.Sighting{URL: art.URL, At: sample.Noon.Add(time.Duration(r.IntN(30)) * 3 * time.Hour), Seen: queue.SeenPage,
			Article: art, Capture: captures.Capture{Body: []byte(art.Edition + art.ID + art.Title + string(art.Access) + art.Body)}}
		s.Source = site.TimeSource(pick("fetched", "fetched", "warc-date", "metadata", "given", "file-time"))
		if s.Source != site.TimeFetched {
			s.Witness, s.Record = record.Witness{Name: pick("a.warc.gz", "b.warc.gz", "wrong")}, r.IntN(9)
		}
		switch {
		case r.IntN(8) == 0 && i != 1:
			s.URL = sample.InstantURL(modelAliases[i/2+r.IntN(2)*(i/2)])
		case r.IntN(12) == 0:
			s.URL = ""
		}
		if r.IntN(3) == 0 && s.URL != "" {
			s = unread(r, s, all)
		}
		all = append(all, s)
	}
	return all
}

// unread is a look in place of one that found a page.
func unread(r *rand.Rand, s record.Sighting, before []record.Sighting) record.Sighting {
	s.Article, s.Capture = nil, captures.Capture{}
	s.Seen = []queue.Seen{queue.SeenUnmodified, queue.SeenUnmodified, queue.SeenGone, queue.SeenGone, queue.SeenAbsent,
		queue.SeenRefused}[r.IntN(6)]
	for _, b := range before {
		if s.Seen == queue.SeenUnmodified && b.URL == s.URL && b.Seen == queue.SeenPage && r.IntN(2) == 0 {
			s.SHA256 = b.Capture.Sum()
			return s
		}
	}
	return s
}

func isWrong(s record.Sighting) bool { return s.Witness.Name == "wrong" }

// lives brings looks in a random order, those that are wrong in a run of their own, which is then taken back: at once or
// last, now and then twice, with an undo of the undo between.
func lives(t *testing.T, a *db.DB, r *rand.Rand, all []record.Sighting) {
	t.Helper()
	all = slices.Clone(all)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	wrong := slices.DeleteFunc(slices.Clone(all), func(s record.Sighting) bool { return !isWrong(s) })
	right := slices.DeleteFunc(all, isWrong)
	run := begin(t, a, "import")
	early := r.IntN(len(right) + 1)
	bring(t, a, r, 1, right[:early])
	bring(t, a, r, run, wrong)
	if r.IntN(2) == 0 {
		takeBack(t, a, r, run, len(wrong))
		bring(t, a, r, 1, right[early:])
		return
	}
	bring(t, a, r, 1, right[early:])
	takeBack(t, a, r, run, len(wrong))
}

// bring records looks in batches of random sizes.
func bring(t *testing.T, a *db.DB, r *rand.Rand, run int64, all []record.Sighting) {
	t.Helper()
	for len(all) > 0 {
		size := min(1+r.IntN(8), len(all))
		if _, err := record.Record(t.Context(), a, run, all[:size], sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		all = all[size:]
	}
}

func takeBack(t *testing.T, a *db.DB, r *rand.Rand, run int64, looks int) {
	t.Helper()
	if looks == 0 {
		return
	}
	for range 1 + 2*r.IntN(2) {
		by := begin(t, a, "undo")
		if _, err := upkeep.Undo(t.Context(), a, by, run, "wrong", sample.Noon.AddDate(0, 1, 0)); err != nil {
			t.Fatal(err)
		}
		run = by
	}
}

func begin(t *testing.T, a *db.DB, command string) int64 {
	t.Helper()
	run, err := frontier.New(a).BeginRun(t.Context(), command, "1.0", sample.Noon)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// said is what an archive says, in the words of the model.
func said(t *testing.T, a *db.DB) string {
	t.Helper()
	rows, err := db.Collect(t.Context(), a.View(), db.Column[string], `SELECT line FROM (
		SELECT article, 1 AS part, id || edition AS place, 'alias ' || (SELECT id FROM heads AS h WHERE h.article = aliases.article)
			|| ' ' || edition || ' ' || id || ' ' || seen AS line FROM aliases
		UNION ALL SELECT v.article, 2, printf('%03d', v.revision), 'version ' || h.id || ' ' || v.revision || ' ' || v.seen || ' '
			|| v.last_seen || ' ' || v.sightings || ' ' || iif(v.opening, 'true', 'false') || ' ' || r.title || body
			FROM versions AS v JOIN readings AS r USING (capture, address) JOIN texts USING (text)
			JOIN heads AS h ON h.article = v.article
		UNION ALL SELECT article, 3, '', 'head ' || id || ' ' || revision || ' ' || shown || ' ' || first_seen || ' ' || changed || ' '
			|| last_seen || ' ' || coalesce(gone, '') || ' ' || title || body FROM heads JOIN texts USING (text)) ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	return sorted(strings.Join(rows, "\n"))
}

func sorted(lines string) string {
	all := strings.Split(lines, "\n")
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// TestModel has archives live through random universes: every other one alone, and split over two that are merged.
func TestModel(t *testing.T) {
	fresh := sample.Clean(t)
	for seed := range sample.Seeds(300) {
		r := rand.New(rand.NewPCG(seed, 24))
		all := universe(r)
		want := sorted(model(all, isWrong))
		a, b := fresh(), fresh()
		if seed%2 == 0 {
			lives(t, a, r, all)
		} else {
			some, others := split(r, all)
			lives(t, a, r, some)
			lives(t, b, r, others)
			merge(t, a, b)
			merge(t, b, a)
			if d := diff.Diff(said(t, a), said(t, b)); d != "" {
				t.Errorf("seed %d: merged the one way (-) and the other (+):\n%s", seed, d)
			}
		}
		if d := diff.Diff(want, said(t, a)); d != "" {
			t.Fatalf("seed %d: model (-) and archive (+) differ:\n%s\n%s", seed, d, told(all))
		}
		if seed%30 < 2 {
			sample.Sound(t, a)
		}
		a.Close()
		b.Close()
	}
}

// split parts looks at random, some for both.
func split(r *rand.Rand, all []record.Sighting) (some, others []record.Sighting) {
	for _, s := range all {
		part := r.IntN(3)
		if part != 1 {
			some = append(some, s)
		}
		if part != 0 {
			others = append(others, s)
		}
	}
	return some, others
}

// told are looks as a person reads them.
func told(all []record.Sighting) string {
	slices.SortFunc(all, func(a, b record.Sighting) int { return a.At.Compare(b.At) })
	var lines []string
	for _, s := range all {
		line := fmt.Sprintf("%s %s %s %s %.8s", site.Stamp(s.At), s.Seen, s.Source, cmp.Or(s.URL, "nowhere"), s.SHA256)
		if s.Article != nil {
			line += fmt.Sprint(" ", s.Article.ID, " ", s.Article.Title, s.Article.Body, " ", s.Article.Access)
		}
		if isWrong(s) {
			line += " wrong"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
