package saved

import (
	"mingpao/extract/saved/internal/undo"
)

// How much is read.
const (
	maxPage    = undo.MaxPage
	maxOneFile = undo.MaxOneFile               // also of a webarchive, an entry of a HAR file
	maxBlock   = undo.MaxPage + undo.MaxHeader // of a WARC record: an answer with a page
	maxParts   = 5000                          // of a message: a page of news that Chrome saves has a few hundred
)
