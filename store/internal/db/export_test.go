package db

import "context"

// What the tests look at, and no other room needs.
var (
	Migrations = migrations
	Schemas    = schemas
	SizeOf     = sizeOf
	TokensOf   = tokensOf
)

func (v View) CheckNames(ctx context.Context, version int) error { return v.checkNames(ctx, version) }

// LimitLog sets how large the log may be, and when to look again.
func (d *DB) LimitLog(bytes int64) { d.logMost, d.logNext = bytes, bytes }
