package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdStatus runs a program and checks its exit status: status 3 mingpao extract pages.
func cmdStatus(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status N program [args]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want := args[0]; fmt.Sprint(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// cmdBig writes a file of so many MiB of markup: big huge.html 20.
func cmdBig(ts *testscript.TestScript, _ bool, args []string) {
	var size int
	if _, err := fmt.Sscan(args[1], &size); err != nil {
		ts.Fatalf("%v", err)
	}
	page := strings.Repeat("<p>填充</p>\n", size<<20/14+1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(page), 0o644))
}

// cmdSpoil overwrites, in the file, the first byte of what a query of one value gives: SQLite, compiled to be
// defensive, lets nobody write to its own tables. spoil mingpao.db 'SELECT ...'.
func cmdSpoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: spoil FILE QUERY")
	}
	path := ts.MkAbs(args[0])
	db, err := sql.Open("sqlite3", path)
	ts.Check(err)
	defer db.Close()
	var known []byte
	ts.Check(db.QueryRow(args[1]).Scan(&known))
	ts.Check(db.Close())
	raw, err := os.ReadFile(path)
	ts.Check(err)
	at := bytes.Index(raw, known)
	if at < 0 {
		ts.Fatalf("it does not stand in one piece")
	}
	raw[at] = 0xff
	ts.Check(os.WriteFile(path, raw, 0o600))
}

// cmdSQL changes an archive behind the program's back: sql mingpao.db 'UPDATE ...'.
func cmdSQL(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sql FILE STATEMENT")
	}
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
