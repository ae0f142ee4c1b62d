"""Files stand without a name while they are sent, so none is left where a process is killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from records.files.sent import NamelessUpload


@pytest.mark.parametrize("size", [20, 3 * 2**20])
def test_a_file_that_is_sent_has_no_name_on_the_disk(rf: RequestFactory, size: int) -> None:
    sent = SimpleUploadedFile("a list.csv", b"x" * size, "text/csv")
    file = rf.post("/", {"file": sent}).FILES["file"]
    assert (file.name, file.size, file.content_type) == ("a list.csv", size, "text/csv")
    assert file.read() == b"x" * size
    assert not Path(f"/proc/self/fd/{file.fileno()}").readlink().exists()
    file.close()


def test_one_that_is_broken_off_is_closed() -> None:
    handler = NamelessUpload()
    handler.upload_interrupted()  # before there was any
    handler.new_file("file", "a list.csv", "text/csv", 100)
    handler.receive_data_chunk(b"half", 0)
    handler.upload_interrupted()
    assert handler.file.closed
