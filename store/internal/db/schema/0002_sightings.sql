-- The record is what was seen. Everything below "what follows" is worked out from it and can be made again.
--
-- Numbers of addresses, articles and (from here on) captures are made of what they stand for: two archives that saw the
-- same give it the same number.

-- What this file is, for programs that find it without its header, as a copy through .dump.
CREATE TABLE about (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Addresses that were looked at.
CREATE TABLE addresses (
	address INTEGER PRIMARY KEY,
	url     TEXT NOT NULL,             -- canonical; '' for saved pages that do not tell where they are from
	article INTEGER NOT NULL           -- the article that the address names; 0: none
) STRICT;
CREATE INDEX addresses_article ON addresses (article);

-- A capture may be packed with an earlier one of its article.
ALTER TABLE captures ADD COLUMN base INTEGER REFERENCES captures;
CREATE INDEX captures_dictionary ON captures (dictionary);
CREATE INDEX captures_base ON captures (base) WHERE base IS NOT NULL;

-- An address was looked at. Rows are only ever added.
CREATE TABLE sightings (
	address INTEGER NOT NULL REFERENCES addresses,
	at      TEXT NOT NULL,
	source  TEXT NOT NULL,             -- who vouches for the time: fetched, warc-date, metadata, singlefile, given, file-time …
	outcome TEXT NOT NULL CHECK (outcome IN ('page', 'unmodified', 'gone', 'absent', 'refused')),
	capture INTEGER NOT NULL DEFAULT 0, -- the page; of 'unmodified': the page that is still there; 0: none
	detail  TEXT NOT NULL DEFAULT '',
	run     INTEGER NOT NULL,
	PRIMARY KEY (address, at, source, outcome, capture)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_capture ON sightings (capture, address);
CREATE INDEX sightings_at ON sightings (at);

-- Texts of articles, once each.
CREATE TABLE texts (
	text INTEGER PRIMARY KEY,
	hash INTEGER NOT NULL,             -- of the body, to find it
	body TEXT NOT NULL
) STRICT;
CREATE INDEX texts_hash ON texts (hash);

-- What the rules make of a capture at an address. Reading it again replaces the row.
CREATE TABLE readings (
	reading INTEGER PRIMARY KEY,
	capture INTEGER NOT NULL REFERENCES captures,
	address INTEGER NOT NULL REFERENCES addresses,
	run     INTEGER NOT NULL,          -- whose program read it
	article INTEGER NOT NULL,          -- the article that the page holds; 0: none
	refusal TEXT NOT NULL,             -- why it holds none
	sha256  TEXT NOT NULL,             -- fingerprint of what a reader sees of the article
	access  TEXT NOT NULL,
	title   TEXT NOT NULL,
	text    INTEGER,                   -- in texts; not declared so: SQLite looked it up at a third of the cost of an import
	fields  TEXT NOT NULL,             -- the rest of the article, as JSON
	UNIQUE (capture, address)
) STRICT;
CREATE INDEX readings_article ON readings (article);
CREATE INDEX readings_text ON readings (text);

-- Articles that were removed for good: they do not come back.
CREATE TABLE removed (
	article INTEGER PRIMARY KEY,
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	at      TEXT NOT NULL,
	reason  TEXT NOT NULL
) STRICT;

-- Attempts at pages that saw nothing of them.
CREATE TABLE failures (
	failure INTEGER PRIMARY KEY,
	run     INTEGER NOT NULL,
	page    INTEGER NOT NULL REFERENCES pages,
	at      TEXT NOT NULL,
	outcome TEXT NOT NULL,             -- failed, refused
	detail  TEXT NOT NULL
) STRICT;
CREATE INDEX failures_at ON failures (at);
CREATE INDEX failures_page ON failures (page);

-- What follows.

-- One row an article: its latest version. The view articles has its text.
CREATE TABLE heads (
	article      INTEGER PRIMARY KEY,
	edition      TEXT NOT NULL,
	id           TEXT NOT NULL,
	section      TEXT NOT NULL,
	section_code TEXT NOT NULL,
	title        TEXT NOT NULL,
	"column"     TEXT NOT NULL,
	published    TEXT NOT NULL,
	access       TEXT NOT NULL,
	revision     INTEGER NOT NULL,
	first_seen   TEXT NOT NULL,
	changed      TEXT NOT NULL,
	last_seen    TEXT NOT NULL,
	gone         TEXT,
	capture      INTEGER NOT NULL,
	address      INTEGER NOT NULL,
	text         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX heads_id ON heads (id, edition);
CREATE INDEX heads_published ON heads (published DESC, edition, section_code, id);
CREATE INDEX heads_section ON heads (edition, section_code, published);
-- The day is no column of its own: .clone of SQLite's shell cannot copy one that is computed. With published, the index answers alone.
CREATE INDEX heads_day ON heads (substr(published, 1, 10), edition, section_code, section, published);
CREATE INDEX heads_first_seen ON heads (first_seen);
CREATE INDEX heads_changed ON heads (changed) WHERE revision > 1;
CREATE INDEX heads_gone ON heads (gone) WHERE gone IS NOT NULL;
CREATE INDEX heads_column ON heads ("column", published) WHERE "column" <> '';

-- Every version of every article: a run of sightings with the same text. The view revisions has its text.
CREATE TABLE versions (
	article   INTEGER NOT NULL,
	revision  INTEGER NOT NULL,        -- 1, 2, 3 …
	seen      TEXT NOT NULL,           -- first
	last_seen TEXT NOT NULL,
	sightings INTEGER NOT NULL,
	cause     TEXT NOT NULL CHECK (cause IN ('new', 'changed')),
	capture   INTEGER NOT NULL,
	address   INTEGER NOT NULL,
	PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_seen ON versions (seen);

CREATE TABLE authors (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_name ON authors (name);

CREATE TABLE keywords (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	keyword  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_keyword ON keywords (keyword);

CREATE TABLE images (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	url      TEXT NOT NULL,
	caption  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Other identities of an article: instant news that answers from finance or ol.
CREATE TABLE aliases (
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	article INTEGER NOT NULL,
	seen    TEXT NOT NULL,
	PRIMARY KEY (edition, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article);
CREATE INDEX aliases_id ON aliases (id);

-- Articles with all their fields, as people want them.
CREATE VIEW articles AS
	SELECT h.article, h.edition, h.id, json_extract(r.fields, '$.url') AS url, h.section, h.section_code, h.title, json_extract(r.fields, '$.authors') AS authors,
		json_extract(r.fields, '$.author_note') AS author_note, h."column", json_extract(r.fields, '$.credits') AS credits, h.published, h.access,
		json_extract(r.fields, '$.language') AS language, json_extract(r.fields, '$.keywords') AS keywords,
		json_extract(r.fields, '$.lead_marker') AS lead_marker, t.body,
		(SELECT json_group_array(json_object('kind', kind.value, 'text', line.value))
			FROM json_each(r.fields, '$.kinds') AS kind
			JOIN json_each('[' || replace(json_quote(replace(t.body, char(10, 10), char(30))), '\u001e', '","') || ']') AS line
				ON line.key = kind.key) AS blocks,
		json_extract(r.fields, '$.images') AS images, json_extract(r.fields, '$.videos') AS videos,
		json_extract(r.fields, '$.layout') AS layout, h.revision, h.first_seen, h.changed, h.last_seen, h.gone
	FROM heads AS h JOIN readings AS r USING (capture, address) JOIN texts AS t ON t.text = h.text;

-- Every version with its text. program is what read its page.
CREATE VIEW revisions AS
	SELECT v.article, v.revision, v.seen, v.cause, r.sha256, v.capture, r.title, t.body, r.fields, v.last_seen, v.sightings,
		(SELECT version FROM runs WHERE runs.run = r.run) AS program
	FROM versions AS v JOIN readings AS r USING (capture, address) JOIN texts AS t USING (text);

-- What the index of the text is made with; index.sql makes it.
CREATE TABLE folds (
	character TEXT PRIMARY KEY,
	folded    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE indexed (
	docid   INTEGER PRIMARY KEY,
	article INTEGER NOT NULL UNIQUE
) STRICT;
