package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/record"
)

// Import brings saved pages into an archive.
type Import struct {
	Out     io.Writer // what is said to people
	Archive *store.Archive
	Version string // of the program
	Now     func() time.Time
	Options saved.Options
	Jobs    int
	Verbose bool // what is passed over is named, too
	DryRun  bool // the archive is a copy
	Quiet   bool // only trouble is said
	Told    Told // what was said before, and is not said again; nil: all is said

	Counts frontier.Counts // of the run, once it has ended

	Tally                  // failed: could not be read, or hold no article
	reader  *store.Archive // the archive, to look into while a batch is written; nil: nothing was in it
	total   record.Imported
	missing int // looks that found no page
	named   int // looks that name the page which they found
	waiting int // looks of the archive whose page is still to come
	untaken int // pictures that nobody asked for

	held   heldLooks
	claims []store.Claim // what other archives say of their seals

	keptOut, disputed int // articles that were removed for good elsewhere: not here, and here
}

// importPage is a page on its way into the archive.
type importPage struct {
	Input
	sighting record.Sighting
	known    bool // it is there
}

// Run imports the pages of files and folders, and says how it went.
func (i *Import) Run(ctx context.Context, args []string) error {
	defer holdLittle()()
	i.Tally = Tally{Err: i.Out, Verbose: i.Verbose, Told: i.Told}
	if !i.isWatch() {
		i.Bar = NewBar(i.Out, args)
	}
	var number int64
	status, err := cli.NoteRun(ctx, i.Archive, "import", i.Version, i.Now,
		func(run int64) (frontier.Counts, bool, error) {
			number = run
			err := i.Archive.Frontier().NoteInputs(ctx, run, i.short(args))
			if err == nil {
				err = i.importAll(ctx, run, args)
			}
			i.Counts = frontier.Counts{New: i.total.New, Changed: i.total.Changed, Failed: i.Failed}
			i.Counts.Unchanged = i.total.Unchanged + i.total.Known
			return i.Counts, i.Failed+i.Absent > 0 || i.total.Removed > 0 || i.waiting > 0, cmp.Or(err, ctx.Err())
		})
	if err != nil {
		return err
	}
	if i.isWatch() && i.isEmpty() {
		return cmp.Or(i.Archive.Frontier().DropRun(context.WithoutCancel(ctx), number), cli.Ended(status, nil))
	}
	if !i.Quiet {
		fmt.Fprintln(i.Out, i.summary())
	}
	cli.NameDisputed(i.Out, i.total.Disputed)
	return cli.Ended(status, nil)
}

// isWatch reports whether the files are what a browser saves into a folder that is watched: what is no article is
// passed over, and where all is, there was no run.
func (i *Import) isWatch() bool { return i.Options.Folder != "" }

// short are the inputs as the archive notes them: files of a folder without the folders that it lies in.
func (i *Import) short(args []string) []string {
	if !i.isWatch() {
		return args
	}
	names := slices.Clone(args)
	for n, name := range names {
		names[n] = strings.TrimPrefix(name, filepath.Dir(i.Options.Folder)+string(filepath.Separator))
	}
	return names
}

// isEmpty reports whether nothing came of the files, nor went wrong.
func (i *Import) isEmpty() bool {
	return i.Pages+i.missing+i.total.Pictures+i.keptOut+i.disputed+len(i.claims) == 0
}

