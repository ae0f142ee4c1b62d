"""Forms of the directory, by subject."""
