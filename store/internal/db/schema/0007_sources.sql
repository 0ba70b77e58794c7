-- What lists usually do, what they show, and what a person knows better.

ALTER TABLE sources ADD COLUMN followed TEXT;                   -- when it was first read
ALTER TABLE sources ADD COLUMN newest TEXT;                     -- when the newest article in it was made
ALTER TABLE sources ADD COLUMN shows TEXT NOT NULL DEFAULT '';  -- the newest issue in it, as reach is the oldest
ALTER TABLE sources ADD COLUMN through TEXT;                    -- until when its word reaches: its newest entry, or when it was made
ALTER TABLE sources ADD COLUMN hour INTEGER NOT NULL DEFAULT 0; -- of the day, in seconds, at which its issue is usually there
ALTER TABLE sources ADD COLUMN pause INTEGER NOT NULL DEFAULT 0; -- seconds: the longest that usually passes without a new entry; 0: not known yet
ALTER TABLE sources ADD COLUMN learned TEXT;                    -- when that was worked out last
ALTER TABLE sources ADD COLUMN late TEXT;                       -- since when it names less than it usually does

-- What a person has said of a list. The list's own account is in sources.
CREATE TABLE choices (
	kind    TEXT NOT NULL,
	edition TEXT NOT NULL,
	code    TEXT NOT NULL,
	address TEXT NOT NULL DEFAULT '',        -- where it is; '': where the program knows it to be
	name    TEXT NOT NULL DEFAULT '',        -- of the section
	off     INTEGER NOT NULL DEFAULT 0,      -- 1: it is not read
	quiet   TEXT NOT NULL DEFAULT '',        -- the last day on which its silence is known; 9999-12-31: for good
	PRIMARY KEY (kind, edition, code)
) STRICT, WITHOUT ROWID;

-- Days of which a person has said that the daily paper did not appear.
CREATE TABLE calendar (
	day  TEXT PRIMARY KEY,
	note TEXT NOT NULL                       -- no paper
) STRICT, WITHOUT ROWID;

-- Sections that pages and lists name and no list covers: a person is told once.
CREATE TABLE unlisted (
	edition TEXT NOT NULL,
	code    TEXT NOT NULL,
	name    TEXT NOT NULL,
	seen    TEXT NOT NULL,                   -- first
	PRIMARY KEY (edition, code)
) STRICT, WITHOUT ROWID;

-- Answers that could not be used, the last few of each list and cause.
CREATE TABLE unused (
	unused  INTEGER PRIMARY KEY,
	source  TEXT NOT NULL,                   -- the list: feed pns/s00001; or page and its host
	url     TEXT NOT NULL,
	at      TEXT NOT NULL,
	cause   TEXT NOT NULL,
	subject TEXT NOT NULL,
	program TEXT NOT NULL,                   -- that could not use it, with its version
	status  INTEGER NOT NULL,
	head    TEXT NOT NULL,                   -- without what is private
	bytes   INTEGER NOT NULL,                -- of the whole body
	body    BLOB NOT NULL                    -- its beginning
) STRICT;
CREATE INDEX unused_source ON unused (source, cause, subject, unused);

-- An article that is gone may be withheld: the site has it, and the law keeps it from us.
ALTER TABLE heads ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0; -- 1: gone is since when
