package inquiry

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"mingpao/extract/told"
	"mingpao/store/corpus"
	"mingpao/store/search"
)

// byDay is the order in which an archive is read.
const byDay = "day"

// Sorts are the orders that lines can have.
var Sorts = []string{byDay, "left", "right", "author", "section"}

// sorted are lines in another order than they come in, by day where that makes no difference. Their keys are in memory,
// a hundred bytes or two each; the lines wait in a file that has no name.
func sorted(lines iter.Seq2[corpus.Line, error], by string) iter.Seq2[corpus.Line, error] {
	return func(yield func(corpus.Line, error) bool) {
		s, err := newSpool()
		if err != nil {
			yield(corpus.Line{}, err)
			return
		}
		defer s.file.Close()
		for line, err := range lines {
			if err == nil {
				err = s.add(keyOf(line, by), line)
			}
			if err != nil && !yield(line, err) {
				return
			}
		}
		s.hand(yield)
	}
}

// keyOf is what a line is sorted by. To the left one reads from the hit on, as to the right.
func keyOf(l corpus.Line, by string) string {
	switch by {
	case "left":
		left := []rune(strings.TrimSpace(search.Fold(l.Left)))
		slices.Reverse(left)
		return string(left)
	case "right":
		return search.Fold(l.Right)
	case "author":
		return strings.Join(l.Authors, "、")
	}
	return l.Edition + "/" + l.SectionCode
}

// spool is a file of lines with their keys.
type spool struct {
	file *os.File
	w    *bufio.Writer
	end  int64
	held []spooled
}

type spooled struct {
	key  string
	at   int64
	size int
}

func newSpool() (*spool, error) {
	file, err := os.CreateTemp("", "mingpao-")
	if err != nil {
		return nil, noSpool(err)
	}
	if err := os.Remove(file.Name()); err != nil {
		file.Close()
		return nil, noSpool(err)
	}
	return &spool{file: file, w: bufio.NewWriter(file)}, nil
}

func noSpool(err error) error {
	return told.Errorf("sort lines: %w; make room, or set TMPDIR to a folder that has some", err)
}

func (s *spool) add(key string, line corpus.Line) error {
	b, err := json.Marshal(line)
	if err != nil {
		return err
	}
	s.held = append(s.held, spooled{key, s.end, len(b)})
	s.end += int64(len(b))
	if _, err := s.w.Write(b); err != nil {
		return noSpool(err)
	}
	return nil
}

// hand hands over the lines in order.
func (s *spool) hand(yield func(corpus.Line, error) bool) {
	if err := s.w.Flush(); err != nil {
		yield(corpus.Line{}, noSpool(err))
		return
	}
	slices.SortStableFunc(s.held, func(a, b spooled) int { return cmp.Compare(a.key, b.key) })
	for _, one := range s.held {
		b := make([]byte, one.size)
		_, err := io.ReadFull(io.NewSectionReader(s.file, one.at, int64(one.size)), b)
		line := corpus.Line{}
		if err == nil {
			err = json.Unmarshal(b, &line)
		}
		if !yield(line, err) || err != nil {
			return
		}
	}
}
