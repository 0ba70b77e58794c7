package main

import (
	"database/sql"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mingpao/store"
)

// A member is a person of the machine, by numbers that nobody has.
type member struct {
	name      string
	user      uint32
	group     uint32 // the own one
	inArchive bool   // of the group that shares the archive
}

const archiveGroup = 61000

var (
	anna = member{"anna", 61001, 61001, true}
	ben  = member{"ben", 61002, 61002, true}
	carl = member{"carl", 61003, 61003, false}
)

// groupFolder is a folder as a group has one to share files, and the program where everybody can run it.
func groupFolder(t *testing.T) (folder, program string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("to be two users needs root")
	}
	base, err := os.MkdirTemp("", "group")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(base) })
	folder, program = filepath.Join(base, "shared"), filepath.Join(base, "mingpao")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{os.Chmod(base, 0o755), os.Mkdir(folder, 0o755), os.Chown(folder, 0, archiveGroup),
		os.Chmod(folder, 0o775|os.ModeSetgid), copyTo(program, self)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return folder, program
}

func copyTo(path, from string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, source)
	if err := f.Close(); err != nil {
		return err
	}
	return err
}

// runs carries out a command line as a member, under the umask of those who share.
func (m member) runs(t *testing.T, folder, program string, args ...string) (status int, out string) {
	t.Helper()
	cmd := exec.Command("/bin/sh", append([]string{"-c", `umask 002; exec "$0" "$@"`, program}, args...)...)
	cmd.Dir, cmd.Env = folder, append(os.Environ(), programEnv+"=1", "HOME=/", "MINGPAO_DB=mingpao.db")
	who := &syscall.Credential{Uid: m.user, Gid: m.group}
	if m.inArchive {
		who.Groups = []uint32{archiveGroup}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	b, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(b)
}

// TestArchiveOfAGroup: two users of a group write to an archive by turns, each reads while the other writes, and
// whoever else may look at the folder can read.
func TestArchiveOfAGroup(t *testing.T) {
	t.Parallel()
	folder, program := groupFolder(t)
	pages := savedPages(t, 3)
	for _, path := range []string{pages, filepath.Dir(pages)} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	saved, _ := filepath.Glob(filepath.Join(pages, "*"))
	for i, m := range []member{anna, ben, anna} {
		if status, out := m.runs(t, folder, program, "import", saved[i]); status != statusDone {
			t.Fatalf("%s imports: status %d: %s", m.name, status, out)
		}
		ofGroup(t, folder, "mingpao.db", "mingpao.db.lock")
	}
	archive, err := store.Open(t.Context(), filepath.Join(folder, "mingpao.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	ofGroup(t, folder, "mingpao.db-wal", "mingpao.db-shm")
	for _, m := range []member{ben, carl} {
		if status, out := m.runs(t, folder, program, "stats"); status != statusDone || !strings.Contains(out, "3") {
			t.Errorf("%s reads while another writes: status %d: %s", m.name, status, out)
		}
	}
	archive.Close()
	for _, m := range []member{ben, carl} {
		if status, out := m.runs(t, folder, program, "stats"); status != statusDone || !strings.Contains(out, "3") {
			t.Errorf("%s reads at rest: status %d: %s", m.name, status, out)
		}
	}
	if status, out := ben.runs(t, folder, program, "backup", "--quiet", "copy.db"); status != statusDone {
		t.Errorf("ben backs up: status %d: %s", status, out)
	}
	ofGroup(t, folder, "mingpao.db", "mingpao.db.lock", "copy.db")
	if beside, _ := filepath.Glob(filepath.Join(folder, "*.db-*")); len(beside) > 0 {
		t.Errorf("left beside it: %v", beside)
	}
}

// ofGroup expects files that the group can write to.
func ofGroup(t *testing.T, folder string, names ...string) {
	t.Helper()
	for _, name := range names {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
			continue
		}
		group := info.Sys().(*syscall.Stat_t).Gid
		if info.Mode().Perm() != 0o664 || group != archiveGroup {
			t.Errorf("%s: mode %v, group %d", name, info.Mode(), group)
		}
	}
}

// TestReadOnlyMount: an archive at rest is read where nothing can be written, by us and by any other program.
func TestReadOnlyMount(t *testing.T) {
	t.Parallel()
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("mingpao", disk, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("a mount needs root: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	path := filepath.Join(disk, "mingpao.db")
	if out, err := program(t, "", "", "import", "--db", path, savedPages(t, 2)).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := syscall.Mount("mingpao", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := tryCommand(t, "verify", "--db", path); status != statusDone {
		t.Errorf("verify: status %d: %s", status, errs)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRow("SELECT count(*) FROM articles").Scan(&n); err != nil || n != 2 {
		t.Errorf("another program: %d articles, %v", n, err)
	}
}
