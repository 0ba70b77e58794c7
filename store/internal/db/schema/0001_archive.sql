-- Times are text, ISO 8601 in Hong Kong's offset, so that they compare as text. Lists are JSON arrays.

-- What to fetch, and what became of it. One row an address; the queue is the rows with a due time.
CREATE TABLE pages (
	page          INTEGER PRIMARY KEY,
	edition       TEXT NOT NULL,            -- pns, ins, fin, ol
	id            TEXT NOT NULL,            -- 13 digits
	url           TEXT NOT NULL,            -- canonical address
	section_code  TEXT NOT NULL,
	issue         TEXT NOT NULL,            -- 2025-12-03
	state         TEXT NOT NULL CHECK (state IN ('queued', 'done', 'moved', 'gone', 'failed')),
	due           TEXT,                     -- when to fetch it (again); NULL: never
	attempts      INTEGER NOT NULL DEFAULT 0, -- failures in a row
	visits        INTEGER NOT NULL DEFAULT 0, -- answers so far
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	first_seen    TEXT NOT NULL,
	last_fetched  TEXT,
	last_error    TEXT NOT NULL DEFAULT '',
	UNIQUE (edition, id)
) STRICT;
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
CREATE INDEX pages_next ON pages (attempts, issue DESC, page) WHERE due IS NOT NULL; -- the order in which they are fetched

-- Where an address was listed, with what the list said: another title or time means another look.
CREATE TABLE listings (
	page   INTEGER NOT NULL REFERENCES pages,
	source TEXT NOT NULL,
	title  TEXT NOT NULL,
	time   TEXT NOT NULL,
	PRIMARY KEY (page, source)
) STRICT, WITHOUT ROWID;

-- Feeds and lists, for conditional requests.
CREATE TABLE sources (
	url           TEXT PRIMARY KEY,
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	fetched       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What pages of a kind have in common: whole pages, one behind the other, zstd. It stays for ever: captures need it to open.
CREATE TABLE dictionaries (
	dictionary INTEGER PRIMARY KEY,
	kind       TEXT NOT NULL,               -- the edition
	pages      INTEGER NOT NULL,            -- how many it is made of
	made       TEXT NOT NULL,
	data       BLOB NOT NULL
) STRICT;

-- Pages as served, zstd, once each however often they came.
CREATE TABLE captures (
	capture      INTEGER PRIMARY KEY,
	sha256       TEXT NOT NULL UNIQUE,      -- of the bytes as served
	content_type TEXT NOT NULL,
	bytes        INTEGER NOT NULL,          -- before compression
	dictionary   INTEGER REFERENCES dictionaries, -- that it was packed with; NULL: none
	data         BLOB NOT NULL
) STRICT;

-- The latest version of every article.
CREATE TABLE articles (
	article      INTEGER PRIMARY KEY,
	edition      TEXT NOT NULL,
	id           TEXT NOT NULL,
	url          TEXT NOT NULL,
	section      TEXT NOT NULL,
	section_code TEXT NOT NULL,
	title        TEXT NOT NULL,
	authors      TEXT NOT NULL,
	author_note  TEXT NOT NULL,
	"column"     TEXT NOT NULL,
	credits      TEXT NOT NULL,
	published    TEXT NOT NULL,
	access       TEXT NOT NULL,
	language     TEXT NOT NULL,
	keywords     TEXT NOT NULL,
	lead_marker  TEXT NOT NULL,
	body         TEXT NOT NULL,
	blocks       TEXT NOT NULL,
	images       TEXT NOT NULL,
	videos       TEXT NOT NULL,
	layout       TEXT NOT NULL,
	revision     INTEGER NOT NULL,          -- its number in revisions
	first_seen   TEXT NOT NULL,
	changed      TEXT NOT NULL,             -- when the latest version was first seen
	last_seen    TEXT NOT NULL,
	gone         TEXT,                      -- since when the site no longer has it
	UNIQUE (edition, id)
) STRICT;
CREATE INDEX articles_published ON articles (published DESC, edition, section_code, id);
CREATE INDEX articles_section ON articles (edition, section_code, published);

-- Every version that was seen, the latest included.
CREATE TABLE revisions (
	article  INTEGER NOT NULL REFERENCES articles,
	revision INTEGER NOT NULL,              -- 1, 2, 3 …
	seen     TEXT NOT NULL,
	cause    TEXT NOT NULL CHECK (cause IN ('new', 'changed', 'reextracted')),
	sha256   TEXT NOT NULL,                 -- of the normalised fields
	capture  INTEGER NOT NULL REFERENCES captures,
	title    TEXT NOT NULL,
	body     TEXT NOT NULL,
	fields   TEXT NOT NULL,                 -- the whole article without its body, as JSON
	PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE authors (
	article  INTEGER NOT NULL REFERENCES articles,
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_name ON authors (name);

CREATE TABLE keywords (
	article  INTEGER NOT NULL REFERENCES articles,
	position INTEGER NOT NULL,
	keyword  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_keyword ON keywords (keyword);

CREATE TABLE images (
	article  INTEGER NOT NULL REFERENCES articles,
	position INTEGER NOT NULL,
	url      TEXT NOT NULL,
	caption  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Other identities of an article: instant news that answers from finance or ol.
CREATE TABLE aliases (
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	article INTEGER NOT NULL REFERENCES articles,
	seen    TEXT NOT NULL,
	PRIMARY KEY (edition, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_article ON aliases (article);

-- Every attempt at a page: what the archive knows about its own past.
CREATE TABLE fetches (
	fetch   INTEGER PRIMARY KEY,
	run     INTEGER REFERENCES runs,
	page    INTEGER NOT NULL REFERENCES pages,
	at      TEXT NOT NULL,
	outcome TEXT NOT NULL,                  -- new, changed, unchanged, gone, failed, refused
	detail  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX fetches_page ON fetches (page);
CREATE INDEX fetches_run ON fetches (run);

CREATE TABLE runs (
	run       INTEGER PRIMARY KEY,
	command   TEXT NOT NULL,
	version   TEXT NOT NULL,
	started   TEXT NOT NULL,
	ended     TEXT,                         -- NULL: killed, or still running
	status    INTEGER,                      -- the exit status
	new       INTEGER NOT NULL DEFAULT 0,
	changed   INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	gone      INTEGER NOT NULL DEFAULT 0,
	excerpt   INTEGER NOT NULL DEFAULT 0,
	failed    INTEGER NOT NULL DEFAULT 0,
	refused   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What hosts have asked for.
CREATE TABLE hosts (
	origin        TEXT PRIMARY KEY,
	robots_status INTEGER NOT NULL DEFAULT 0, -- 0: not known
	robots        BLOB NOT NULL DEFAULT x'',
	robots_at     TEXT NOT NULL DEFAULT '',
	wait_until    TEXT NOT NULL DEFAULT ''    -- Retry-After
) STRICT, WITHOUT ROWID;
