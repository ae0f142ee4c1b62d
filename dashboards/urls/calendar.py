"""Addresses of calendars."""

from django.urls import path

from dashboards.views import calendar

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feeds/", calendar.calendar_feeds, name="calendar_feeds"),
    path("calendar/feeds/<int:pk>/end/", calendar.calendar_feed_end, name="calendar_feed_end"),
    path("calendar/feed/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("places/<slug:slug>/calendar/", calendar.place_calendar, name="place_calendar"),
    path("pilots/<slug:slug>/calendar/", calendar.pilot_calendar, name="pilot_calendar"),
    path(
        "programmes/<slug:slug>/calendar/", calendar.programme_calendar, name="programme_calendar"
    ),
]
