"""Where a file stands while it is sent: on the disk, without a name.

Django's own of more than 2.5 MB has one, and stays there for good when the process that takes it in
is killed: a list of 500 MB each time.
"""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class NamelessUpload(TemporaryFileUploadHandler):
    """Django's handler of files on the disk, with a file that ends with its process."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        file: Any = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - it is handed on
        about = (self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
        self.file: Any = UploadedFile(file, *about)

    def upload_interrupted(self) -> None:
        """It is gone once it is closed."""
        if hasattr(self, "file"):
            self.file.close()
