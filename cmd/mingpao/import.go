package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
)

func newImport(s streams) *cobra.Command {
	var db string
	var jobs int
	cmd := &cobra.Command{
		Use:   "import [flags] DIR|FILE...",
		Short: "Bring saved pages into the archive",
		Long: `Bring saved pages into the archive. A metadata.json beside a page may give its "url" and when it was
saved, "scraped_at", for the folder's one page or by file name. Pages of the same article become
its revisions; pages that are there already are passed over, so that an import can be repeated.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || jobs < 1 {
				return usageError("import: name a folder or a file of saved pages; --jobs takes a number from 1")
			}
			return write(db, func(a *store.Archive) error { return runImport(cmd.Context(), s, a, args, jobs) })
		},
	}
	dbFlag(cmd, &db)
	cmd.Flags().IntVar(&jobs, "jobs", runtime.GOMAXPROCS(0), "pages to work on at a time")
	return cmd
}

// metadata is what metadata.json says of a page.
type metadata struct {
	URL       string `json:"url"`
	ScrapedAt string `json:"scraped_at"`
}

func (m metadata) time() time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999999", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, m.ScrapedAt, site.Zone); err == nil {
			return t
		}
	}
	return time.Time{}
}

// metadataOf reads what stands beside a page: one object for the page of the folder, or one by file name.
func metadataOf(page string) (metadata, error) {
	file := filepath.Join(filepath.Dir(page), "metadata.json")
	b, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return metadata{}, nil
	}
	if err != nil {
		return metadata{}, fmt.Errorf("metadata.json: %w", fileError(err))
	}
	var one metadata
	var byName map[string]json.RawMessage
	if json.Unmarshal(b, &byName) == nil {
		if entry, ok := byName[filepath.Base(page)]; ok {
			return one, json.Unmarshal(entry, &one)
		}
	}
	if err := json.Unmarshal(b, &one); err != nil {
		return metadata{}, fmt.Errorf("metadata.json: %w", err)
	}
	return one, nil
}

// importPage is a page to import, and what became of it.
type importPage struct {
	keptFile
	metadata
	visit store.Visit
	known bool
	err   error
}

// A transaction is at most so many pages, and of large ones at most so many bytes: they are held in memory until then.
const (
	importBatch = 100
	importBytes = 16 << 20
)

func runImport(ctx context.Context, s streams, archive *store.Archive, args []string, jobs int) error {
	run, err := archive.BeginRun("import", version(), time.Now())
	if err != nil {
		return &exit{statusFailed, err}
	}
	pages := importPages(args)
	bar := newProgress(s.err, len(pages), "pages")
	total, failed, known := store.Imported{}, 0, 0
	var batch []store.Visit
	size := 0
	flush := func() error {
		n, err := archive.Import(batch, time.Now())
		total.New, total.Changed, total.Unchanged, total.Older = total.New+n.New, total.Changed+n.Changed, total.Unchanged+n.Unchanged, total.Older+n.Older
		clear(batch)
		batch, size = batch[:0], 0
		return err
	}
	prepare := func(p importPage) importPage { return p.prepare(s, archive) }
	for p := range inOrder(ctx, pages, jobs, prepare) {
		bar.add(1)
		switch {
		case p.err != nil:
			failed++
			bar.clear()
			fmt.Fprintf(s.err, "mingpao: %s: %s\n", plain(p.name), oneLine(p.err.Error()))
		case p.known:
			known++
		default:
			batch = append(batch, p.visit)
			size += len(p.visit.Capture.Body)
		}
		if len(batch) == importBatch || size >= importBytes {
			if err := flush(); err != nil {
				return &exit{statusFailed, err}
			}
		}
	}
	if err := flush(); err != nil {
		return &exit{statusFailed, err}
	}
	bar.clear()
	status := statusDone
	switch {
	case ctx.Err() != nil:
		status = statusInterrupted
	case failed > 0:
		status = statusPartly
	}
	counts := store.Counts{New: total.New, Changed: total.Changed, Unchanged: total.Unchanged + known + total.Older, Failed: failed}
	if err := archive.EndRun(run, counts, status, time.Now()); err != nil {
		return &exit{statusFailed, err}
	}
	fmt.Fprintf(s.err, "%d pages: new %d, changed %d, unchanged %d, older %d, without an article %d\n", len(pages), total.New, total.Changed, total.Unchanged+known, total.Older, failed)
	if status != statusDone {
		return &exit{status, nil}
	}
	return nil
}

// importPages lists the pages, in the order in which they were saved: revisions follow one another.
func importPages(args []string) []importPage {
	var pages []importPage
	for _, i := range keptFiles(args) {
		p := importPage{keptFile: i}
		switch {
		case i.err != nil:
			p.err = i.err
		case i.isURL() || i.name == "-":
			p.err = errors.New("import takes files and folders; mingpao crawl takes addresses")
		default:
			p.metadata, p.err = metadataOf(i.name)
		}
		pages = append(pages, p)
	}
	slices.SortStableFunc(pages, func(a, b importPage) int { return a.time().Compare(b.time()) })
	return pages
}

// prepare reads and parses a page.
func (p importPage) prepare(s streams, archive *store.Archive) importPage {
	if p.err != nil {
		return p
	}
	body, err := p.read(s.in)
	if err != nil {
		p.err = err
		return p
	}
	if p.known, p.err = archive.HasPage(body); p.known || p.err != nil {
		return p
	}
	art, err := extract.Parse(extract.Page{URL: p.URL, Body: body})
	if err != nil {
		p.err = err
		return p
	}
	asked, _ := site.ParseURL(p.URL)
	if art.ID == "" {
		if asked.ID == "" {
			p.err = errors.New("an article without an address: give one in metadata.json")
			return p
		}
		adopt(art, asked)
	}
	p.visit = store.Visit{Page: store.Page{Ref: asked}, Article: art, Capture: archive.Pack(store.Capture{ContentType: contentTypeOf(p.name), Body: body}, art.Edition), At: p.time()}
	return p
}

// adopt gives an article whose page does not tell where it is from the identity of its address.
func adopt(a *extract.Article, ref site.Ref) {
	a.ID, a.Edition, a.SectionCode, a.URL = ref.ID, ref.Edition, ref.SectionCode, ref.URL()
}

func contentTypeOf(name string) string {
	if strings.HasSuffix(strings.TrimSuffix(strings.ToLower(name), ".gz"), ".txt") {
		return "text/plain"
	}
	return "text/html"
}
