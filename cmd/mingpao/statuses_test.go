package main

import "mingpao/cmd/mingpao/internal/cli"

// The exit statuses, as the tests call them.
const (
	statusDone        = cli.Done
	statusFailed      = cli.Failed
	statusUsage       = cli.Usage
	statusPartly      = cli.Partly
	statusUnhealthy   = cli.Unhealthy
	statusBusy        = cli.Busy
	statusRefused     = cli.Refused
	statusInterrupted = cli.Interrupted
)
