"""The directory of all England: the table of official places, and loading it or a newer one."""
