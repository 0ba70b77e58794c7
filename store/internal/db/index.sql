-- The index of the text stores none. Its tokenizer takes letters that stand together for a word; search_text puts spaces
-- around every Chinese character and folds by a table, with nothing but SQLite's own functions: any tool can check or
-- rebuild it. It cuts a text into pieces first: cut character by character, a long one is copied once for each of them.
DROP TABLE IF EXISTS search;
DROP VIEW IF EXISTS search_text;
CREATE VIEW search_text AS
	SELECT docid AS rowid,
		(WITH RECURSIVE cut (rest, c) AS (SELECT title, ''
				UNION ALL SELECT substr(rest, 2), substr(rest, 1, 1) FROM cut WHERE rest <> '')
			SELECT group_concat(coalesce(folded, CASE WHEN unicode(c) >= 11904 THEN ' ' || c || ' ' ELSE c END), '')
			FROM cut LEFT JOIN folds ON character = c) AS title,
		(WITH RECURSIVE piece (at) AS (SELECT 1 UNION ALL SELECT at + 500 FROM piece WHERE at + 500 <= length(body))
			SELECT group_concat((WITH RECURSIVE cut (rest, c) AS (SELECT substr(body, at, 500), ''
					UNION ALL SELECT substr(rest, 2), substr(rest, 1, 1) FROM cut WHERE rest <> '')
				SELECT group_concat(coalesce(folded, CASE WHEN unicode(c) >= 11904 THEN ' ' || c || ' ' ELSE c END), '')
				FROM cut LEFT JOIN folds ON character = c), '') FROM piece) AS body
	FROM indexed JOIN heads USING (article) JOIN texts USING (text);
-- The words of the first column cost two bytes less each: that is the text's.
CREATE VIRTUAL TABLE search USING fts4 (content="search_text", body, title, tokenize=unicode61 "remove_diacritics=0", matchinfo=fts3);
