package answer

import (
	"errors"
	"iter"
	"log"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"mingpao/store"
)

// Room is the reading room's state: the archive and what was made of it.
type Room struct {
	Archive   *store.Archive
	Now       func() time.Time
	Log       *log.Logger
	look      *Look
	figures   *memo // counts and lists that pages share
	documents *memo
	pictures  *memo               // that were drawn anew
	drawing   *semaphore.Weighted // one at a time: it takes up to 100 MiB
	sending   *semaphore.Weighted // pictures as they are kept
	watch     watch
	turns     turns
	beside    beside
	opened    sync.Once // somebody came
}

// NewRoom makes a room of an archive, with the time and a log, either of which may be nil.
func NewRoom(archive *store.Archive, now func() time.Time, log *log.Logger, look *Look) *Room {
	if now == nil {
		now = time.Now
	}
	return &Room{Archive: archive, Now: now, Log: log, look: look, figures: newMemo(maxFigures),
		documents: newMemo(maxDocuments), pictures: newMemo(maxPictures), drawing: semaphore.NewWeighted(1),
		sending: semaphore.NewWeighted(picturesAtOnce), turns: newTurns(), beside: newBeside()}
}

// Sound yields what can be read of an archive. What is damaged is left out and logged.
func Sound[T any](r *Room, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for one, err := range all {
			var damaged *store.Damaged
			if errors.As(err, &damaged) {
				if r.Log != nil {
					r.Log.Print(damaged)
				}
				continue
			}
			if !yield(one, err) {
				return
			}
		}
	}
}
