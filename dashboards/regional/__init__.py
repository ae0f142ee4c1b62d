"""Regional updates: the draft from the record, the page and the archive."""
