package web

import (
	"log"
	"sync"
	"time"

	"mingpao/store"
)

// room is the reading room's state: the archive and what was made of it.
type room struct {
	archive   *store.Archive
	now       func() time.Time
	log       *log.Logger
	look      *look
	figures   memo // counts and lists that pages share
	documents memo
	watch     watch
	turns     turns
	beside    beside
	opened    sync.Once // somebody came
}

// newRoom makes a room of an archive, with the time and a log, either of which may be nil.
func newRoom(archive *store.Archive, now func() time.Time, log *log.Logger, look *look) *room {
	if now == nil {
		now = time.Now
	}
	return &room{archive: archive, now: now, log: log, look: look, figures: memo{limit: maxFigures},
		documents: memo{limit: maxDocuments}, turns: newTurns(), beside: newBeside()}
}
