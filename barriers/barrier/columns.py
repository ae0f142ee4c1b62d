"""The facts of a barrier that are taken away as they stand.

In the file of its list and in that of a programme's zip: label, meaning and words are the field's.
"""

AS_THEY_STAND = (
    *("because", "people", "nature_note", "stage", "severity", "cost_basis", "time_basis"),
    *("lever", "ask", "resolution"),
)
