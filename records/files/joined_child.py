"""What the process does that puts PDFs behind another: their bytes come in, one PDF goes out."""

from __future__ import annotations

import io
import json
import sys

from pypdf import PdfWriter

from records.files.child import confine
from records.files.tables import Limits


def main() -> None:
    """Join what comes in, within the limits of the last argument."""
    confine(Limits(**json.loads(sys.argv[-1])))
    lengths = json.loads(sys.stdin.buffer.readline())
    first, *papers = (io.BytesIO(sys.stdin.buffer.read(length)) for length in lengths)
    made = PdfWriter(clone_from=first)
    for paper in papers:
        made.append(paper, import_outline=False)
    made.write(sys.stdout.buffer)
