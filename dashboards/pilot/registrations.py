"""What the page of a pilot gives to the whole: itself as text, in the zip of the pilot."""

from dashboards.pilot.brief import brief_of
from registry.programme_files import PilotPage

REGISTRATIONS = (PilotPage(brief_of),)
