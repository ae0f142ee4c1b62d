"""A made-up national install, as large as England's would be, to measure pages against."""