// importAll imports the pages of files and folders, batch by batch.
func (i *Import) importAll(ctx context.Context, run int64, args []string) error {
	defer i.Bar.Clear()
	isEmpty, err := i.Archive.IsEmpty(ctx)
	if err != nil {
		return err
	}
	if !isEmpty {
		if i.reader, err = store.OpenReader(ctx, i.Archive.Path()); err != nil {
			return err
		}
		defer i.reader.Close()
	}
	all := batches{archive: i.Archive, run: run, now: i.Options.Now}
	defer func() { i.total.Add(all.total) }()
	defer i.held.pictures.Close()
	whole := context.WithoutCancel(ctx) // a page that was begun is no page that could not be read
	prepare := func(in Input) importPage {
		in.Browsed = i.isWatch()
		return i.prepare(whole, importPage{Input: in})
	}
	for p := range InOrder(ctx, Inputs(ctx, i.Options, args), i.Jobs, prepare) {
		i.Bar.At(p.Read, PagesOf(i.Pages).In(words.To(i.Out)))
		if p.Seal != nil {
			i.hears(p.Seal)
			continue
		}
		if p.Removed != nil && p.Err == nil {
			if err := i.keepOut(whole, &all, p); err != nil {
				return err
			}
			continue
		}
		if err := i.add(ctx, &all, p); err != nil {
			return err
		}
	}
	if err := all.end(ctx); err != nil {
		return err
	}
	if err := i.addPictures(ctx, &all); err != nil {
		return err
	}
	return i.finish(whole, run)
}

// add adds a page to the archive, and has a picture wait until its article is there.
func (i *Import) add(ctx context.Context, all *batches, p importPage) error {
	i.untaken = max(i.untaken, p.Untaken)
	if p.Err == nil && p.sighting.IsOfPicture() {
		if !i.Options.Pictures || p.known {
			return nil
		}
		return i.held.hold(p.sighting)
	}
	if !i.count(p) {
		return nil
	}
	return all.add(ctx, p.sighting)
}

// addPictures adds those that articles show.
func (i *Import) addPictures(ctx context.Context, all *batches) error {
	if len(i.held.looks) == 0 {
		return nil
	}
	others := 0
	for s, err := range i.held.shown(ctx, i.Archive, &others) {
		if err == nil {
			err = all.add(ctx, s)
		}
		if err != nil {
			return err
		}
	}
	i.passOver("picture of no article", others)
	return all.end(ctx)
}

// finish keeps what was heard of seals, and counts the looks that wait.
func (i *Import) finish(ctx context.Context, run int64) (err error) {
	if err := i.Archive.Hear(ctx, run, i.claims); err != nil || i.named == 0 {
		return err
	}
	i.waiting, err = i.Archive.Waiting(ctx)
	return err
}

// mostClaims is how many seals of others an import keeps: a copy of copies has a few.
const mostClaims = 100

func (i *Import) hears(said *saved.Seal) {
	if len(i.claims) < mostClaims {
		i.claims = append(i.claims, store.Claim{Archive: said.Archive, Day: said.Day, SHA256: said.SHA256})
	}
}

// keepOut takes another archive's word that an article was removed for good: it stays out, if it is not here.
func (i *Import) keepOut(ctx context.Context, all *batches, p importPage) error {
	if len(all.next) > 0 { // what came before it is here
		if err := all.end(ctx); err != nil {
			return err
		}
	}
	removed := p.Removed
	stone := catalog.Tombstone{Edition: removed.Edition, ID: removed.ID, At: site.Stamp(p.Seen), Reason: removed.Reason}
	here, err := i.Archive.KeepOut(ctx, []catalog.Tombstone{stone})
	i.keptOut++
	if len(here) > 0 {
		i.keptOut--
		i.disputed++
		i.Say(p.Source, told.Errorf("article %s was removed for good elsewhere, and stays here: mingpao remove %[1]s",
			stone.ID))
	}
	return err
}

// count counts a page and tells whether it goes into the archive: an article does, and a page that no rule can read
// yet, if it is known where it is from.
func (i *Import) count(p importPage) bool {
	if p.Missing != "" && p.Err == nil {
		i.missing++
		return true
	}
	if !i.Note(p.Source, p.Err) {
		return false
	}
	if p.Original != nil {
		i.named++
	}
	if p.known {
		i.total.Known++
		return false
	}
	return p.Err == nil || isUnread(p)
}

// unread are the reasons that other rules may see otherwise.
var unread = []extract.Reason{extract.UnknownDesign, extract.EmptyPage, extract.BrokenMarkup, extract.CutOff}

// isUnread tells a page of an article that today's rules cannot read from one that holds none.
func isUnread(p importPage) bool {
	_, known := site.ParseURL(p.URL)
	var not *extract.NotArticle
	return known && errors.As(p.Err, &not) && slices.Contains(unread, not.Reason)
}
