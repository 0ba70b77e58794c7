package crawling

import (
	"context"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/queue"
)

// Once has a job fetch pictures, whatever the archive says.
const Once queue.Pictures = "once"

// choosePictures keeps what a job says of pictures for good.
func (j Job) choosePictures(ctx context.Context, archive *store.Archive) error {
	if j.Pictures == "" || j.Pictures == Once {
		return nil
	}
	return archive.Frontier().TakePictures(ctx, j.Pictures)
}

// wantsPictures reports whether a job is about pictures, too.
func (j Job) wantsPictures() bool { return j.Pictures != "" && j.Pictures != queue.NoPictures }

// picturesLeft is how many pictures are due still of a job that is about them.
func (c teller) picturesLeft(ctx context.Context) (due int, err error) {
	if c.job.wantsPictures() && len(c.job.Refs) == 0 {
		due, _, err = c.archive.Frontier().DuePictures(ctx, c.now)
	}
	return due, err
}

// picturesText is the end of a summary: what became of pictures, where any were asked for.
func picturesText(in words.Speech, p scraper.Pictures) string {
	if p.Read+p.Failed == 0 {
		return ""
	}
	return in.Sprintf(", pictures %d (%.1f MB), not read %d", p.Read, float64(p.Bytes)/1e6, p.Failed)
}
