//go:build !unix

package main

func onOneDisk(string, string) bool { return false }
