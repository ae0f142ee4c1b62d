"""Help: short pages that say how something is done, each kept true by a test."""
