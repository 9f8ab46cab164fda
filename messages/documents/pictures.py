"""Pictures people send, made fit to keep: looked at, turned upright, made smaller, and rid of all they tell besides.

A phone writes into a picture where it was taken; nothing but the picture itself is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from PIL import ExifTags, Image

MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 50_000_000
LONGER_SIDE = 2048
"""Pixels: sharp on a full printed page, a few hundred kilobytes to keep."""
QUALITY = 85
MAX_SCANS = 1000
"""Passes of a JPEG, each of which costs as much as a whole picture: cameras and programs make ten at most. As many may
be read into the film that some phones put behind a picture."""
_SCAN = b"\xff\xda"

PRINTED_SIDE = 960
"""Pixels: a picture half a page wide at 300 an inch; a tenth of the bytes of LONGER_SIDE."""
PRINTED_QUALITY = 80

_JPEG = b"\xff\xd8"
_FORMATS = ("JPEG", "PNG", "WEBP")
_BOX = (LONGER_SIDE, LONGER_SIDE)
_UNBLENDABLE = {"1", "P"}
"""Black and white, and palettes: two of their colours make no third."""
_DEEP = {"I", "I;16", "I;16B"}
"""Greys of sixteen bits, of which Pillow would make white whatever is no black."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by the orientation its file tells."""
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)

Reason = Literal["not_a_picture", "too_large"]


class PictureRefused(Exception):
    """These bytes are not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanedPicture:
    """`width` and `height` in pixels."""

    jpeg: bytes
    width: int
    height: int


def clean_picture(data: bytes) -> CleanedPicture:
    """The picture that a JPEG, PNG or WEBP file shows, whatever the file is called.

    Raises PictureRefused: `too_large` over MAX_BYTES or MAX_PIXELS, `not_a_picture` for everything else that cannot
    be shown to its last pixel.
    """
    if len(data) > MAX_BYTES:
        raise PictureRefused("too_large")
    if data.count(_SCAN) > MAX_SCANS and data.startswith(_JPEG):
        raise PictureRefused("not_a_picture")
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            return _clean_image(image)
    except PictureRefused:
        raise
    except _TOO_LARGE:
        raise PictureRefused("too_large") from None
    except Exception:  # Pillow's readers raise nearly anything for what is broken
        raise PictureRefused("not_a_picture") from None


def shrink_for_print(jpeg: bytes) -> CleanedPicture:
    """A kept picture as small as a document needs it. Raises PictureRefused where it cannot be shown."""
    try:
        with Image.open(BytesIO(jpeg), formats=_FORMATS) as image:
            image.draft("RGB", (PRINTED_SIDE, PRINTED_SIDE))
            shown = image.convert("RGB")
    except Exception:  # Pillow's readers raise nearly anything for what is broken
        raise PictureRefused("not_a_picture") from None
    shown.thumbnail((PRINTED_SIDE, PRINTED_SIDE), Image.Resampling.LANCZOS)
    small = BytesIO()
    shown.save(small, "JPEG", quality=PRINTED_QUALITY)
    return CleanedPicture(small.getvalue(), shown.width, shown.height)


def _clean_image(image: Image.Image) -> CleanedPicture:
    if image.width * image.height > MAX_PIXELS:
        raise PictureRefused("too_large")
    # Made smaller before all else: each further step would hold every pixel once more.
    small = image.convert("RGBA") if image.mode in _UNBLENDABLE else _to_eight_bits(image)
    small.thumbnail(_BOX, Image.Resampling.LANCZOS)
    shown = _paste_on_white(_turn_upright(small))
    jpeg = BytesIO()
    shown.save(jpeg, "JPEG", quality=QUALITY)
    return CleanedPicture(jpeg.getvalue(), shown.width, shown.height)


def _to_eight_bits(image: Image.Image) -> Image.Image:
    if image.mode not in _DEEP:
        return image
    image.info.pop("transparency", None)  # told in sixteen bits
    return image.point(lambda grey: grey * (1 / 256)).convert("L")


def _turn_upright(image: Image.Image) -> Image.Image:
    """As it was held. Whatever else is told beside the picture may be broken, and is not looked at."""
    try:
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow's readers raise nearly anything for what is broken
        return image
    return image if turn is None else image.transpose(turn)


def _paste_on_white(image: Image.Image) -> Image.Image:
    """On a fresh sheet, onto which nothing but pixels comes."""
    sheet = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        sheet.paste(layer, mask=layer)
    else:
        sheet.paste(image.convert("RGB"))
    return sheet
