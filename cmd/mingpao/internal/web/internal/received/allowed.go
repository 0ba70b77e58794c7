package received

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
)

// setOf is a table of names.
func setOf(names string) map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(names) {
		all[name] = true
	}
	return all
}

// kept are the elements that stay. Of others that are not dropped the content stays.
var kept = setOf(`html head title body style article section nav aside header footer main address hgroup
	h1 h2 h3 h4 h5 h6 p hr pre blockquote ol ul li menu dl dt dd figure figcaption div center
	a em strong small s strike cite q dfn abbr ruby rt rp rb rtc data time code var samp kbd sub sup i b u mark bdi bdo
	span br wbr ins del font big tt nobr img table caption colgroup col tbody thead tfoot tr td th
	form label input button select optgroup option textarea fieldset legend details summary`)

// dropped are the elements that go with their content: what runs, loads, or is not shown.
var dropped = setOf(`script iframe frame frameset embed applet template noembed noframes link meta base basefont
	param source track bgsound portal fencedframe area dialog`)

// attributes are those that stay, on any element. None of them is an address.
var attributes = setOf(`class id style title lang dir alt width height align valign bgcolor color face size border
	hidden cellpadding cellspacing colspan rowspan span scope nowrap noshade type value checked selected start reversed
	datetime open rows cols label media`)

// controls are the elements of forms that answer to a reader.
var controls = map[atom.Atom]bool{atom.Input: true, atom.Button: true, atom.Select: true, atom.Textarea: true}

var (
	address = regexp.MustCompile(`(?i)url\(\s*(?:"[^"]*"|'[^']*'|[^)"']*)\s*\)?`)
	inData  = regexp.MustCompile(`(?i)^url\(\s*["']?data:image/`)
	resting = regexp.MustCompile(`(?i)\bposition\s*:\s*fixed`)
	loading = regexp.MustCompile(`(?i)@(import|font-face|namespace)|\b(image-set|image|src)\(`)
)

// quiet is a style without what it would load, where that is written in the plain way. What is written with escapes,
// the answer's headers keep from being loaded. What would lie over the page wherever a reader is, a question of which
// no script could take the answer, lies over its beginning.
func quiet(style string) string {
	style = resting.ReplaceAllString(style, "position: absolute")
	style = address.ReplaceAllStringFunc(style, func(url string) string {
		if inData.MatchString(url) {
			return url
		}
		return "url(data:,)"
	})
	return loading.ReplaceAllStringFunc(style, func(name string) string {
		if strings.HasPrefix(name, "@") {
			return "@no-" + name[1:]
		}
		return "no-" + name
	})
}
