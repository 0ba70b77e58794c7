package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// programEnv makes the test binary be the program.
const programEnv = "MINGPAO_TEST_PROGRAM"

// program is a command of the program itself, as its own process, whose traffic goes through the site's proxy.
func program(t *testing.T, proxy, certificate string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), programEnv+"=1", "HTTPS_PROXY="+proxy, "SSL_CERT_FILE="+certificate)
	return cmd
}

// behindProxy serves a handler as the site's three hosts through a proxy on loopback.
func behindProxy(t *testing.T, h http.Handler) (proxy, certificate string) {
	t.Helper()
	server, err := testdata.Serve(h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	proxy, stop, err := play.Proxy(server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stop() })
	certificate = filepath.Join(t.TempDir(), "site.pem")
	if err := os.WriteFile(certificate, server.PEM, 0o600); err != nil {
		t.Fatal(err)
	}
	return proxy, certificate
}

// numberOf is how often to do something: what a variable of the environment says, a few times in short tests.
func numberOf(t *testing.T, variable string, usual int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	if testing.Short() {
		return min(usual, 5)
	}
	return usual
}

// drawn are all rows of a table where a variable is set; else every third, from another one on each time.
func drawn[T any](variable string, all []T) (some []T) {
	if os.Getenv(variable) != "" {
		return all
	}
	for i := rand.IntN(3); i < len(all); i += 3 {
		some = append(some, all[i])
	}
	return some
}

// TestKilledCrawlLosesNothing kills a crawl over and over and lets the last one finish: the archive is that of a crawl
// that nobody disturbed.
func TestKilledCrawlLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("what is killed tells the race detector nothing")
	}
	t.Parallel()
	kills := numberOf(t, "MINGPAO_KILLS", 6)
	proxy, certificate := behindProxy(t, slowSite())
	dir := t.TempDir()
	crawlInto := func(db string) *exec.Cmd {
		return program(t, proxy, certificate, "crawl", "--pictures", "--delay", "0", "--db", filepath.Join(dir, db))
	}
	if out, err := crawlInto("calm.db").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	killed := filepath.Join(dir, "killed.db")
	killOften(t, kills, killed, func() *exec.Cmd { return crawlInto("killed.db") })
	calm := filepath.Join(dir, "calm.db")
	const pictures = "SELECT url, sha256 FROM looks WHERE outcome = 'picture' ORDER BY url"
	if n := len(dumpBy(t, calm, pictures)); n < 5 {
		t.Errorf("%d pictures", n)
	}
	if diff := cmp.Diff(append(contents(t, calm), dumpBy(t, calm, pictures)...),
		append(contents(t, killed), dumpBy(t, killed, pictures)...)); diff != "" {
		t.Errorf("undisturbed (-) and killed (+) differ:\n%s", diff)
	}
}

// TestKilledWrites kills import and reextract over and over: the archive stays whole, and the last run completes the
// work.
func TestKilledWrites(t *testing.T) {
	const pages = 150
	t.Parallel()
	kills := numberOf(t, "MINGPAO_KILLS", 4)
	dir := t.TempDir()
	saved := filepath.Join(dir, "saved")
	if err := os.Mkdir(saved, 0o755); err != nil {
		t.Fatal(err)
	}
	page := string(testdata.Page("pns-opinion.html"))
	for i := range pages {
		id := strconv.Itoa(1_772_726_000_000 + i)
		if err := os.WriteFile(filepath.Join(saved, id+".html"), []byte(strings.ReplaceAll(page, "1772726401001", id)),
			0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(dir, "mingpao.db")
	killOften(t, kills, db, func() *exec.Cmd { return program(t, "", "", "import", "--db", db, saved) })
	if got := len(contents(t, db)); got != pages {
		t.Errorf("%d articles, want %d", got, pages)
	}
	ageRules(t, db)
	killOften(t, kills, db, func() *exec.Cmd { return program(t, "", "", "reextract", "--db", db) })
	for a, err := range openArchive(t, db).Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err != nil || a.Revision != 1 || a.LeadMarker != "明報文章" {
			t.Fatalf("article %s has revision %d and marker %q, want 1 and today's reading: %v", a.ID, a.Revision, a.LeadMarker,
				err)
		}
	}
}

// killOften starts a command and kills it, over and over, and lets the last one finish.
func killOften(t *testing.T, kills int, db string, command func() *exec.Cmd) {
	t.Helper()
	for range kills {
		cmd := command()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(10*time.Millisecond + rand.N(300*time.Millisecond))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if _, err := os.Stat(db); err == nil {
			checkIntegrity(t, db)
		}
	}
	if out, err := command().CombinedOutput(); err != nil {
		t.Fatalf("the last run: %v: %s", err, out)
	}
}

// ageRules makes every article one that older rules have read otherwise.
func ageRules(t *testing.T, path string) {
	t.Helper()
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for k, err := range a.Pages(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		art, err := store.Read(k.URL, k.Capture)
		if err != nil {
			t.Fatal(err)
		}
		art.LeadMarker = ""
		if _, err := a.Reextract(t.Context(), 1, k, art); err != nil {
			t.Fatal(err)
		}
	}
}

func openArchive(t *testing.T, path string) *store.Archive {
	t.Helper()
	a, err := store.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func checkIntegrity(t *testing.T, path string) {
	t.Helper()
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for f := range a.Verify(t.Context()) {
		t.Error(f.Err)
	}
}

// contents is everything that a crawl found, without the times.
func contents(t *testing.T, path string) []string {
	t.Helper()
	checkIntegrity(t, path)
	var all []string
	for art, err := range openArchive(t, path).Catalog().Articles(t.Context(), catalog.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := json.NewEncoder(&b).Encode(art.Article); err != nil {
			t.Fatal(err)
		}
		all = append(all, b.String())
	}
	return all
}

// TestSecondRunLeaves starts a crawl while another one holds the archive.
func TestSecondRunLeaves(t *testing.T) {
	site := testdata.NewSite()
	inside, release := make(chan struct{}, 1000), make(chan struct{})
	proxy, certificate := behindProxy(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inside <- struct{}{}
		<-release
		site.ServeHTTP(w, r)
	}))
	db := filepath.Join(t.TempDir(), "mingpao.db")
	first := program(t, proxy, certificate, "crawl", "--quiet", "--delay", "0", "--db", db)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	<-inside
	out, err := program(t, proxy, certificate, "crawl", "--db", db).CombinedOutput()
	if e, ok := errors.AsType[*exec.ExitError](err); !ok || e.ExitCode() != statusBusy ||
		!strings.Contains(string(out), "another run holds it") {
		t.Errorf("%v: %s", err, out)
	}
	close(release)
	if err := first.Wait(); err != nil {
		t.Errorf("the first run: %v", err)
	}
}
