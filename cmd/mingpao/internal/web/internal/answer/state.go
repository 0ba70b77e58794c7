package answer

import (
	"context"
	"os"
	"strconv"
	"sync"
)

// state changes when something is written to the archive; removed, when an article is removed from it.
type state struct {
	files   string
	removed int
}

// isSameAs reports whether no article was removed since. An unknown state is the same as no other.
func (s state) isSameAs(now state) bool { return now.removed >= 0 && s.removed == now.removed }

// watch asks the archive how many articles were removed only where its files have changed.
type watch struct {
	mu   sync.Mutex
	last state
}

// state returns the present state, with a negative count if it is unknown.
func (r *Room) state(ctx context.Context) state {
	now := state{files: filesOf(r.Archive.Path())}
	r.watch.mu.Lock()
	last := r.watch.last
	r.watch.mu.Unlock()
	if now.files == last.files {
		return last
	}
	var err error
	if now.removed, err = r.Archive.Catalog().RemovedArticles(ctx); err != nil {
		return state{removed: -1}
	}
	r.watch.mu.Lock()
	defer r.watch.mu.Unlock()
	r.watch.last = now
	return now
}

// filesOf changes with every write to an archive.
func filesOf(path string) (files string) {
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			files += strconv.FormatInt(info.ModTime().UnixNano(), 36) + " " + strconv.FormatInt(info.Size(), 36) + " "
		}
	}
	return files
}
