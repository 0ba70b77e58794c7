-- A section's articles in the order of lists, and the names of all sections, by the index alone.
DROP INDEX heads_section;
CREATE INDEX heads_section ON heads (edition, section_code, published DESC, id, section);
