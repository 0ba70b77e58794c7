package robots

import (
	"strings"
	"testing"
)

// google is what Google's published tests of its parser (google/robotstxt) ask, in a table of our own: a file, a
// crawler, the paths that it may fetch and those that it may not. A path of "" is an address without one.
var google = []struct {
	name, file, agent string
	allowed, refused  []string
}{
	{"no file", "", "FooBot", paths("", "/x/y"), nil},
	{"nobody asks", "user-agent: FooBot\ndisallow: /\n", "", paths(""), nil},
	{"no address", "user-agent: FooBot\ndisallow: /\n", "FooBot", nil, paths("")},
	{"nothing at all", "", "", paths(""), nil},

	{"a rule", "user-agent: FooBot\ndisallow: /\n", "FooBot", nil, paths("/x/y")},
	{"lines of other names", "foo: FooBot\nbar: /\n", "FooBot", paths("/x/y"), nil},
	{"lines without a colon", "user-agent FooBot\ndisallow /\n", "FooBot", nil, paths("/x/y")},

	{"groups", groups, "FooBot", paths("/x/b", "/z/d"), paths("/y/c", "/foo/bar/")},
	{"groups", groups, "BarBot", paths("/y/c", "/w/a"), paths("/z/d", "/foo/bar/")},
	{"groups", groups, "BazBot", paths("/z/d"), paths("/foo/bar/")},

	{"upper case", "USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n", "FooBot", paths("/x/y"), paths("/a/b")},
	{"lower case", "user-agent: FooBot\nallow: /x/\ndisallow: /\n", "FooBot", paths("/x/y"), paths("/a/b")},
	{"mixed case", "uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n", "FooBot", paths("/x/y"), paths("/a/b")},

	{"upper-case agent", "User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n", "Foo", paths("/x/y"), paths("/a/b")},
	{"lower-case agent", "User-Agent: foo bar\nAllow: /x/\nDisallow: /\n", "Foo", paths("/x/y"), paths("/a/b")},
	{"mixed-case agent", "User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n", "Foo", paths("/x/y"), paths("/a/b")},
	{"upper-case agent", "User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n", "foo", paths("/x/y"), paths("/a/b")},
	{"lower-case agent", "User-Agent: foo bar\nAllow: /x/\nDisallow: /\n", "foo", paths("/x/y"), paths("/a/b")},
	{"mixed-case agent", "User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n", "foo", paths("/x/y"), paths("/a/b")},

	{"an agent up to its first space", toFoo, "Foo", paths("/x/y"), nil},
	{"an agent with a space", toFoo, "Foo Bar", nil, paths("/x/y")},

	{"a group of all", toAll, "FooBot", nil, paths("/x/y")},
	{"a group of all", toAll, "BarBot", paths("/x/y"), nil},
	{"groups of others",
		"user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n",
		"QuxBot", paths("/x/y"), nil},

	{"a path in lower case", toFooBot("disallow: /x/"), "FooBot", nil, paths("/x/y")},
	{"a path in upper case", toFooBot("disallow: /X/"), "FooBot", paths("/x/y"), nil},

	{"the longer one forbids", toFooBot("disallow: /x/page.html", "allow: /x/"), "FooBot", nil, paths("/x/page.html")},
	{"the longer one allows", toFooBot("allow: /x/page.html", "disallow: /x/"), "FooBot", paths("/x/page.html"),
		paths("/x/")},
	{"both empty", toFooBot("disallow: ", "allow: "), "FooBot", paths("/x/page.html"), nil},
	{"both all", toFooBot("disallow: /", "allow: /"), "FooBot", paths("/x/page.html"), nil},
	{"a folder without its slash", toFooBot("disallow: /x", "allow: /x/"), "FooBot", paths("/x/"), paths("/x")},
	{"both the same", toFooBot("disallow: /x/page.html", "allow: /x/page.html"), "FooBot", paths("/x/page.html"), nil},
	{"a star counts", toFooBot("allow: /page", "disallow: /*.html"), "FooBot", paths("/page"), paths("/page.html")},
	{"longer than the one with a star", toFooBot("allow: /x/page.", "disallow: /*.html"), "FooBot",
		paths("/x/page.html"),
		paths("/x/y.html")},
	{"the group of all is not for us", "User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n", "FooBot",
		paths("/x/page"), paths("/y/page")},

	{"an address in a query", toFooBot("Disallow: /", "Allow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par"), "FooBot",
		paths("/foo/bar?qux=taz&baz=http://foo.bar?tar&par"), nil},
	{"three octets", toFooBot("Disallow: /", "Allow: /foo/bar/ツ"), "FooBot", paths("/foo/bar/%E3%83%84"),
		paths("/foo/bar/ツ")}, // whoever asks has encoded the address
	{"three octets, encoded", toFooBot("Disallow: /", "Allow: /foo/bar/%E3%83%84"), "FooBot",
		paths("/foo/bar/%E3%83%84"),
		paths("/foo/bar/ツ")},
	{"encoded letters", toFooBot("Disallow: /", "Allow: /foo/bar/%62%61%7A"), "FooBot", paths("/foo/bar/%62%61%7A"),
		paths("/foo/bar/baz")}, // not so: see differs

	{"a star", toFooBot("Disallow: /foo/bar/quz", "Allow: /foo/*/qux"), "FooBot",
		paths("/foo/quz", "/foo//quz", "/foo/bax/quz"), paths("/foo/bar/quz")},
	{"an end", toFooBot("Disallow: /foo/bar$", "Allow: /foo/bar/qux"), "FooBot",
		paths("/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"), paths("/foo/bar")},
	{"comments", toFooBot("# Disallow: /", "Disallow: /foo/quz#qux", "Allow: /"), "FooBot", paths("/foo/bar"),
		paths("/foo/quz")},

	{"an index is its folder", "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n", "foobot",
		paths("/allowed-slash/", "/allowed-slash/index.html"), paths("/allowed-slash/index.htm", "/anyother-url")},

	{"a line that is too long", toFooBot("disallow: " + long("a", 10) + "/qux"), "FooBot", paths("/fux"),
		paths(long("a", 10) + "/fux")},
	{"allowing lines that are too long", toFooBot("disallow: /", "allow: "+long("a", 7)+"/qux", "allow: "+long("b",
		7)+"/qux"),
		"FooBot", paths(long("a", 7)+"/qux", long("b", 7)+"/fux"), paths("/")},

	{"fish", toFooBot("disallow: /", "allow: /fish"), "FooBot", fish, noFish("/Fish.asp")},
	{"fish and a star", toFooBot("disallow: /", "allow: /fish*"), "FooBot", fish, noFish("/Fish.bar")},
	{"a folder of fish", toFooBot("disallow: /", "allow: /fish/"), "FooBot",
		paths("/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"),
		paths("/bar", "/fish", "/fish.html", "/Fish/Salmon.html")},
	{"an extension", toFooBot("disallow: /", "allow: /*.php"), "FooBot",
		paths("/filename.php", "/folder/filename.php", "/folder/filename.php?parameters", "//folder/any.php.file.html",
			"/filename.php/", "/index?f=filename.php/"),
		paths("/bar", "/php/", "/index?php", "/windows.PHP")},
	{"an extension at the end", toFooBot("disallow: /", "allow: /*.php$"), "FooBot",
		paths("/filename.php", "/folder/filename.php"),
		paths("/bar", "/filename.php?parameters", "/filename.php/", "/filename.php5", "/php/", "/filename?php",
			"/aaaphpaaa",
			"//windows.PHP")},
	{"fish with an extension", toFooBot("disallow: /", "allow: /fish*.php"), "FooBot",
		paths("/fish.php", "/fishheads/catfish.php?parameters"), paths("/bar", "/Fish.PHP")},
	{"a longer allow", toFooBot("allow: /p", "disallow: /"), "FooBot", paths("/page"), nil},
	{"the same folder", toFooBot("allow: /folder", "disallow: /folder"), "FooBot", paths("/folder/page"), nil},
	{"a longer disallow", toFooBot("allow: /page", "disallow: /*.htm"), "FooBot", nil, paths("/page.htm")},
	{"the home page only", toFooBot("allow: /$", "disallow: /"), "FooBot", paths("/"), paths("/page.html")},

	// Google counts the lines and keys that it has understood; here they are told by what they allow.
	{"ends of lines: LF", lineEnds("\n", "\n", "\n"), "bar", nil, paths("/x")},
	{"ends of lines: CR LF", lineEnds("\r\n", "\r\n", "\r\n"), "bar", nil, paths("/x")},
	{"ends of lines: CR", lineEnds("\r", "\r", "\r"), "bar", nil, paths("/x")},
	{"ends of lines: none at the end", lineEnds("\n", "\n", ""), "bar", nil, paths("/x")},
	{"ends of lines: mixed", lineEnds("\n", "\r\n", ""), "bar", nil, paths("/x")},
	{"ends of lines: the other group", lineEnds("\n", "\r\n", ""), "foo", paths("/x"), nil},
	{"a byte order mark", "\xEF\xBB\xBFUser-Agent: foo\nDisallow: /AnyValue\n", "foo", nil, paths("/AnyValue")},
	{"two octets of it", "\xEF\xBBUser-Agent: foo\nDisallow: /AnyValue\n", "foo", nil, paths("/AnyValue")},
	{"one octet of it", "\xEFUser-Agent: foo\nDisallow: /AnyValue\n", "foo", nil, paths("/AnyValue")},
	{"a broken one", "\xEF\x11\xBFUser-Agent: foo\nDisallow: /AnyValue\n", "foo", paths("/AnyValue"), nil},
	{"one within", "User-Agent: foo\n\xEF\xBB\xBFDisallow: /AnyValue\n", "foo", paths("/AnyValue"), nil},
	{"a sitemap behind",
		"User-Agent: foo\nDisallow: /some/path\nUser-Agent: bar\n\n\nSitemap: http://foo.bar/sitemap.xml\n",
		"foo", paths("/sitemap.xml"), paths("/some/path")},
	{"a sitemap before",
		"Sitemap: http://foo.bar/sitemap.xml\nUser-Agent: foo\nDisallow: /some/path\nUser-Agent: bar\n\n\n",
		"foo", paths("/sitemap.xml"), paths("/some/path")},
}

