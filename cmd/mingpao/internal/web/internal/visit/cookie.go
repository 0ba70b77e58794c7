package visit

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The sizes that the text may have, in bytes. Browsers keep 4,096 of a cookie, its name and attributes among them.
const (
	maxText  = 3800
	maxNames = 1600 // of it, those who are followed
	maxName  = 60   // characters: more than any that was printed
)

// version is of the form of the text; another version's is not read.
const version = "1"

const number = 36 // the base of numbers

// String is the visit as text. What was read longest ago is left out where there is no room.
func (v Visit) String() string {
	rest := strings.Join([]string{version, minutesText(v.Since), minutesText(v.Last), v.Look.digits(),
		namesText(v.Followed), ""}, ".")
	return rest + articlesText(v.Read, maxText-len(rest))
}

// Parse reads a text that String has made; ok is false for any other.
func Parse(text string, now time.Time) (v Visit, ok bool) {
	parts := strings.Split(text, ".")
	if len(text) > maxText || len(parts) != 6 || parts[0] != version {
		return Visit{}, false
	}
	if v.Look, ok = lookOf(parts[3]); !ok {
		return Visit{}, false
	}
	v.Since, v.Last = timeOf(parts[1]), timeOf(parts[2])
	v.Followed, v.Read = namesOf(parts[4]), articlesOf(parts[5])
	isFuture := v.Last.After(now.Add(time.Hour)) || v.Since.After(v.Last)
	if v.String() != text || isFuture || len(v.Read) > maxRead || len(v.Followed) > maxFollowed {
		return Visit{}, false
	}
	return v, true
}

func minutesText(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	return strconv.FormatInt(t.Unix()/60, number)
}

func timeOf(text string) time.Time {
	minutes, err := strconv.ParseInt(text, number, 32)
	if err != nil || minutes <= 0 {
		return time.Time{}
	}
	return time.Unix(60*minutes, 0)
}

func articlesText(all []int64, room int) string {
	var b strings.Builder
	for i, a := range all {
		text := strconv.FormatInt(a, number)
		if b.Len()+1+len(text) > room {
			break
		}
		if i > 0 {
			b.WriteByte('~')
		}
		b.WriteString(text)
	}
	return b.String()
}

func articlesOf(text string) (all []int64) {
	for part := range strings.SplitSeq(text, "~") {
		if a, err := strconv.ParseInt(part, number, 64); err == nil && a > 0 && !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	return all
}

func namesText(all []Name) string {
	var parts []string
	for _, n := range all {
		parts = append(parts, n.Kind[:1]+base64.RawURLEncoding.EncodeToString([]byte(n.Name)))
	}
	return strings.Join(parts, "~")
}

func namesOf(text string) (all []Name) {
	for part := range strings.SplitSeq(text, "~") {
		for _, kind := range []string{Author, Column} {
			encoded, found := strings.CutPrefix(part, kind[:1])
			b, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
			n := Name{kind, string(b)}
			if found && err == nil && n.isPlain() && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	return all
}

// isPlain reports whether it is a name that pages may have printed.
func (n Name) isPlain() bool {
	return (n.Kind == Author || n.Kind == Column) && n.Name != "" && utf8.ValidString(n.Name) &&
		utf8.RuneCountInString(n.Name) <= maxName && !strings.ContainsFunc(n.Name, unicode.IsControl)
}
