"""The page of a place, part by part, and the pages that show one part in full."""
