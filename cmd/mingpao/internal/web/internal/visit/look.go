package visit

import (
	"slices"
	"strings"
)

// Look is how pages are to look: values of Choices. The zero value is as they are made.
type Look struct {
	Size, Width, Theme string
	Pictures           bool // are loaded without being asked for
	Forgetful          bool // nothing else is noted
}

// Choice is something that a reader may set, with the values that it may have: the first is the usual one.
type Choice struct {
	Name   string
	Values []string
}

// Choices are all that a reader may set.
var Choices = []Choice{
	{"size", []string{"usual", "small", "large", "larger"}},
	{"width", []string{"usual", "narrow", "full"}},
	{"theme", []string{"system", "light", "dark"}},
	{"pictures", []string{"ask", "load"}},
	{"remember", []string{"yes", "no"}},
}

// Value is what is set.
func (l Look) Value(name string) string {
	usual := Choices[slices.IndexFunc(Choices, func(c Choice) bool { return c.Name == name })].Values
	switch set := (map[string]string{"size": l.Size, "width": l.Width, "theme": l.Theme})[name]; {
	case set != "":
		return set
	case name == "pictures" && l.Pictures, name == "remember" && l.Forgetful:
		return usual[1]
	}
	return usual[0]
}

// With is the look with something set. It reports whether there is such a value.
func (l Look) With(name, value string) (Look, bool) {
	i := slices.IndexFunc(Choices, func(c Choice) bool { return c.Name == name })
	if i < 0 || !slices.Contains(Choices[i].Values, value) {
		return l, false
	}
	isOther := value != Choices[i].Values[0]
	set := ""
	if isOther {
		set = value
	}
	switch name {
	case "size":
		l.Size = set
	case "width":
		l.Width = set
	case "theme":
		l.Theme = set
	case "pictures":
		l.Pictures = isOther
	case "remember":
		l.Forgetful = isOther
	}
	return l, true
}

// Classes are those by which the style knows the look; "" for the usual one.
func (l Look) Classes() string {
	var all []string
	for _, c := range Choices[:2] {
		if set := l.Value(c.Name); set != c.Values[0] {
			all = append(all, c.Name+"-"+set)
		}
	}
	return strings.Join(all, " ")
}

// digits are the places of what is set among the values that there are.
func (l Look) digits() string {
	var b strings.Builder
	for _, c := range Choices {
		b.WriteByte('0' + byte(slices.Index(c.Values, l.Value(c.Name))))
	}
	return b.String()
}

func lookOf(digits string) (l Look, ok bool) {
	if len(digits) != len(Choices) {
		return l, false
	}
	for i, c := range Choices {
		n := int(digits[i]) - '0'
		if n < 0 || n >= len(c.Values) {
			return l, false
		}
		l, _ = l.With(c.Name, c.Values[n])
	}
	return l, true
}
