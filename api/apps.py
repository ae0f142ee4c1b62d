from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "How other programs read the record, and send to it"
