package saved

import (
	"mingpao/extract/saved/internal/undo"
)

// How much is read.
const (
	maxPage  = undo.MaxPage
	maxBlock = undo.MaxPage + undo.MaxHeader // of a WARC record: an answer with a page
	// maxPictures is how many pictures a page gives: galleries have fewer than a hundred.
	maxPictures = 500
)
