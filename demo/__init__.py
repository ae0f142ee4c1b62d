"""The published record as data, the example county, and the commands that load them."""
