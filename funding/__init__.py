"""Where money comes from, where it goes, what it means and when it ends."""
