"""Departments and other bodies that take part in a programme, and from when to when."""
