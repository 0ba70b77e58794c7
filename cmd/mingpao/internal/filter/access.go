package filter

import (
	"slices"
	"strings"

	"mingpao/extract"
	"mingpao/extract/told"
)

// Accesses are the names of how much of an article its page gives.
func Accesses() (names []string) {
	for _, a := range extract.Accesses {
		names = append(names, string(a))
	}
	return names
}

// Access reads such names, several of them with commas between.
func Access(lists []string) (names []string, err error) {
	for _, list := range lists {
		for name := range strings.SplitSeq(strings.ToLower(list), ",") {
			if !slices.Contains(extract.Accesses, extract.Access(name)) {
				return nil, told.Errorf("--access: %q is none of %s", name, strings.Join(Accesses(), ", "))
			}
			names = append(names, name)
		}
	}
	return names, nil
}
