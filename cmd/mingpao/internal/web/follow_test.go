package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/store"
	"mingpao/testdata"
)

// copyOf is a reading room of a copy of an archive that others may write to.
func copyOf(t *testing.T, a *store.Archive) (room http.Handler, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "copy.db")
	if err := a.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reader.Close() })
	if room, err = New(reader, Options{Now: func() time.Time { return noon }}); err != nil {
		t.Fatal(err)
	}
	return room, path
}

// TestFollowPage: a form of the room adds and removes questions; nobody else's page does, and while another run holds
// the archive the page says so.
func TestFollowPage(t *testing.T) {
	room, path := copyOf(t, testArchive(t))
	shown := func() string { return ask(t, room, "/zh/follow", own...).Body.String() }
	add := func(query string, headers ...string) string {
		t.Helper()
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		answer := ask(t, room, "/zh/follow?add=1&"+values.Encode(), headers...)
		if answer.Code == http.StatusFound {
			return answer.Header().Get("Location")
		}
		return answer.Body.String()
	}
	cross := []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}
	for _, refused := range [][]string{cross, nil, {"Sec-Fetch-Site", "none"},
		append([]string{"Sec-Purpose", "prefetch"}, own...)} {
		if body := add("q=環島", refused...); !strings.Contains(body, "未有追蹤") {
			t.Errorf("%v: %s", refused, body)
		}
	}
	for query, want := range map[string]string{
		"q=環島&section=即時港聞": "/zh/follow", "q=" + testdata.ChangedID: "/zh/follow", "q=": "請填上", "q=OR": "OR",
		"q=甲&author=無此人": "沒有作者「無此人」", "section=無此版": "沒有版面「無此版」", "q=1111111111111": "請填上",
	} {
		if got := add(query, own...); !strings.Contains(got, want) {
			t.Errorf("%s: no %s in %s", query, want, got)
		}
	}
	body := shown()
	for _, want := range []string{"環島 · 即時港聞", "文章 " + testdata.ChangedID, "逾四千人參加"} {
		if !strings.Contains(body, want) {
			t.Errorf("does not show %s: %s", want, body)
		}
	}
	holder, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if got := add("q=x", own...); !strings.Contains(got, "請稍後再試") {
		t.Errorf("while another run writes: %s", got)
	}
	follows, err := holder.Frontier().Follows(t.Context())
	holder.Close()
	if err != nil || len(follows) != 2 {
		t.Fatal(follows, err)
	}
	ask(t, room, "/follow?remove=1", own...)
	ask(t, room, "/follow?remove=2", own...)
	if body := shown(); !strings.Contains(body, "未有追蹤") {
		t.Errorf("still shows %s", body)
	}
}
