package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mingpao/testdata"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"mingpao": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
		},
	})
}

// TestScripts runs the whole program: output, exit status, help.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               setUpScript,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": cmdStatus,
			"big":    cmdBig,
		},
	})
}

// setUpScript gives every script the saved pages, in the folder pages.
func setUpScript(e *testscript.Env) error {
	if err := os.Mkdir(e.WorkDir+"/pages", 0o755); err != nil {
		return err
	}
	for _, name := range testdata.Pages() {
		if err := os.WriteFile(e.WorkDir+"/pages/"+name, testdata.Page(name), 0o644); err != nil {
			return err
		}
	}
	e.Setenv("NO_PROXY", "")
	e.Setenv("HTTPS_PROXY", "")
	return nil
}
