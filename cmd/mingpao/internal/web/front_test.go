package web

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"mingpao/cmd/mingpao/internal/web/internal/visit"
	"mingpao/store"
)

// after is the header of a reader who was here last at a time, and reads the first page of another visit now.
func after(last time.Time, change func(visit.Visit) visit.Visit) []string {
	v := visit.Visit{}.Seen(last).Seen(noon)
	if change != nil {
		v = change(v)
	}
	return append([]string{"Cookie", "mingpao-8080=" + v.String()}, own...)
}

// TestAwayForAWeek: who comes back knows at once what is new, what was corrected and in which characters, what
// vanished, and what nobody looked at; and then it ends.
func TestAwayForAWeek(t *testing.T) {
	a := testArchive(t)
	room, err := New(a, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	away := noon.AddDate(0, 0, -2)
	front := func(headers []string) string { return ask(t, room, "/zh", headers...).Body.String() }
	body := front(after(away, nil))
	for what, want := range map[string]string{
		"since when": "上次來訪以來（2026年3月8日 12:00）", "what was corrected": "</span>三</del>", "and how": "</span>四</ins>",
		"what vanished": "下架 <small>1篇文章</small>", "what nobody looked at": "這段時間再讀取過", "the end": "2026年3月8日 12:00以來的就是這些。",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s: no %q", what, want)
		}
	}
	if first := front(own); !strings.Contains(first, "昨日起") || strings.Contains(first, "上次來訪") {
		t.Error("the first visit is since yesterday")
	}
	done := after(away, func(v visit.Visit) visit.Visit { return v.Done(noon) })
	if seen := front(done); !strings.Contains(seen, "沒有發現改動。") {
		t.Error("all is seen, and there is still news")
	}
}

// TestFrontNamesTheRest: where more was corrected or went than the front page names, it says how much more, and leads
// there.
func TestFrontNamesTheRest(t *testing.T) {
	a := editedArchive(t, 60)
	room, err := New(a, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	body := ask(t, room, "/zh", after(noon.AddDate(0, 0, -30), nil)...).Body.String()
	changed := count(t, a, "SELECT count(*) FROM articles WHERE revision > 1")
	gone := count(t, a, "SELECT count(*) FROM articles WHERE gone IS NOT NULL")
	for _, more := range []int{changed - maxCorrected, gone - maxVanished} {
		if want := fmt.Sprintf(`<a href="/zh/changes?since=2026-02-08">另有%d篇</a>`, more); !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
}

// TestFollowed: what is new of an author and a column, and of nobody else.
func TestFollowed(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	body := ask(t, room, "/zh", after(noon.AddDate(0, 0, -8), func(v visit.Visit) visit.Visit {
		v, _ = v.Following(visit.Name{Kind: visit.Author, Name: "方靜文"})
		v, _ = v.Following(visit.Name{Kind: visit.Column, Name: "川流不息"})
		return v
	})...).Body.String()
	_, followed, _ := strings.Cut(body, `id="news-followed"`)
	followed, _, _ = strings.Cut(followed, "</section>")
	if !strings.Contains(followed, "方靜文") || !strings.Contains(followed, "川流不息") || strings.Contains(followed, "環島跑") {
		t.Error(followed)
	}
	article := ask(t, room, "/zh/a/pns/1772726401001", own...).Body.String()
	link := regexp.MustCompile(`class="follow" href="([^"]+)"`).FindStringSubmatch(article)
	if link == nil {
		t.Fatal("an article offers to follow nobody")
	}
	set := ask(t, room, strings.ReplaceAll(link[1], "&amp;", "&"), own...)
	cookie, at := cookieOf(set.Header()), set.Header().Get("Location")
	if at != "/zh/a/pns/1772726401001" || cookie == nil {
		t.Fatalf("following leads to %s, %v", at, cookie)
	}
	again := ask(t, room, at, append([]string{"Cookie", cookie.String()}, own...)...)
	if !strings.Contains(again.Body.String(), "不再追蹤") {
		t.Error("who is followed cannot be left")
	}
}

// TestFrontCountsAsSQL: its numbers are those that anybody counts in the file.
func TestFrontCountsAsSQL(t *testing.T) {
	a := testArchive(t)
	room, err := New(a, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{-1, -3, -30} {
		var p struct{ News news }
		data := ask(t, room, "/index.json", after(noon.AddDate(0, 0, days), nil)...).Body.Bytes()
		if err := json.Unmarshal(data, &p); err != nil {
			t.Fatal(err)
		}
		n, since := p.News, noon.AddDate(0, 0, days).Format(time.RFC3339)
		if n.Since != since {
			t.Errorf("since %s, want %s", n.Since, since)
		}
		of := 0
		for _, s := range n.Sections {
			of += s.Articles
		}
		got := fmt.Sprint(n.New+n.Older, of, n.Changed, n.Gone, n.Silence.Articles, n.Silence.Again)
		want := fmt.Sprint(count(t, a, "SELECT count(*) FROM articles WHERE first_seen >= ?", since),
			count(t, a, "SELECT count(*) FROM articles WHERE first_seen >= ? AND published >= ?", since, n.First()),
			count(t, a, "SELECT count(*) FROM articles WHERE revision > 1 AND changed >= ?", since),
			count(t, a, "SELECT count(*) FROM articles WHERE gone >= ?", since),
			count(t, a, "SELECT count(*) FROM articles WHERE first_seen < ?", since),
			count(t, a, `SELECT count(*) FROM articles WHERE first_seen < ?1 AND (last_seen >= ?1 OR article IN (
				SELECT addresses.article FROM addresses JOIN sightings USING (address)
				WHERE outcome = 'gone' AND at >= ?1))`, since))
		if got != want || len(n.Changes) != n.Changed || len(n.Vanished) != n.Gone {
			t.Errorf("since %s: %s, want %s", since, got, want)
		}
	}
}

// count asks the file itself.
func count(t *testing.T, a *store.Archive, query string, args ...any) (n int) {
	t.Helper()
	file, err := sql.Open("sqlite3", "file:"+a.Path()+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestUnreadIsListed: a day names what lists name and nobody has read, and why.
func TestUnreadIsListed(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	_, unread, _ := strings.Cut(ask(t, room, "/zh/day/2026-03-02").Body.String(), `id="unread"`)
	unread, _, _ = strings.Cut(unread, "</section>")
	if !strings.Contains(unread, "一頁") || !strings.Contains(unread, "要聞") || !strings.Contains(unread, "尚未讀取") {
		t.Errorf("%q", unread)
	}
}
