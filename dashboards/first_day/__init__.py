"""What the editor of a new place does first, as the record itself shows it."""
