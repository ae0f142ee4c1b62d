"""Everything about a programme as one file: a table for each subject, with its codebook."""
