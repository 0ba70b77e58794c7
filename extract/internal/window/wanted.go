package window

import "slices"

// wanted are the marks that are looked for on a page.
type wanted struct {
	marks [256][]Mark // by the first letter of their element
	texts []Mark      // those of elements that hold a text
}

// wantedOn are the marks of a host's pages; all where the Spec does not know the host. They are put in order once.
func (s *Spec) wantedOn(host string) *wanted {
	s.once.Do(func() {
		all := &wanted{}
		s.wanted = map[string]*wanted{"": all}
		for known, frames := range s.Frames {
			own := &wanted{}
			own.add(frames)
			all.add(frames)
			s.wanted[known] = own
		}
	})
	if own := s.wanted[host]; own != nil {
		return own
	}
	return s.wanted[""]
}

func (w *wanted) add(frames []*Frame) {
	for _, f := range frames {
		w.texts = append(w.texts, f.Text)
		for _, m := range f.marks() {
			if c := m.Element[0]; !slices.Contains(w.marks[c], m) {
				w.marks[c] = append(w.marks[c], m)
			}
		}
	}
}

func (f *Frame) marks() []Mark {
	all := slices.Concat(f.Above, []Mark{f.Text}, f.Head, f.After, f.Walls)
	if f.Until != (Mark{}) {
		all = append(all, f.Until)
	}
	return all
}
