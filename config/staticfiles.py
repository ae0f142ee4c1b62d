"""How static files are named."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content, also with DEBUG on: the demo serves what a server does."""

    def url(self, name: str, force: bool = True) -> str:
        return super().url(name, force=force)
