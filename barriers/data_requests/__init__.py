"""Requests for data: logging and keeping them, what the body that is asked says, the tracker."""
