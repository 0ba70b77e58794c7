package saved

import (
	"context"
	"io"
	"iter"
	"time"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/extract/sequence"
	"mingpao/extract/site"
	"mingpao/extract/spool"
)

// Page is a page as it was before somebody kept it.
type Page struct {
	extract.Page
	Source   string          // what was read: pages/a.html, crawl.warc.gz#17, pages.zip#b/c.html
	File     File            // whose word the rest is
	Seen     time.Time       // when the page was seen; zero where Options.Now is
	SeenFrom site.TimeSource // who says so
	Alone    bool            // the file is this page and nothing else: it did not just lie in a crawl
	Repeated bool            // whoever looked was told that nothing had changed: the bytes are those of an earlier look
	Missing  string          // what was seen in its place: gone, absent, refused; see Options.Missing
	Original *Original       // the page is one that was not read here, whose record this one names; see Options.Missing
	Detail   string          // of these three: what was answered, or what an archive of ours noted
	Head     string          // of the answer, where an archive of ours kept its status line and header
	Removed  *Removal        // no look: an article was removed for good in another archive; see Options.Missing
	Seal     *Seal           // no look: what another archive says of its own; see Options.Missing
	Picture  *picture.Info   // the page is a picture, and what it is; nil: it is none; see Options.Pictures
	Untaken  int             // pictures of the inputs that were passed over so far because they were not asked for
	Read     int64           // bytes of the inputs that have been read so far, for a progress bar
}

// File is what a person named and a page was read from. A folder's pages are known by their own bytes: it has no hash.
type File struct {
	Name      string      // without the folders that it lies in
	SHA256    string      // of its bytes; "" where it can be read but once
	Record    int         // where in it the page is; 0: it is the page
	Claims    string      // what it says itself of who saw the page: its word
	Behind    *Witness    // who saw it by the word of the archive of ours that wrote it; nil: it does not say
	TakenBack *Retraction // what it says of a look that it has taken back; nil: nothing
}

// Removal is an article that was removed for good.
type Removal struct{ Edition, ID, Reason string }

// Seal is what an archive says of its seal: its word.
type Seal struct{ Archive, Day, SHA256 string }

// Options are how a Reader reads. The zero value reads files and leaves times out.
type Options struct {
	Stdin io.Reader // what the input "-" reads
	Now   time.Time // a time after it is an error; zero: no times are wanted, Seen stays zero
	// what is said without a page is wanted, too, as a Page without a body: see Missing, Original, Removed, Seal
	Missing bool
	Seen    time.Time // when pages were seen that do not say so themselves; zero: when their files were written
	// Pictures that articles may show are wanted, too, each as a Page with its address. Where they are not, they are
	// counted as far as that costs nothing: see Untaken.
	Pictures bool
	// Folder that the inputs are files of: they are read as it would be, each as a file of its own. "": people name them.
	Folder string
}

// PassedOver is the error for what holds no page to read: a picture, another site's record, a device. Nothing is lost
// with it.
type PassedOver struct {
	Kind string // what it is, for a count: "image/jpeg", "other site"
}

func (e *PassedOver) Error() string { return "passed over: " + e.Kind }

// Reader reads pages. It remembers what it has read, so that a later file may refer to an earlier one.
type Reader struct {
	options   Options
	originals map[string]place // of the pages of WARC files: for revisit records
	spool     spool.Spool      // those that cannot be read again where they are
	beside    folderNotes
	opened    int // files that may hold pages
	untaken   int // pictures that were not asked for
	read      int64
}

// NewReader returns a Reader.
func NewReader(o Options) *Reader { return &Reader{options: o, originals: map[string]place{}} }

// emit hands on a page or what went wrong with it, and reports whether to go on.
type emit func(Page, error) bool

// Pages yields the pages of the inputs: files, folders, "-". What cannot be read, or holds no page (*PassedOver), is
// yielded as an error with the Source; the rest follows. When the context ends, the pages do, with its error.
func (r *Reader) Pages(ctx context.Context, inputs ...string) iter.Seq2[Page, error] {
	return sequence.Until(ctx, "read pages", func(yield func(Page, error) bool) {
		give := func(p Page, err error) bool {
			p.Read, p.Untaken = r.read, r.untaken
			return yield(p, err)
		}
		for _, input := range inputs {
			if !r.input(ctx, input, give) {
				return
			}
		}
	})
}
