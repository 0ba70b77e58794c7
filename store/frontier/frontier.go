package frontier

import "mingpao/store/internal/db"

// Frontier is the crawl's memory: what is due, what lists and hosts said, orders, troubles and runs.
type Frontier struct{ *db.DB }

// New is the frontier of an archive.
func New(d *db.DB) *Frontier { return &Frontier{d} }
