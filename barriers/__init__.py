"""What gets in the way, what was tried, and who could move it."""
