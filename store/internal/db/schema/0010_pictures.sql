-- Pictures are captures like pages, seen at their addresses by a witness.
DROP VIEW looks;
DROP INDEX sightings_capture;
DROP INDEX sightings_at;
DROP INDEX sightings_retraction;
DROP INDEX sightings_waiting;
ALTER TABLE sightings RENAME TO old_sightings;
CREATE TABLE sightings (
	address    INTEGER NOT NULL REFERENCES addresses,
	at         TEXT NOT NULL,
	witness    INTEGER NOT NULL REFERENCES witnesses,
	outcome    TEXT NOT NULL CHECK (outcome IN ('page', 'picture', 'unmodified', 'gone', 'absent', 'refused', 'withheld')),
	capture    INTEGER NOT NULL DEFAULT 0, -- the page or picture; of 'unmodified': the one that is still there; 0: none
	detail     TEXT NOT NULL DEFAULT '',
	record     INTEGER NOT NULL DEFAULT 0, -- in the witness's file; 0: the file is the page, or not recorded
	taken_in   TEXT NOT NULL,          -- the day on which the archive first had it
	run        INTEGER NOT NULL,       -- that took it in
	answer     INTEGER NOT NULL DEFAULT 0, -- in answers; 0: not kept
	retraction INTEGER NOT NULL DEFAULT 0, -- in retractions; 0: it counts
	PRIMARY KEY (address, at, witness, outcome, capture)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings (address, at, witness, outcome, capture, detail, record, taken_in, run, answer, retraction)
	SELECT address, at, witness, outcome, capture, detail, record, taken_in, run, answer, retraction FROM old_sightings
	ORDER BY address, at, witness, outcome, capture;
DROP TABLE old_sightings;
CREATE INDEX sightings_capture ON sightings (capture, address);
CREATE INDEX sightings_at ON sightings (at);
CREATE INDEX sightings_retraction ON sightings (retraction) WHERE retraction <> 0;
CREATE INDEX sightings_waiting ON sightings (detail) WHERE outcome = 'unmodified' AND capture = 0;
CREATE VIEW looks AS
	SELECT s.address, a.url, coalesce(nullif(r.article, 0), a.article) AS article, s.at, s.witness, w.kind, s.outcome, c.sha256,
		t.at AS retracted
	FROM sightings AS s JOIN addresses AS a USING (address) JOIN witnesses AS w USING (witness)
		LEFT JOIN captures AS c ON c.capture = s.capture
		LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
		LEFT JOIN retractions AS t ON t.retraction = s.retraction;

-- Captures that are pictures: what their bytes say. Their data is as it was served, not packed.
CREATE TABLE pictures (
	capture INTEGER PRIMARY KEY REFERENCES captures,
	type    TEXT NOT NULL,             -- image/jpeg, image/png, image/gif, image/webp, image/avif
	bytes   INTEGER NOT NULL,
	width   INTEGER NOT NULL,
	height  INTEGER NOT NULL
) STRICT;

-- Pictures that are to be fetched from the site, where somebody asked for that, and how it goes.
CREATE TABLE wanted (
	url           TEXT PRIMARY KEY,          -- in the form of addresses
	published     TEXT NOT NULL,             -- of the newest article that shows it: newest first
	due           TEXT,                      -- when to ask for it (again); NULL: never
	attempts      INTEGER NOT NULL DEFAULT 0, -- failures in a row
	visits        INTEGER NOT NULL DEFAULT 0, -- answers so far
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	asked         TEXT,                      -- last
	failing       TEXT,                      -- since when it cannot be read
	missing       TEXT,                      -- since when the site says that it has none
	cause         TEXT NOT NULL DEFAULT '',
	subject       TEXT NOT NULL DEFAULT '',
	detail        TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX wanted_due ON wanted (due, published DESC) WHERE due IS NOT NULL;
