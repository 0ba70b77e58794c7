package verify

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"mingpao/store/internal/db"
)

// posting is a word of the index in a document: where it is.
type posting struct {
	docid    int64
	column   int
	position int
}

// segment is a piece of the index, as FTS4 keeps it (https://sqlite.org/fts3.html, "Data Structures"): leaves with
// words in their order, each with its list of documents. Reading it here is linear; SQLite's own check cuts every text
// again through the index's view, which takes more than all else that there is to verify.
type segment struct {
	v         db.View
	next, end int64  // blocks of leaves that were not read yet
	leaf      []byte // what is left of the leaf
	isBegun   bool   // a word of the leaf was read: the others have a prefix
	term      []byte
	list      []byte // of the documents that have it
}

// segments are those of the index, the newest first: what it says of a document counts.
func segments(ctx context.Context, v db.View) ([]*segment, error) {
	return db.Collect(ctx, v, func(row db.Scanner) (*segment, error) {
		s := &segment{v: v}
		var root []byte
		err := row.Scan(&s.next, &s.end, &root)
		if s.next == 0 {
			s.end, s.leaf = -1, root
			err = cmp.Or(err, s.open())
		}
		return s, err
	}, "SELECT start_block, leaves_end_block, root FROM search_segdir ORDER BY level, idx DESC")
}

// open passes over what a leaf begins with: how high it is in the tree, which is not at all.
func (s *segment) open() error {
	height, err := s.number()
	if err == nil && height != 0 {
		err = errIndexed
	}
	s.isBegun = false
	return err
}

var errIndexed = db.Damagedf("search: the index cannot be read")

// advance reads the next word; its term is nil at the end.
func (s *segment) advance(ctx context.Context) error {
	for len(s.leaf) == 0 {
		if s.next > s.end || s.end < 0 {
			s.term = nil
			return nil
		}
		block, found, err := db.One[[]byte](ctx, s.v, "SELECT block FROM search_segments WHERE blockid = ?", s.next)
		if err == nil && !found {
			err = errIndexed
		}
		if err != nil {
			return err
		}
		s.next++
		s.leaf = block
		if err := s.open(); err != nil {
			return err
		}
	}
	return s.readTerm()
}

func (s *segment) readTerm() error {
	prefix := uint64(0)
	var err error
	if s.isBegun {
		if prefix, err = s.number(); err != nil {
			return err
		}
	}
	s.isBegun = true
	suffix, err := s.bytes()
	if err != nil || prefix > uint64(len(s.term)) {
		return cmp.Or(err, errIndexed)
	}
	before := s.term
	s.term = slices.Concat(before[:prefix], suffix)
	if bytes.Compare(before, s.term) >= 0 {
		return errIndexed
	}
	s.list, err = s.bytes()
	return err
}

func (s *segment) number() (uint64, error) { return number(&s.leaf) }

// bytes reads as many as a number before them says.
func (s *segment) bytes() ([]byte, error) {
	n, err := s.number()
	if err != nil || n > uint64(len(s.leaf)) {
		return nil, cmp.Or(err, errIndexed)
	}
	b := s.leaf[:n]
	s.leaf = s.leaf[n:]
	return b, nil
}

// number takes a number off the front. FTS writes the low bits first, as protocol buffers do.
func number(b *[]byte) (uint64, error) {
	n, size := binary.Uvarint(*b)
	if size <= 0 {
		return 0, errIndexed
	}
	*b = (*b)[size:]
	return n, nil
}

// postings hands over a list of documents, and of those without one, which were deleted, the number.
func postings(list []byte, document func(docid int64) (isWanted bool), found func(posting)) error {
	var p posting
	for len(list) > 0 {
		delta, err := number(&list)
		if err != nil {
			return err
		}
		p = posting{docid: p.docid + int64(delta)}
		if err := positions(&list, p, document(p.docid), found); err != nil {
			return err
		}
	}
	return nil
}

// positions takes off those of one document, up to the end of them.
func positions(list *[]byte, p posting, isWanted bool, found func(posting)) error {
	for {
		n, err := number(list)
		switch {
		case err != nil:
			return err
		case n == 0:
			return nil
		case n == 1:
			column, err := number(list)
			if err != nil {
				return err
			}
			p.column, p.position = int(column), 0
			continue
		}
		if p.position += int(n) - 2; isWanted {
			found(p)
		}
	}
}

// eachTerm hands over every word of the index once, with its postings. Where several pieces have a document, the newest
// is right.
func eachTerm(ctx context.Context, v db.View, term func(text []byte) (found func(posting))) error {
	all, err := segments(ctx, v)
	if err != nil {
		return err
	}
	for _, s := range all {
		if err := s.advance(ctx); err != nil {
			return err
		}
	}
	for {
		least := firstTerm(all)
		if least == nil {
			return ctx.Err()
		}
		if err := shared(ctx, all, least, term(least)); err != nil {
			return err
		}
	}
}

func firstTerm(all []*segment) (least []byte) {
	for _, s := range all {
		if s.term != nil && (least == nil || bytes.Compare(s.term, least) < 0) {
			least = s.term
		}
	}
	return least
}

// shared hands over the postings of a word from all pieces that have it, and moves those on.
func shared(ctx context.Context, all []*segment, term []byte, found func(posting)) error {
	of := slices.DeleteFunc(slices.Clone(all), func(s *segment) bool {
		return !bytes.Equal(s.term, term) ||
			s.term == nil
	})
	known := map[int64]bool{}
	for _, s := range of {
		isNew := func(docid int64) bool {
			if len(of) == 1 {
				return true
			}
			was := known[docid]
			known[docid] = true
			return !was
		}
		if err := postings(s.list, isNew, found); err != nil {
			return err
		}
		if err := s.advance(ctx); err != nil {
			return err
		}
	}
	return nil
}
