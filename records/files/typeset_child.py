"""What the process does that sets one document: JSON comes in, a PDF goes out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from records.files.child import confine
from records.files.tables import Limits

LAYOUT = Path(__file__).with_name("document.typ")
# For people who listen to it (PDF/UA-1); what has a sign of no font is set without that promise
STANDARDS: tuple[Literal["ua-1", "1.7"], ...] = ("ua-1", "1.7")


def main() -> None:
    """Set what comes in, within the limits of the last argument."""
    confine(Limits(**json.loads(sys.argv[-1])))
    sys.stdin.buffer.readline()  # how long it is: there is one part
    sys.stdout.buffer.write(set_as_pdf(sys.stdin.buffer.read()))


def set_as_pdf(told: bytes) -> bytes:
    """The same bytes for the same document. It sees an empty folder, and fonts that come with the
    library alone."""
    import typst

    layout, moment = LAYOUT.read_bytes(), int(json.loads(told)["moment"])
    with TemporaryDirectory() as empty:
        for standard in STANDARDS:
            # Neither a file nor a package is found there. It reads its layout for one attempt only
            library = typst.Compiler(
                layout,
                root=empty,
                package_path=empty,
                package_cache_path=empty,
                ignore_system_fonts=True,
                sys_inputs={"told": told.decode()},
            )
            try:
                made = library.compile(format="pdf", pdf_standards=standard, timestamp=moment)
            except typst.TypstError:
                continue
            if isinstance(made, bytes):
                return made
    return b""
