"""What the editor of a new place, a lead and an administrator do first, as the record shows it."""
