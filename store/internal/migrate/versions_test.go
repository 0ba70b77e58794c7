package migrate_test

import (
	"testing"

	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/verify"
	"mingpao/store/queue"
)

// TestOpensVersions opens archives of later versions in the form that .dump gives them, with an index of an older
// cutting.
func TestOpensVersions(t *testing.T) {
	for _, name := range []string{"v3.sql", "v4.sql", "v5.sql", "v6.sql", "v7.sql", "v9.sql", "v10.sql"} {
		t.Run(name, func(t *testing.T) { opensVersion(t, name) })
	}
}

func opensVersion(t *testing.T, name string) {
	t.Helper()
	a, err := sample.Write(t.Context(), sample.Fixture(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	sample.Sound(t, a)
	for id, want := range map[string]string{
		"1772500000001": "new 2026-03-10T08:00:00+08:00 1, changed 2026-03-10T10:00:00+08:00 1",
		"1772726401001": "new 2026-03-10T08:00:00+08:00 1",
	} {
		edition := map[bool]string{true: site.Instant, false: site.Daily}[id == "1772500000001"]
		if got := versionsText(t, a, edition, id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if all, err := catalog.New(a).Removals(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("removals: %v, %v", all, err)
	}
	if s, err := verify.SealOf(t.Context(), a, ""); err != nil || !s.Sealed || len(s.SHA256) != 64 {
		t.Errorf("seal: %+v, %v", s, err)
	}
	if n := sample.Matches(t, a, "圖書館"); n != 1 {
		t.Errorf("the index finds %d", n)
	}
}

// TestCausesOfVersions: causes stand in archives from version 5 on. A trouble of before is not kept: by its sentence
// nobody could tell whether it is over.
func TestCausesOfVersions(t *testing.T) {
	path := sample.Fixture(t, "v4.sql")
	sample.Run(t, path,
		"INSERT INTO troubles VALUES ('HTTP 403', '2026-03-07', '2026-03-07', '1 feed not read: HTTP 403')")
	refused := queue.Cause{Kind: queue.Refused, Subject: "403"}
	for _, c := range []struct {
		name, path string
		troubles   []queue.Cause
		failing    bool
	}{
		{"version 4", path, nil, false},
		{"version 5", sample.Fixture(t, "v5.sql"), []queue.Cause{refused}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := sample.Write(t.Context(), c.path)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			all, err := frontier.New(a).Troubles(t.Context())
			if err != nil || len(all) != len(c.troubles) || len(all) > 0 && all[0].Cause != c.troubles[0] {
				t.Errorf("troubles %+v, %v", all, err)
			}
			design := queue.Cause{Kind: queue.NotAPage, Subject: "unknown-page-design"}
			if is, err := frontier.New(a).IsFailing(t.Context(), design); err != nil || is != c.failing {
				t.Errorf("failing: %t, %v", is, err)
			}
		})
	}
}
