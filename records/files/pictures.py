"""A picture, drawn anew: what a camera or program wrote beside it does not come along.

Its size is read from its head, and one that would take too much is refused before a dot of it is
unpacked.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from records.files.kinds import DAMAGED
from records.files.tables import Unreadable

MILLION = 1_000_000
MOST_MEMORY = 520 * MILLION  # bytes: 65 million dots of a photo, which is what phones take at most
# Bytes for each dot, as measured: four, and four more while it is turned or its colours change; to
# which a JPEG in passes adds what it gathers; the copies that a WebP is unpacked and packed with
_TURNED, _GATHERED, _COPIES = 8, 4, 36
MOST_PASSES = 100  # over a JPEG; cameras and programs make ten
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def redrawn(content: bytes, found: str) -> bytes:
    """The dots of a picture and nothing else. Raises Unreadable for one that is broken or vast."""
    kind = _FORMATS[found]
    if found == "jpeg" and content.count(b"\xff\xda") > MOST_PASSES:
        raise Unreadable(DAMAGED)
    if found == "webp" and _webp_dots(content) > MOST_MEMORY // _COPIES:
        raise _too_many(MOST_MEMORY // _COPIES)  # Pillow makes room for it as it reads the head
    Image.MAX_IMAGE_PIXELS = MOST_MEMORY // _TURNED
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
                most = MOST_MEMORY // _for_each_dot(picture)
                if picture.width * picture.height > most:
                    raise _too_many(most)
                picture.load()
                # Turned as the camera was held: that stood beside the dots, too
                ImageOps.exif_transpose(picture, in_place=True)
                return _saved(_plain(picture), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as vast:
        raise _too_many(MOST_MEMORY // _TURNED) from vast
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as bad:
        if isinstance(bad, Unreadable):
            raise
        raise Unreadable(DAMAGED) from bad


def _for_each_dot(picture: Image.Image) -> int:
    """How many bytes of memory a dot takes at most, by what the head of it says."""
    if "progressive" in picture.info:
        return max(_TURNED, _GATHERED + 2 * len(picture.getbands()))
    return _TURNED


def _webp_dots(content: bytes) -> int:
    """How many dots the head of a WebP says that it has."""
    match content[12:16]:
        case b"VP8X":
            wide, high = (1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        case b"VP8L":
            both = int.from_bytes(content[21:25], "little")
            wide, high = 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
        case _:
            both = int.from_bytes(content[26:30], "little")
            wide, high = both & 0x3FFF, both >> 16 & 0x3FFF
    return wide * high


def _too_many(most: int) -> Unreadable:
    return Unreadable(
        f"The picture has more than {most // MILLION} million pixels. Make it smaller and attach "
        "that"
    )


def _plain(picture: Image.Image) -> Image.Image:
    """In the colours that every screen shows, so that no profile needs to be kept."""
    profile = picture.info.get("icc_profile")
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if clear else "L" if picture.mode in ("1", "L", "I", "I;16") else "RGB"
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            turned = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
                inPlace=picture.mode == "RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours as they are
        else:
            return picture if turned is None else turned
    return picture if picture.mode == mode else picture.convert(mode)


def _saved(picture: Image.Image, kind: str) -> bytes:
    if kind == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.info = {}  # all that is written beside the dots comes from here
    written = io.BytesIO()
    picture.save(written, kind, **({} if kind == "PNG" else {"quality": 90}))
    return written.getvalue()
