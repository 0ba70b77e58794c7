package visit

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

var now = time.Unix(1_773_115_200, 0)

// full is a visit that holds as much as it may.
func full(t *testing.T) Visit {
	t.Helper()
	v := Visit{}.Seen(now.Add(-48 * time.Hour)).Seen(now)
	for i := range 3 * maxRead {
		v = v.Reading(17_725_000_000_000 + int64(i))
	}
	for i := range 2 * maxFollowed {
		v, _ = v.Following(Name{Author, fmt.Sprintf("作者%d", i)})
	}
	return v
}

// TestCookie: what is kept is read as it was, and never grows beyond what browsers keep.
func TestCookie(t *testing.T) {
	long := full(t)
	for i := range maxFollowed {
		long, _ = long.Following(Name{Column, strings.Repeat("長", maxName-3) + fmt.Sprint(i)})
	}
	if len(long.Read) != maxRead || long.Read[0] != 17_725_000_000_000+3*maxRead-1 {
		t.Errorf("%d read, the newest %d", len(long.Read), long.Read[0])
	}
	dark, _ := Look{}.With("theme", "dark")
	for name, v := range map[string]Visit{"nothing": {}, "new": Visit{}.Seen(now), "full": full(t),
		"long names": long, "a look": Visit{}.Looking(dark).Seen(now)} {
		text := v.String()
		got, ok := Parse(text, now)
		if !ok || len(text) > maxText || !reflect.DeepEqual(got.String(), text) {
			t.Errorf("%s: %t, %d bytes", name, ok, len(text))
		}
	}
	got, _ := Parse(full(t).String(), now)
	if want := full(t); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestHostileCookies: what this program has not made is nothing.
func TestHostileCookies(t *testing.T) {
	own := full(t).String()
	for name, text := range map[string]string{
		"empty": "", "no fields": "1", "another version": "2" + own[1:], "cut off": own[:len(own)-1] + "!",
		"a field more": own + ".", "a field less": strings.TrimSuffix(own, own[strings.LastIndex(own, "."):]),
		"the future": Visit{}.Seen(now.Add(72 * time.Hour)).String(), "a look that is none": "1.0.0.90000..",
		"a negative look": "1.0.0./0000..", "a negative number": "1.0.0.00000..-1", "zeros": "1.00.0.00000..",
		"no number": "1.0.0.00000..zzzzzzzzzzzzzzzzzzzz", "the same twice": "1.0.0.00000..1~1", "capitals": "1.0.0.00000..A",
		"no base64": "1.0.0.00000.a!.", "not text": "1.0.0.00000.a_w.", "a control character": "1.0.0.00000.aCg.",
		"a name of no kind": "1.0.0.00000.x" + strings.Repeat("A", 4) + ".", "long": own + strings.Repeat("~1", 4000),
		"more than may be read": "1.0.0.00000.." + strings.TrimSuffix(strings.Repeat("1~", 300), "~"),
	} {
		if v, ok := Parse(text, now); ok || !reflect.DeepEqual(v, Visit{}) {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// TestVisits: a morning's pages are one visit, and what is new in it is new since the end of the one before.
func TestVisits(t *testing.T) {
	v := Visit{}.Seen(now)
	if !v.Since.IsZero() {
		t.Error("the first visit is since another")
	}
	v = v.Seen(now.Add(3 * time.Hour)).Seen(now.Add(6 * time.Hour))
	if !v.Since.IsZero() {
		t.Error("pages with short pauses are several visits")
	}
	next := v.Seen(now.Add(24 * time.Hour)).Seen(now.Add(25 * time.Hour))
	if !next.Since.Equal(now.Add(6 * time.Hour)) {
		t.Errorf("since %s", next.Since)
	}
	if done := next.Done(now.Add(26 * time.Hour)); !done.Since.Equal(now.Add(26 * time.Hour)) {
		t.Errorf("all is seen, but since %s", done.Since)
	}
	forgetful, _ := Look{Theme: "dark"}.With("remember", "no")
	if gone := full(t).Looking(forgetful).Seen(now).Reading(1).String(); gone != "1.0.0.00201.." {
		t.Errorf("nothing is to be noted: %s", gone)
	}
}

// FuzzParse: a text is read as it stands, or not at all.
func FuzzParse(f *testing.F) {
	f.Add("1.0.0.00000..")
	f.Add("1.h3f2k.h3f2k.12111.a5p2O~c5p2O.9zz~a1")
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := Parse(text, now)
		if ok && v.String() != text {
			t.Errorf("%q is read as %q", text, v.String())
		}
		if len(v.Read) > maxRead || len(v.Followed) > maxFollowed {
			t.Errorf("%d read, %d followed", len(v.Read), len(v.Followed))
		}
	})
}
