"""Care of the directory: how long a page holds good, and who keeps it."""
