from django.apps import AppConfig


class NationalConfig(AppConfig):
    name = "national"
    verbose_name = "A made-up nation, and the bench over it"
