package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/web"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
)

type serveFlags struct {
	db, listen string
	hosts      []string
	open       bool
	now        func() time.Time // nil: the time of the run
}

// serveAddress is where the reading room is unless a person says otherwise: on this machine only.
const serveAddress = "127.0.0.1:8080"

func newServe(s streams) *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the archive in a browser: read, search, compare, cite",
		Long: `Open the archive in a browser on this machine: the paper of a day, articles with their versions and
citations, what was changed, search, feeds. It reads only, also while a crawl writes, but for the list of
what follow keeps, and loads nothing from elsewhere. SIGTERM or Ctrl-C ends it.

Whoever can reach an address that is not of this machine can read the archive and change that list: there
is no password.`,
		Example: `  mingpao serve --open
  mingpao serve --listen 127.0.0.1:9000 --host archive.example.org`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if flags.now, err = clock(); err != nil {
				return err
			}
			return cli.Read(cmd.Context(), flags.db, func(a *store.Archive) error { return serve(cmd.Context(), s, a, flags) })
		},
	}
	cli.DBFlag(cmd, &flags.db)
	f := cmd.Flags()
	f.StringVar(&flags.listen, "listen", serveAddress, "`ADDRESS` and port")
	cli.Many(f, &flags.hosts, "host",
		"another `NAME` that browsers call it by, as behind a proxy (repeat for more)")
	f.BoolVar(&flags.open, "open", false, "open the browser")
	return cmd
}

// serve answers until the context ends.
func serve(ctx context.Context, s streams, a *store.Archive, flags serveFlags) error {
	room, err := web.New(a, web.Options{Hosts: flags.hosts, Now: flags.now, Log: log.New(plainly{s.err}, "mingpao: ", 0)})
	if err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", flags.listen)
	if err != nil {
		return told.Errorf("serve: cannot listen on %s; choose another address with --listen: %w", oneLine(flags.listen), err)
	}
	address := "http://" + listener.Addr().String() + "/"
	if at, ok := listener.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
		words.Fprintf(s.err, "mingpao: warning: %s can be reached from other machines, and there is no password\n",
			listener.Addr())
	}
	words.Fprintf(s.err, "reading room: %s (Ctrl-C ends it)\n", address)
	if flags.open {
		go openBrowser(ctx, s, address)
	}
	return web.Serve(ctx, listener, room)
}

// plainly is a stream for messages: no text from a page acts on a terminal.
type plainly struct{ w io.Writer }

func (p plainly) Write(b []byte) (int, error) {
	if _, err := fmt.Fprintln(p.w, oneLine(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// openBrowser opens an address with what the desktop has for it, and says so where there is nothing. It waits for the
// program: that tells only at its end that it found no browser. One that was opened may stay when the room closes.
func openBrowser(ctx context.Context, s streams, address string) {
	program := "xdg-open"
	if runtime.GOOS == "darwin" {
		program = "open"
	}
	if err := exec.Command(program, address).Run(); err != nil && ctx.Err() == nil {
		words.Fprintf(s.err, "mingpao: no browser could be opened; visit %s: %s\n", address, oneLine(err.Error()))
	}
}
