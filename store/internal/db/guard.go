package db

import (
	"github.com/mattn/go-sqlite3"

	"mingpao/store/search"
)

// limits bound what a file's schema and rows may ask for. What only statements of ours could reach stays as SQLite has
// it.
var limits = map[int]int{
	// of a row: the commonest character's in 2 million articles takes half
	sqlite3.SQLITE_LIMIT_LENGTH:          128 << 20,
	sqlite3.SQLITE_LIMIT_SQL_LENGTH:      1 << 20, // of a table's text, and of a statement
	sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,      // ours have three
	sqlite3.SQLITE_LIMIT_FUNCTION_ARG:    100,     // ours have seven
	sqlite3.SQLITE_LIMIT_VDBE_OP:         100_000, // steps of a statement: the check of the file takes some thousands
	sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH:   0,       // no trigger runs, and nothing goes along with a row that goes
}

// Guard makes a connection distrust the file: its schema may use nothing but harmless functions, and not ours.
func Guard(c *sqlite3.SQLiteConn) error {
	for limit, most := range limits {
		c.SetLimit(limit, most)
	}
	for _, pragma := range []string{"PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON"} {
		if _, err := c.Exec(pragma, nil); err != nil {
			return err
		}
	}
	return c.RegisterFunc("fold", search.Fold, true) // for questions of ours: no view or table needs it
}
