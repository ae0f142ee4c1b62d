from django.apps import AppConfig


class ReorganiseConfig(AppConfig):
    name = "reorganise"
    verbose_name = "Reorganisation of places and bodies"
