"""An update and its figures in a file: the template to fill in, and reading it back."""
