package db_test

import (
	"os"
	"syscall"
	"testing"

	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
)

// umasked is a filled archive made with a umask.
func umasked(t *testing.T, mask int) (a *db.DB, path string) {
	t.Helper()
	before := syscall.Umask(mask) // of the whole process: no other test runs meanwhile
	defer syscall.Umask(before)
	return sample.Filled(t)
}

// TestModesInAGroup: files get the mode that the umask leaves, so that a group can write.
func TestModesInAGroup(t *testing.T) {
	_, path := umasked(t, 0o002)
	for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
		info, err := os.Stat(path + suffix)
		if err != nil || info.Mode().Perm() != 0o664 {
			t.Errorf("%s: %v, %v", suffix, info.Mode(), err)
		}
	}
}
