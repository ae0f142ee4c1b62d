"""A figure that is sent by itself, without an update: a count, a correction, all that are due."""
