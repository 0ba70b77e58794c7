-- What a person follows: standing questions, of which the digest tells what is new.
CREATE TABLE follows (
	follow INTEGER PRIMARY KEY,
	said   TEXT NOT NULL UNIQUE,             -- JSON: the query and its filters, as they were said
	added  TEXT NOT NULL,
	told   INTEGER NOT NULL                  -- the run up to which what was taken in was told, or was there when it was added
) STRICT;
