// Package watching takes into an archive what a browser, an extension or a proxy saves into a folder, each file as soon
// as it is complete.
//
//	watch.go   looks, and batches: the archive is locked for each of them alone
//	folder.go  what lies there, and what of it has been left alone for long enough
//	ends.go    whether a file shows its end
//	bell.go    when to look
package watching

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/pathless"
	"mingpao/extract/saved"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/record"
)

// Watch takes in what is saved into a folder, until its context ends.
type Watch struct {
	Folder, DB string
	Import     intake.Import // as which each batch is read

	// Begin is called once, when the archive is open, and may change how pages are read.
	Begin func(context.Context, *store.Archive, *saved.Options) error

	files  folder
	taken  map[string][]string // hashes of files that the archive had when we began, by name; nil: it was not open yet
	pages  int
	counts frontier.Counts
}

const (
	batchFiles = 200              // are taken at a time: a crawl waits for that
	again      = time.Minute      // until the next look, where nobody tells that something happened
	gather     = time.Second / 4  // for what happens together
	lookShare  = 20               // a look at a large folder, far away, is followed by a pause so many times as long
	held       = 10 * time.Second // until the next try, where another run holds the archive
)

// Run watches. It fails at once where there is no such folder, or no archive can be written.
func (w *Watch) Run(ctx context.Context) error {
	bell := newBell()
	defer bell.close()
	return w.listen(ctx, bell)
}

func (w *Watch) listen(ctx context.Context, bell *bell) error {
	if err := w.start(); err != nil {
		return &cli.Exit{Status: cli.Failed, Err: err}
	}
	w.files.enter = bell.hangIn
	if err := w.open(ctx, w.begin); err != nil && statusOf(err) != cli.Busy {
		return err
	}
	w.sayf("mingpao: watching %s; Ctrl-C ends it", terminal.Plain(w.Folder))
	for ctx.Err() == nil {
		least, most := w.turn(ctx)
		bell.wait(ctx, least, most)
	}
	return w.end()
}

// start finds the folder.
func (w *Watch) start() error {
	root, err := filepath.Abs(w.Folder)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err == nil {
		_, err = os.ReadDir(root)
	}
	if err != nil {
		return told.Errorf("import: --watch %s: not a folder that can be read: %w", w.Folder, pathless.Error(err))
	}
	w.Import.Told, w.Import.Options.Folder = intake.Told{}, root
	w.files = folder{root: root, fails: w.fails, files: map[string]*file{}}
	return nil
}

// open has the archive for a moment.
func (w *Watch) open(ctx context.Context, use func(context.Context, *store.Archive) error) error {
	return cli.WriteBriefly(ctx, w.Import.Out, w.DB, func(a *store.Archive) error { return use(ctx, a) })
}

// begin asks the archive what it has.
func (w *Watch) begin(ctx context.Context, a *store.Archive) error {
	if err := w.Begin(ctx, a, &w.Import.Options); err != nil {
		return err
	}
	files, err := a.Catalog().Taken(ctx)
	w.taken = map[string][]string{}
	for _, f := range files {
		w.taken[f.Name] = append(w.taken[f.Name], f.SHA256)
	}
	return err
}

// turn looks, and takes what is complete, as far as it goes into a batch. The next turn is due after something happens,
// at least and at most so much later.
func (w *Watch) turn(ctx context.Context) (least, most time.Duration) {
	now := time.Now()
	w.fails(w.files.root, w.files.look(now))
	least = min(max(gather, lookShare*time.Since(now)), again)
	names, next := w.files.complete(now)
	batch := w.untaken(slices.Sorted(maps.Keys(names)))
	if len(batch) == 0 {
		return least, min(next, again)
	}
	err := w.take(ctx, batch)
	switch statusOf(err) {
	case cli.Done, cli.Partly:
		w.fails(archive, nil)
		return least, least // more may be complete by now
	case cli.Busy:
		return held, held
	}
	if ctx.Err() == nil {
		w.fails(archive, err)
	}
	return again, again
}

// untaken are the first of some files that are to be read. Those that cannot be opened wait until they can.
func (w *Watch) untaken(names []string) (batch []string) {
	for _, name := range names {
		if len(batch) == batchFiles {
			break
		}
		f, err := os.Open(name)
		w.files.files[name].isShut = err != nil
		w.fails(name, err)
		if err != nil {
			continue
		}
		_ = f.Close()
		if !w.files.take(name, w.isTaken) {
			batch = append(batch, name)
		}
	}
	return batch
}

// isTaken reports whether the archive had a file when we began, as it is.
func (w *Watch) isTaken(name string) bool {
	hashes := w.taken[record.ShortName(filepath.Base(name))]
	return len(hashes) > 0 && slices.Contains(hashes, saved.Sum(name))
}

// take takes in a batch.
func (w *Watch) take(ctx context.Context, batch []string) error {
	if w.taken == nil {
		return w.open(ctx, w.begin)
	}
	i := w.Import
	err := w.open(ctx, func(ctx context.Context, a *store.Archive) error {
		i.Archive, i.Options.Now = a, w.Import.Now()
		return i.Run(ctx, batch)
	})
	w.pages += i.Pages
	w.counts.New += i.Counts.New
	w.counts.Changed += i.Counts.Changed
	w.counts.Unchanged += i.Counts.Unchanged
	w.counts.Failed += i.Counts.Failed
	if status := statusOf(err); status == cli.Done || status == cli.Partly {
		for _, name := range batch {
			w.files.take(name, nil)
		}
	}
	return err
}

// archive stands for the archive among the names of files. What is wrong with it names it.
const archive = ""

// fails says what is wrong with a file, a folder or the archive, once until it is well again.
func (w *Watch) fails(name string, err error) {
	if err == nil {
		delete(w.Import.Told, name)
		return
	}
	if err = pathless.Error(err); !w.Import.Told.IsNew(name, err.Error()) {
		return
	}
	said := terminal.OneLine(words.To(w.Import.Out).Error(err))
	if name != archive {
		said = terminal.Plain(name) + ": " + said
	}
	fmt.Fprintln(w.Import.Out, "mingpao:", said)
}

func (w *Watch) sayf(format string, args ...any) {
	if !w.Import.Quiet {
		words.Fprintf(w.Import.Out, format+"\n", args...)
	}
}

// end says how it went. Whoever has it end has interrupted it only where something that is complete was not taken.
func (w *Watch) end() error {
	w.sayf("in all %s: new %d, changed %d, unchanged %d, without an article %d", intake.PagesOf(w.pages), w.counts.New,
		w.counts.Changed, w.counts.Unchanged, w.counts.Failed)
	names, _ := w.files.complete(time.Now())
	shut := 0
	for _, file := range names {
		if file.isShut {
			shut++
		}
	}
	switch {
	case len(names) > shut:
		return cli.Ended(cli.Interrupted, nil)
	case shut+w.counts.Failed > 0:
		return cli.Ended(cli.Partly, nil)
	}
	return nil
}

// statusOf is the exit status that an error stands for.
func statusOf(err error) int {
	var e *cli.Exit
	switch {
	case err == nil:
		return cli.Done
	case errors.As(err, &e):
		return e.Status
	}
	return cli.Failed
}
