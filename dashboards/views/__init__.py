"""Thin views, one module for each page: load and authorise, build, render."""
