"""Dates as people here write them; forms take the browser's form and both written ones."""

DATE_FORMAT = "j F Y"  # 20 November 2026
SHORT_DATE_FORMAT = "j M Y"  # 20 Nov 2026
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y"]
