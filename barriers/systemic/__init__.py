"""Causes that barriers of many places share: who could change them, what is asked, what is said."""
