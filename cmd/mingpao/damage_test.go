package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// damagedCommands read or write an archive; each is tried on every damaged one.
var damagedCommands = [][]string{
	{"list"}, {"show", "1772726401001"}, {"search", "圖書館"}, {"history", "1772500000001"}, {"stats"}, {"check"},
	{"export", "--format", "jsonl"}, {"verify"}, {"reextract", "--dry-run"}, {"verify", "--repair"}, {"reextract"},
	{"vacuum"},
}

// TestDamagedArchives flips bytes of an archive at random and tries every command: none panics or hangs, none finds
// nothing with status 0 where there was something, and none makes the file worse: what could be listed before can be
// listed after.
func TestDamagedArchives(t *testing.T) {
	t.Parallel()
	flips := numberOf(t, "MINGPAO_FLIPS", 10)
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	if status, _, errs := tryCommand(t, "import", "--db", whole, "../../testdata/pages", "--seen",
		"2026-03-10"); status != statusPartly {
		t.Fatal(status, errs)
	}
	original, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	sound := map[string]string{}
	for _, args := range damagedCommands {
		_, out, _ := tryCommand(t, append(args, "--db", whole)...)
		sound[fmt.Sprint(args)] = out
	}
	for seed := range flips {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		harmed := bytes.Clone(original)
		for range 1 + r.IntN(20) {
			harmed[100+r.IntN(len(harmed)-100)] ^= byte(1 + r.IntN(255))
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.db", seed))
		if err := os.WriteFile(path, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		listed := -1
		for _, args := range damagedCommands {
			status, out, errs := tryCommand(t, append(args, "--db", path)...)
			if status == statusDone && out == "" && sound[fmt.Sprint(args)] != "" && args[0] != "verify" {
				t.Errorf("seed %d: %v: nothing, with status 0: %s", seed, args, errs)
			}
			if status != statusDone && errs == "" {
				t.Errorf("seed %d: %v: status %d without a word", seed, args, status)
			}
			if args[0] == "list" {
				listed = strings.Count(out, "\n")
			}
		}
		if _, out, errs := tryCommand(t, "list", "--db", path); strings.Count(out, "\n") < listed {
			t.Errorf("seed %d: %d articles could be listed before, %d after: %s", seed, listed, strings.Count(out, "\n"), errs)
		}
		os.Remove(path)
	}
}

func tryCommand(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	return tryCommandIn(context.Background(), args...)
}

func tryCommandIn(ctx context.Context, args ...string) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	status = run(ctx, args, streams{nil, &stdout, &stderr})
	return status, stdout.String(), stderr.String()
}
