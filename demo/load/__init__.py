"""Loads the data files: reading them, remembering what was loaded, and one module by subject."""
