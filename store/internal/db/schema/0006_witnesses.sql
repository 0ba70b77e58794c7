-- The record says whose word it is.

-- Who looked, and how we know. A number is made of what it stands for: archives that heard the same from the same give it
-- the same number. The id of this archive is in the table about.
CREATE TABLE witnesses (
	witness INTEGER PRIMARY KEY,
	kind    TEXT NOT NULL CHECK (kind IN ('fetched', 'import', 'archive', 'person', 'none')),
	archive TEXT NOT NULL,             -- that speaks: whose run it was, that imported the file, that was merged; '': not recorded
	source  TEXT NOT NULL,             -- what told the time: fetched, warc-date, metadata, singlefile, given, file-time …
	name    TEXT NOT NULL,             -- of the file; '': not recorded
	sha256  TEXT NOT NULL,             -- of the file; '': of a folder, where each page has its own, or not recorded
	claims  TEXT NOT NULL,             -- what the file says of itself: its word
	behind  INTEGER REFERENCES witnesses -- whom another archive has it from; NULL: not recorded
) STRICT;

-- An address was looked at. Rows are only ever added.
DROP INDEX sightings_capture;
DROP INDEX sightings_at;
ALTER TABLE sightings RENAME TO old_sightings;
CREATE TABLE sightings (
	address    INTEGER NOT NULL REFERENCES addresses,
	at         TEXT NOT NULL,
	witness    INTEGER NOT NULL REFERENCES witnesses,
	outcome    TEXT NOT NULL CHECK (outcome IN ('page', 'unmodified', 'gone', 'absent', 'refused', 'withheld')),
	capture    INTEGER NOT NULL DEFAULT 0, -- the page; of 'unmodified': the page that is still there; 0: none
	detail     TEXT NOT NULL DEFAULT '',
	record     INTEGER NOT NULL DEFAULT 0, -- in the witness's file; 0: the file is the page, or not recorded
	taken_in   TEXT NOT NULL,          -- the day on which the archive first had it
	run        INTEGER NOT NULL,       -- that took it in
	answer     INTEGER NOT NULL DEFAULT 0, -- in answers; 0: not kept
	retraction INTEGER NOT NULL DEFAULT 0, -- in retractions; 0: it counts
	PRIMARY KEY (address, at, witness, outcome, capture)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_capture ON sightings (capture, address);
CREATE INDEX sightings_at ON sightings (at);
CREATE INDEX sightings_retraction ON sightings (retraction) WHERE retraction <> 0;
CREATE INDEX sightings_waiting ON sightings (detail) WHERE outcome = 'unmodified' AND capture = 0;

-- Status lines and headers of the answers to our own looks, once each, without cookies.
CREATE TABLE answers (
	answer INTEGER PRIMARY KEY,        -- made of the text
	head   TEXT NOT NULL
) STRICT;

-- Looks that do not count: somebody took them back, whole runs at a time.
CREATE TABLE retractions (
	retraction INTEGER PRIMARY KEY,    -- made of what it stands for
	archive    TEXT NOT NULL,          -- whose word it is
	run        INTEGER NOT NULL,       -- that was taken back, by its number there
	at         TEXT NOT NULL,
	reason     TEXT NOT NULL,
	by         INTEGER NOT NULL DEFAULT 0, -- the run of undo, here; 0: another archive's
	lifted     TEXT,                   -- when it was itself taken back: its looks count again
	lifted_by  INTEGER NOT NULL DEFAULT 0
) STRICT;

ALTER TABLE runs ADD COLUMN archive TEXT NOT NULL DEFAULT '';    -- whose run it was; '': this archive's
ALTER TABLE runs ADD COLUMN theirs INTEGER NOT NULL DEFAULT 0;   -- its number in that archive
ALTER TABLE runs ADD COLUMN inputs TEXT NOT NULL DEFAULT '';     -- JSON: what it was given
ALTER TABLE runs ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;    -- that it added
ALTER TABLE runs ADD COLUMN skew INTEGER NOT NULL DEFAULT 0;     -- seconds by which its clock was ahead; 0: right, or no one knows

-- A version of which only the opening of the text was seen.
ALTER TABLE versions ADD COLUMN opening INTEGER NOT NULL DEFAULT 0;
-- The version that is shown: the latest full text. Those after it were seen only in an opening.
ALTER TABLE heads ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
UPDATE heads SET shown = revision;

-- What was seen, and whether it counts, for any tool.
CREATE VIEW looks AS
	SELECT s.address, a.url, coalesce(nullif(r.article, 0), a.article) AS article, s.at, s.witness, w.kind, s.outcome, c.sha256,
		t.at AS retracted
	FROM sightings AS s JOIN addresses AS a USING (address) JOIN witnesses AS w USING (witness)
		LEFT JOIN captures AS c ON c.capture = s.capture
		LEFT JOIN readings AS r ON r.capture = s.capture AND r.address = s.address
		LEFT JOIN retractions AS t ON t.retraction = s.retraction;

DROP VIEW revisions;
CREATE VIEW revisions AS
	SELECT v.article, v.revision, v.seen, v.cause, r.sha256, v.capture, r.title, t.body, r.fields, v.last_seen, v.sightings,
		(SELECT version FROM runs WHERE runs.run = r.run) AS program, v.opening
	FROM versions AS v JOIN readings AS r USING (capture, address) JOIN texts AS t USING (text);
