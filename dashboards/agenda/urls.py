"""Addresses of calendars."""

from django.urls import path

from dashboards.agenda import pages

urlpatterns = [
    path("calendar/", pages.calendar, name="calendar"),
    path("calendar/feeds/", pages.calendar_feeds, name="calendar_feeds"),
    path("calendar/feeds/<int:pk>/end/", pages.calendar_feed_end, name="calendar_feed_end"),
    path("calendar/feed/<str:token>.ics", pages.calendar_feed, name="calendar_feed"),
    path("places/<slug:slug>/calendar/", pages.place_calendar, name="place_calendar"),
    path("pilots/<slug:slug>/calendar/", pages.pilot_calendar, name="pilot_calendar"),
    path("programmes/<slug:slug>/calendar/", pages.programme_calendar, name="programme_calendar"),
]
