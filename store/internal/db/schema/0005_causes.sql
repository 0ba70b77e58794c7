-- Why something could not be read, as a key that is compared: what kind of cause, and which of that kind. The texts beside
-- it are what was seen, for people. '' is a cause of before, which was not recorded.
ALTER TABLE failures ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE failures ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE hosts ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE hosts ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE troubles ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE troubles ADD COLUMN subject TEXT NOT NULL DEFAULT '';
-- What was told by its sentence is told anew by its cause, if it lasts: whether it is over cannot be told.
DELETE FROM troubles;
