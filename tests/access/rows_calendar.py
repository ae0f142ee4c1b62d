"""Access to calendars: pages by what they are of, feeds by an address that only one person has."""

from tests.access.table import Row, post

ROWS = [
    Row("calendar"),
    Row("calendar", query="?kind=visits&from=2027-01"),
    Row("calendar", query="?from=never"),
    Row("place_calendar", "place", public=True),
    Row("programme_calendar", "programme", public=True),
    Row("pilot_calendar", "pilot", public=True),
    Row("calendar_feeds"),
    post("calendar_feeds"),
    post("calendar_feed_end", "calendar_feed"),
    Row("calendar_feed", "feed_address", public=True, page=False),
]
