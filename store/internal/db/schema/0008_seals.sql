-- The record can be held against a later hand.

-- The days of Hong Kong on which looks were taken in, each with a hash of all that was taken in on it and of the hash of
-- the day before. Whoever has kept one can tell whether a look was altered, taken away or slipped in since.
CREATE TABLE seals (
	day    TEXT PRIMARY KEY,
	sha256 TEXT                        -- NULL: the day is not over, or nobody has written since
) STRICT, WITHOUT ROWID;
CREATE INDEX seals_open ON seals (day) WHERE sha256 IS NULL;

-- What is left of looks that are gone: a hash each, as it is sealed.
CREATE TABLE leaves (
	day    TEXT NOT NULL,              -- on which the look was taken in
	sha256 TEXT NOT NULL,
	PRIMARY KEY (day, sha256)
) STRICT, WITHOUT ROWID;

-- What other archives say that their seals are: their word, kept with the run that heard it.
CREATE TABLE claimed_seals (
	archive TEXT NOT NULL,
	day     TEXT NOT NULL,
	sha256  TEXT NOT NULL,
	run     INTEGER NOT NULL,
	PRIMARY KEY (archive, day, sha256)
) STRICT, WITHOUT ROWID;

INSERT INTO seals (day) SELECT DISTINCT taken_in FROM sightings;
