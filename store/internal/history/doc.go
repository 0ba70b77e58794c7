// Package history works out what looks amount to: versions, first and last seen, gone. It is pure: looks in, history
// out.
package history
