"""Changes of the directory that have consequences, by subject."""
