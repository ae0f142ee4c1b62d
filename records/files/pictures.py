"""A picture, drawn anew: what a camera or program wrote beside it does not come along."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from records.files.kinds import DAMAGED
from records.files.tables import Unreadable

MOST_PIXELS = 50_000_000
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_TOO_MANY = "The picture has more than 50 million dots. Make it smaller and attach that"


def redrawn(content: bytes, found: str) -> bytes:
    """The dots of a picture and nothing else. Raises Unreadable for one that is broken or vast."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    kind = _FORMATS[found]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable(_TOO_MANY)
                picture.load()
                # Turned as the camera was held: that stood beside the dots, too
                upright = ImageOps.exif_transpose(picture)
                return _saved(_plain(upright), kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as vast:
        raise Unreadable(_TOO_MANY) from vast
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as bad:
        if isinstance(bad, Unreadable):
            raise
        raise Unreadable(DAMAGED) from bad


def _plain(picture: Image.Image) -> Image.Image:
    """In the colours that every screen shows, so that no profile needs to be kept."""
    profile = picture.info.get("icc_profile")
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if clear else "L" if picture.mode in ("1", "L", "I", "I;16") else "RGB"
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # a broken profile: the colours as they are
        if turned is not None:
            return turned
    return picture.convert(mode)


def _saved(picture: Image.Image, kind: str) -> bytes:
    dots = Image.new(picture.mode, picture.size)
    dots.paste(picture)
    if kind == "JPEG" and dots.mode == "RGBA":
        dots = dots.convert("RGB")
    written = io.BytesIO()
    dots.save(written, kind, **({} if kind == "PNG" else {"quality": 90}))
    return written.getvalue()
