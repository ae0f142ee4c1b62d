"""Charts as geometry: pure functions from data to frozen dataclasses.

A template draws what they return; classes of the style sheet colour it.
"""
