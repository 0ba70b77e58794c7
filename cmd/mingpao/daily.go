package main

import (
	"errors"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/daily"
	"mingpao/cmd/mingpao/internal/exporting"
)

// onceADay gives a command the flag --daily.
func onceADay(cmd *cobra.Command) *cobra.Command {
	var from string
	cmd.Flags().StringVar(&from, "daily", "",
		"for an hourly cron: once a day, from this `HOUR` of Hong Kong on: 08:00; a failure is told once a day")
	do := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if from == "" {
			return do(cmd, args)
		}
		if _, err := time.Parse("15:04", from); err != nil || len(from) != len("15:04") {
			return cli.Usagef("%s: --daily %q is not a time of day; it is written like 08:00", cmd.Name(), plain(from))
		}
		now, err := clock()
		if err != nil {
			return err
		}
		db, err := filepath.Abs(cli.DBPath(cmd.Flags().Lookup("db").Value.String()))
		if err != nil {
			return err
		}
		job := daily.Job{File: daily.File(db, wordsOf(cmd, args)), From: from}
		told, err := job.Do(now(), func() error { return early(do(cmd, args)) }, isDone)
		var e *cli.Exit
		switch {
		case told && errors.As(err, &e):
			return &cli.Exit{Status: e.Status}
		case told:
			return &cli.Exit{Status: cli.Failed}
		}
		return cli.WithStatus(cmd.Context(), err)
	}
	return cmd
}

// early tells an export that nothing fits so far from one that fails: the paper is not read yet, or none appeared.
func early(err error) error {
	if errors.Is(err, exporting.ErrNothing) {
		return daily.ErrEarly
	}
	return err
}

// isDone reports whether a command did what there was to do; that it found something amiss is an answer.
func isDone(err error) bool {
	var e *cli.Exit
	return err == nil || errors.As(err, &e) && (e.Status == cli.Partly || e.Status == cli.Unhealthy)
}

// wordsOf are a command line's words, without the archive and the hour.
func wordsOf(cmd *cobra.Command, args []string) []string {
	words := []string{cmd.Name()}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != "db" && f.Name != "daily" {
			words = append(words, f.Name+"="+f.Value.String())
		}
	})
	return append(words, args...)
}
