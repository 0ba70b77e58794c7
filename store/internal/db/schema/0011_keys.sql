-- Tables say by name which row of which table a row belongs to: what shows a database makes links of that. A key that left out the
-- column it refers to stopped some such tools at the first page of its table.

-- Who looked, and how we know. A number is made of what it stands for: archives that heard the same from the same give it
-- the same number. The id of this archive is in the table about.
CREATE TABLE old_witnesses AS SELECT * FROM witnesses;
DROP TABLE witnesses;
CREATE TABLE witnesses (
	witness INTEGER PRIMARY KEY,
	kind    TEXT NOT NULL CHECK (kind IN ('fetched', 'import', 'archive', 'person', 'none')),
	archive TEXT NOT NULL,             -- that speaks: whose run it was, that imported the file, that was merged; '': not recorded
	source  TEXT NOT NULL,             -- what told the time: fetched, warc-date, metadata, singlefile, given, file-time …
	name    TEXT NOT NULL,             -- of the file; '': not recorded
	sha256  TEXT NOT NULL,             -- of the file; '': of a folder, where each page has its own, or not recorded
	claims  TEXT NOT NULL,             -- what the file says of itself: its word
	behind  INTEGER REFERENCES witnesses (witness) -- whom another archive has it from; NULL: not recorded
) STRICT;
INSERT INTO witnesses (witness, kind, archive, source, name, sha256, claims, behind)
	SELECT witness, kind, archive, source, name, sha256, claims, behind FROM old_witnesses;
DROP TABLE old_witnesses;

-- An address was looked at. Rows are only ever added.
CREATE TABLE old_sightings AS SELECT * FROM sightings;
DROP TABLE sightings;
CREATE TABLE sightings (
	address    INTEGER NOT NULL REFERENCES addresses (address),
	at         TEXT NOT NULL,
	witness    INTEGER NOT NULL REFERENCES witnesses (witness),
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
	SELECT address, at, witness, outcome, capture, detail, record, taken_in, run, answer, retraction FROM old_sightings;
DROP TABLE old_sightings;
CREATE INDEX sightings_capture ON sightings (capture, address);
CREATE INDEX sightings_at ON sightings (at);
CREATE INDEX sightings_retraction ON sightings (retraction) WHERE retraction <> 0;
CREATE INDEX sightings_waiting ON sightings (detail) WHERE outcome = 'unmodified' AND capture = 0;

-- Captures that are pictures: what their bytes say. Their data is as it was served, not packed.
CREATE TABLE old_pictures AS SELECT * FROM pictures;
DROP TABLE pictures;
CREATE TABLE pictures (
	capture INTEGER PRIMARY KEY REFERENCES captures (capture),
	type    TEXT NOT NULL,             -- image/jpeg, image/png, image/gif, image/webp, image/avif
	bytes   INTEGER NOT NULL,
	width   INTEGER NOT NULL,
	height  INTEGER NOT NULL
) STRICT;
INSERT INTO pictures (capture, type, bytes, width, height)
	SELECT capture, type, bytes, width, height FROM old_pictures;
DROP TABLE old_pictures;

-- Every version of every article: a run of sightings with the same text. The view revisions has its text.
CREATE TABLE old_versions AS SELECT * FROM versions;
DROP TABLE versions;
CREATE TABLE versions (
	article   INTEGER NOT NULL REFERENCES heads (article),
	revision  INTEGER NOT NULL,        -- 1, 2, 3 …
	seen      TEXT NOT NULL,           -- first
	last_seen TEXT NOT NULL,
	sightings INTEGER NOT NULL,
	cause     TEXT NOT NULL CHECK (cause IN ('new', 'changed')),
	capture   INTEGER NOT NULL,
	address   INTEGER NOT NULL,
	opening   INTEGER NOT NULL DEFAULT 0, -- 1: only the opening of the text was seen
	PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO versions (article, revision, seen, last_seen, sightings, cause, capture, address, opening)
	SELECT article, revision, seen, last_seen, sightings, cause, capture, address, opening FROM old_versions;
DROP TABLE old_versions;
CREATE INDEX versions_seen ON versions (seen);

CREATE TABLE old_authors AS SELECT * FROM authors;
DROP TABLE authors;
CREATE TABLE authors (
	article  INTEGER NOT NULL REFERENCES heads (article),
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO authors (article, position, name)
	SELECT article, position, name FROM old_authors;
DROP TABLE old_authors;
CREATE INDEX authors_name ON authors (name);

CREATE TABLE old_keywords AS SELECT * FROM keywords;
DROP TABLE keywords;
CREATE TABLE keywords (
	article  INTEGER NOT NULL REFERENCES heads (article),
	position INTEGER NOT NULL,
	keyword  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO keywords (article, position, keyword)
	SELECT article, position, keyword FROM old_keywords;
DROP TABLE old_keywords;
CREATE INDEX keywords_keyword ON keywords (keyword);

CREATE TABLE old_images AS SELECT * FROM images;
DROP TABLE images;
CREATE TABLE images (
	article  INTEGER NOT NULL REFERENCES heads (article),
	position INTEGER NOT NULL,
	url      TEXT NOT NULL,
	caption  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO images (article, position, url, caption)
	SELECT article, position, url, caption FROM old_images;
DROP TABLE old_images;

-- Other identities of an article: instant news that answers from finance or ol.
CREATE TABLE old_aliases AS SELECT * FROM aliases;
DROP TABLE aliases;
CREATE TABLE aliases (
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	article INTEGER NOT NULL REFERENCES heads (article),
	seen    TEXT NOT NULL,
	PRIMARY KEY (edition, id)
) STRICT, WITHOUT ROWID;
INSERT INTO aliases (edition, id, article, seen)
	SELECT edition, id, article, seen FROM old_aliases;
DROP TABLE old_aliases;
CREATE INDEX aliases_article ON aliases (article);
CREATE INDEX aliases_id ON aliases (id);
