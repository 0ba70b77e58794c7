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

-- As people want them: with the day, whether it is withheld, and no change where there was none.
DROP VIEW articles;
CREATE VIEW articles AS
	SELECT h.article, h.edition, h.id, json_extract(r.fields, '$.url') AS url, h.section, h.section_code, h.title,
		json_extract(r.fields, '$.authors') AS authors,
		json_extract(r.fields, '$.author_note') AS author_note, h."column", json_extract(r.fields, '$.credits') AS credits, h.published,
		substr(h.published, 1, 10) AS day, h.access,
		json_extract(r.fields, '$.language') AS language, json_extract(r.fields, '$.keywords') AS keywords,
		json_extract(r.fields, '$.lead_marker') AS lead_marker, t.body,
		(SELECT json_group_array(json_object('kind', kind.value, 'text', line.value))
			FROM json_each(r.fields, '$.kinds') AS kind
			JOIN json_each('[' || replace(json_quote(replace(t.body, char(10, 10), char(30))), '\u001e', '","') || ']') AS line
				ON line.key = kind.key) AS blocks,
		json_extract(r.fields, '$.images') AS images, json_extract(r.fields, '$.videos') AS videos,
		json_extract(r.fields, '$.layout') AS layout, h.revision, h.first_seen,
		CASE WHEN h.revision > 1 THEN h.changed END AS changed, h.last_seen, h.gone, h.withheld
	FROM heads AS h JOIN readings AS r USING (capture, address) JOIN texts AS t ON t.text = h.text;

-- What was changed, old and new side by side.
CREATE VIEW changes AS
	SELECT b.article, h.edition, h.id, b.revision, b.seen, old.title AS old_title, new.title AS new_title, before.body AS old_body,
		after.body AS new_body, b.opening
	FROM versions AS b JOIN heads AS h USING (article) JOIN versions AS a ON a.article = b.article AND a.revision = b.revision - 1
		JOIN readings AS old ON old.capture = a.capture AND old.address = a.address JOIN texts AS before ON before.text = old.text
		JOIN readings AS new ON new.capture = b.capture AND new.address = b.address JOIN texts AS after ON after.text = new.text;
