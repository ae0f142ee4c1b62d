"""Tags and filters of pages about partnerships."""
