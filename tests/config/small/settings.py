"""Placebook's settings with this project's app in place of ours."""

from pathlib import Path

from config.settings import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
INSTALLED_APPS = ["django.contrib.staticfiles", "small"]
MIDDLEWARE = []
TEMPLATES = []
ROOT_URLCONF = "small.urls"
STATICFILES_DIRS = [Path(__file__).resolve().parent / "static"]
STORAGES = {"staticfiles": {"BACKEND": "small.moments.Storage"}}
