package catalog

import "mingpao/store/internal/db"

// Catalog is the archive as those see it who read articles.
type Catalog struct{ *db.DB }

// New is the catalog of an archive.
func New(d *db.DB) *Catalog { return &Catalog{d} }
