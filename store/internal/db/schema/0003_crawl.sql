-- The crawl accounts for itself: every list, host and past day has a row that says what it gave and when it is due.

ALTER TABLE pages ADD COLUMN host TEXT NOT NULL DEFAULT '';            -- that is expected to answer
ALTER TABLE pages ADD COLUMN listed_edition TEXT NOT NULL DEFAULT '';  -- where lists name it: what moved to finance stays ins
ALTER TABLE pages ADD COLUMN listed_code TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN listed TEXT;                              -- when a list named it last
ALTER TABLE pages ADD COLUMN "read" INTEGER NOT NULL DEFAULT 0;        -- 1: an article was read
ALTER TABLE pages ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;        -- 1: a list that ought to name it no longer does
ALTER TABLE pages ADD COLUMN missing TEXT;                             -- since when the site says that it has none
ALTER TABLE pages ADD COLUMN failing TEXT;                             -- since when it cannot be read
UPDATE pages SET listed_edition = edition, listed_code = section_code, "read" = state = 'done',
	host = CASE edition WHEN 'fin' THEN 'finance.mingpao.com' WHEN 'ol' THEN 'ol.mingpao.com' ELSE 'news.mingpao.com' END,
	failing = CASE WHEN attempts > 0 THEN coalesce(last_fetched, first_seen) END,
	missing = CASE WHEN state = 'gone' THEN last_fetched END;
UPDATE pages SET listed = first_seen WHERE page IN (SELECT page FROM listings);
-- What was listed as instant news and answers from elsewhere.
UPDATE pages SET listed_edition = 'ins', listed_code = coalesce((SELECT f.section_code FROM pages AS f
	JOIN aliases ON aliases.edition = f.edition AND aliases.id = f.id
	JOIN heads USING (article) WHERE heads.edition = pages.edition AND heads.id = pages.id LIMIT 1), section_code)
	WHERE edition IN ('fin', 'ol') AND EXISTS (SELECT 1 FROM aliases JOIN heads USING (article)
		WHERE heads.edition = pages.edition AND heads.id = pages.id AND aliases.edition = 'ins');
-- Nothing is given up.
UPDATE pages SET due = coalesce(last_fetched, first_seen), state = 'queued' WHERE state = 'failed' AND due IS NULL;
DROP INDEX pages_next; -- every page is due some day: the queue is read by what is due, not by all in their order
CREATE INDEX pages_listed ON pages (listed_edition, listed_code, issue);
CREATE INDEX pages_issue ON pages (issue);
CREATE INDEX pages_failing ON pages (failing) WHERE failing IS NOT NULL;
CREATE INDEX pages_missing ON pages (missing) WHERE missing IS NOT NULL;

ALTER TABLE listings ADD COLUMN address TEXT NOT NULL DEFAULT ''; -- where the list said that the article is
ALTER TABLE listings ADD COLUMN seen TEXT NOT NULL DEFAULT '';    -- when the list named it last
CREATE INDEX listings_source ON listings (source, seen);

-- The account of every feed and list.
ALTER TABLE sources RENAME TO sources_before;
CREATE TABLE sources (
	kind          TEXT NOT NULL,               -- feed, list
	edition       TEXT NOT NULL,
	code          TEXT NOT NULL,               -- of the section; all: the whole edition
	url           TEXT NOT NULL DEFAULT '',    -- that the validators are of
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	asked         TEXT,
	answered      TEXT,                        -- the last answer that was understood
	whole         TEXT,                        -- the last of them with a body
	news          TEXT,                        -- the last new article
	alone         TEXT,                        -- the last article that no other list had named in time
	entries       INTEGER NOT NULL DEFAULT 0,  -- of the last whole answer
	reach         TEXT NOT NULL DEFAULT '',    -- the oldest issue in it
	failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
	failing_since TEXT,
	fault         TEXT NOT NULL DEFAULT '',    -- why; '': it answers
	note          TEXT NOT NULL DEFAULT '',    -- what of the last answer was not understood
	interval      INTEGER NOT NULL DEFAULT 0,  -- seconds
	due           TEXT,
	PRIMARY KEY (kind, edition, code)
) STRICT, WITHOUT ROWID;
INSERT INTO sources (kind, edition, code, asked, answered)
	SELECT 'feed', substr(url, 30, 3), replace(substr(url, 34), '.xml', ''), fetched, fetched FROM sources_before
	WHERE url LIKE 'https://news.mingpao.com/rss/___/%.xml';
DROP TABLE sources_before;

ALTER TABLE hosts ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;  -- of the host, in a row
ALTER TABLE hosts ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;    -- pages in a row that gave no article
ALTER TABLE hosts ADD COLUMN fault TEXT NOT NULL DEFAULT '';
ALTER TABLE hosts ADD COLUMN since TEXT;

-- How many requests a host has had on a day.
CREATE TABLE requests (
	host TEXT NOT NULL,
	day  TEXT NOT NULL,
	n    INTEGER NOT NULL,
	last TEXT NOT NULL,
	PRIMARY KEY (host, day)
) STRICT, WITHOUT ROWID;

-- Which days of a section a list has named, and when it was read last.
CREATE TABLE coverage (
	edition TEXT NOT NULL,
	code    TEXT NOT NULL,
	day     TEXT NOT NULL,
	"read"  TEXT NOT NULL,
	PRIMARY KEY (edition, code, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX coverage_day ON coverage (day);

-- Past days that are to be fetched, newest first.
CREATE TABLE orders (
	number   INTEGER PRIMARY KEY,
	reason   TEXT NOT NULL CHECK (reason IN ('asked', 'gap')),
	from_day TEXT NOT NULL,
	to_day   TEXT NOT NULL,
	sections TEXT NOT NULL,      -- JSON: ["pns/s00001"]; []: all
	made     TEXT NOT NULL,
	next_day TEXT NOT NULL,      -- the newest day that has no tasks yet
	ended    TEXT,
	cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE tasks (
	number   INTEGER NOT NULL REFERENCES orders,
	day      TEXT NOT NULL,
	edition  TEXT NOT NULL,
	code     TEXT NOT NULL,
	done     TEXT,               -- when; NULL: not yet
	attempts INTEGER NOT NULL DEFAULT 0,
	due      TEXT NOT NULL,
	fault    TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (number, day, edition, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_open ON tasks (due) WHERE done IS NULL;
CREATE INDEX tasks_day ON tasks (edition, code, day) WHERE done IS NULL;

-- What a person was told of that lasts: said when it begins, once a day, and when it ends.
CREATE TABLE troubles (
	trouble TEXT PRIMARY KEY,
	since   TEXT NOT NULL,
	told    TEXT NOT NULL,
	line    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Paragraphs that stand in many articles and are no notices: a person said so.
CREATE TABLE accepted (
	text TEXT PRIMARY KEY,
	at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
