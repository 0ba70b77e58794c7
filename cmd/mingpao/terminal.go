package main

import "mingpao/cmd/mingpao/internal/terminal"

// The words that every command needs of a terminal.

func isTerminal(stream any) bool { return terminal.Is(stream) }
func plain(s string) string      { return terminal.Plain(s) }
func oneLine(s string) string    { return terminal.OneLine(s) }
