"""The life of a pilot: proposed, set up, run, extended, closed, and what goes on afterwards."""