// differs are the rows in which the RFC says otherwise than Google: it gives /foo/bar/%62%61%7A and /foo/bar/baz as
// matching (2.2.2).
var differs = map[string]string{"encoded letters": "/foo/bar/baz"}

func TestGoogle(t *testing.T) {
	rows := 0
	for _, c := range google {
		rules := Parse([]byte(c.file), c.agent)
		check := func(list []string, want bool) {
			for _, path := range list {
				rows++
				isSame := differs[c.name] != path || path == ""
				if path == "" {
					path = "/"
				}
				if got := rules.Allows(path); got != (want == isSame) {
					t.Errorf("%s, %s: %.80s: allowed %v", c.name, c.agent, path, got)
				}
			}
		}
		check(c.allowed, true)
		check(c.refused, false)
	}
	t.Logf("%d rows", rows)
}

func paths(list ...string) []string { return list }

// toFooBot is a file that speaks to one crawler.
func toFooBot(rules ...string) string {
	return "user-agent: FooBot\n" + strings.Join(rules, "\n") + "\n"
}

const (
	groups = "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: " +
		"/y/\n\n\n" +
		"allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n"
	toFoo = "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n"
	toAll = "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n"
)

var fish = paths("/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html",
	"/fish.html?id=anything")

func noFish(upper string) []string { return paths("/bar", upper, "/catfish", "/?id=fish") }

// long is a path of such a length that one octet more stands within the longest line, behind a key of so many.
func long(letter string, key int) string {
	const head = "/x/"
	return head + strings.Repeat(letter, 8*2083-len(head)-key+1-len(head))
}

// lineEnds is a file of six lines, of which four say something.
func lineEnds(a, b, last string) string {
	return "User-Agent: foo" + a + "Allow: /some/path" + b + "User-Agent: bar" + a + b + a + "Disallow: /" + last
}
