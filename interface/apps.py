from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    """How pages are built. No models."""

    name = "interface"
    verbose_name = "Interface"
