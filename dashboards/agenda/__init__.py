"""The calendar: what is due, planned and promised, as pages and for other calendar programs."""
