package catalog

import "mingpao/store/internal/db"

// Catalog is the archive as those see it who read articles.
type Catalog struct{ *db.DB }

// Of is the catalog of an archive.
func Of(d *db.DB) *Catalog { return &Catalog{d} }
