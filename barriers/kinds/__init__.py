"""The kinds of barriers, and the finer ones that administrators add and merge."""
