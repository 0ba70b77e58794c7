package rescue_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/rescue"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
)

// TestSalvagePictures: pictures are saved as what they were, and whether they are taken, too; one that is damaged is
// lost, and nothing else.
func TestSalvagePictures(t *testing.T) {
	a, path := sample.Filled(t)
	if err := frontier.New(a).TakePictures(t.Context(), queue.LargePictures); err != nil {
		t.Fatal(err)
	}
	want := sample.Derived(t, a)
	kept := salvaged(t, path, 0)
	if diff := cmp.Diff(want, sample.Derived(t, kept)); diff != "" {
		t.Errorf("damaged (-) and saved (+): %s", diff)
	}
	if which, err := frontier.New(kept).Pictures(t.Context()); which != queue.LargePictures || err != nil {
		t.Errorf("takes %q, %v", which, err)
	}
	sample.Do(t, a, "UPDATE captures SET data = substr(data, 1, 100) WHERE capture = (SELECT min(capture) FROM pictures)")
	n, _, err := db.One[int](t.Context(), salvaged(t, path, 1).View(), "SELECT count(*) FROM pictures")
	if n != 3 || err != nil {
		t.Errorf("%d pictures are saved, %v", n, err)
	}
}

func salvaged(t *testing.T, path string, lost int) *db.DB {
	t.Helper()
	saved := filepath.Join(t.TempDir(), "saved.db")
	var all []error
	_, err := rescue.Salvage(t.Context(), path, saved, "1.0", sample.Noon.AddDate(0, 1, 0),
		func(err error) { all = append(all, err) })
	if err != nil || len(all) != lost {
		t.Fatal(all, err)
	}
	d, err := sample.Write(t.Context(), saved)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}
