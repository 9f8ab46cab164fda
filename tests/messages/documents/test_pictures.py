"""Pictures people send: what is taken, what is kept of it, and what is refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from messages.documents.pictures import (
    LONGER_SIDE,
    MAX_BYTES,
    MAX_PIXELS,
    PRINTED_SIDE,
    CleanedPicture,
    PictureRefused,
    clean_picture,
    shrink_for_print,
)

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
TURNED = {2: "mirrored", 3: "upside down", 6: "to the left", 8: "to the right"}


def file_of(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def shown(picture: CleanedPicture) -> Image.Image:
    opened = Image.open(BytesIO(picture.jpeg))
    opened.load()
    return opened


def four_colours() -> Image.Image:
    """Red and green above, blue and white below; wider than high."""
    image = Image.new("RGB", (64, 32), "white")
    for colour, corner in (("red", (0, 0)), ("lime", (32, 0)), ("blue", (0, 16))):
        image.paste(colour, (*corner, corner[0] + 32, corner[1] + 16))
    return image


def as_held(image: Image.Image, orientation: int) -> Image.Image:
    """How a phone held otherwise stores what should be seen as `image`."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }
    return image.transpose(undo[orientation])


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = image.getpixel(at)
    assert isinstance(pixel, tuple)
    return all(abs(found - wanted) < 30 for found, wanted in zip(pixel, colour, strict=True))


def refusal(data: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(data)
    return refused.value.reason


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says it is that large, without the pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_taken_whatever_its_kind(kind: str) -> None:
    picture = clean_picture(file_of(four_colours(), kind))
    image = shown(picture)
    assert image.format == "JPEG"
    assert image.size == (picture.width, picture.height) == (64, 32)
    assert near(image, (8, 8), (255, 0, 0))
    assert near(image, (60, 28), (255, 255, 255))


@pytest.mark.parametrize("orientation", TURNED, ids=TURNED.values())
def test_a_picture_stands_upright_however_the_phone_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = shown(clean_picture(file_of(as_held(four_colours(), orientation), quality=95, exif=exif)))
    assert image.size == (64, 32)
    assert near(image, (8, 8), (255, 0, 0))
    assert near(image, (56, 8), (0, 255, 0))
    assert near(image, (8, 24), (0, 0, 255))
    assert image.getexif() == {}


@pytest.mark.parametrize("orientation", [6, 8])
def test_a_picture_beside_which_something_broken_is_told_is_taken_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "A phone of somebody"
    broken = bytearray(exif.tobytes())
    broken[broken.index(b"\x01\x0f") + 1] = 2  # its maker is said to be the bits of a colour, which are numbers
    image = shown(clean_picture(file_of(as_held(four_colours(), orientation), quality=95, exif=bytes(broken))))
    assert image.size == (64, 32)
    assert near(image, (8, 8), (255, 0, 0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_told_of_where_and_with_what_it_was_taken(kind: str) -> None:
    exif = Image.Exif()
    exif[MAKER] = "A phone of somebody"
    exif[GPS] = {1: "N", 2: (16.0, 25.0, 48.0), 3: "E", 4: (102.0, 49.0, 48.0)}
    written = file_of(four_colours(), kind, exif=exif, xmp=b"<x:xmpmeta>A phone</x:xmpmeta>", comment=b"A phone")
    assert Image.open(BytesIO(written)).getexif().get_ifd(GPS)
    picture = clean_picture(written)
    image = shown(picture)
    assert image.getexif() == {}
    assert {"exif", "xmp", "comment", "icc_profile"} & set(image.info) == set()
    assert b"phone" not in picture.jpeg


def test_the_profile_of_its_colours_is_not_kept() -> None:
    picture = clean_picture(file_of(four_colours(), icc_profile=b"the profile of a phone" * 10))
    assert b"the profile of a phone" not in picture.jpeg


@pytest.mark.parametrize(("size", "expected"), [((4000, 3000), (2048, 1536)), ((300, 4096), (150, 2048))])
def test_a_large_picture_is_made_smaller_in_proportion(size: tuple[int, int], expected: tuple[int, int]) -> None:
    picture = clean_picture(file_of(Image.new("RGB", size, "red")))
    assert (picture.width, picture.height) == shown(picture).size == expected


def test_a_small_picture_keeps_its_size() -> None:
    picture = clean_picture(file_of(Image.new("RGB", (LONGER_SIDE, 10), "red")))
    assert (picture.width, picture.height) == (LONGER_SIDE, 10)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    see_through = Image.new("RGBA", (20, 20), (0, 0, 0, 0)).convert(mode)
    assert near(shown(clean_picture(file_of(see_through, "PNG"))), (10, 10), (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_in_other_colours_becomes_rgb(mode: str) -> None:
    image = shown(clean_picture(file_of(Image.new("RGB", (20, 20), (128, 128, 128)).convert(mode))))
    assert image.mode == "RGB"
    assert near(image, (10, 10), (128, 128, 128))


def test_a_grey_picture_of_sixteen_bits_is_as_dark_as_it_was() -> None:
    row = b"\x00\x40" * 2000 + b"\x00\xc0" * 2000
    seen = shown(clean_picture(file_of(Image.frombytes("I;16", (4000, 20), row * 20), "PNG")))
    assert seen.size == (2048, 10)
    assert near(seen, (500, 5), (0x40, 0x40, 0x40))
    assert near(seen, (1500, 5), (0xC0, 0xC0, 0xC0))


@pytest.mark.parametrize("mode", ["1", "P"])
def test_colours_that_come_together_are_blended_in_every_kind_of_picture(mode: str) -> None:
    stripes = Image.new("RGB", (2 * LONGER_SIDE, 16), "black")
    for x in range(0, stripes.width, 2):
        stripes.paste("white", (x, 0, x + 1, 16))
    assert near(shown(clean_picture(file_of(stripes.convert(mode), "PNG"))), (1000, 4), (128, 128, 128))


def test_of_a_phones_two_pictures_in_one_the_first_is_taken() -> None:
    both = file_of(four_colours(), "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    assert shown(clean_picture(both)).size == (64, 32)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_ends_in_the_middle_is_refused(kind: str) -> None:
    whole = file_of(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    clean_picture(whole)
    assert refusal(whole[: len(whole) // 2]) == "not_a_picture"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "รายงานผลการดำเนินงาน".encode(),
        b"\xff\xd8\xff\xe0 this is no JPEG",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%PDF-1.7 whatever",
        b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0",
    ],
    ids=["nothing", "text", "text that begins like a JPEG", "SVG", "PDF", "a WEBP without a picture"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal(data) == "not_a_picture"


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO"])
def test_a_picture_of_another_kind_is_refused(kind: str) -> None:
    moving = {"save_all": True, "append_images": [Image.new("RGB", (64, 32))]} if kind == "GIF" else {}
    assert refusal(file_of(four_colours(), kind, **moving)) == "not_a_picture"


def test_a_file_over_the_limit_is_not_even_opened() -> None:
    picture = file_of(four_colours())
    assert refusal(picture + b"\0" * (MAX_BYTES + 1 - len(picture))) == "too_large"
    assert clean_picture(picture + b"\0" * (MAX_BYTES - len(picture))).width == 64


@pytest.mark.parametrize("size", [(5_001, 10_000), (9_000, 10_000), (20_000, 10_000), (60_000, 60_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(size: tuple[int, int]) -> None:
    assert size[0] * size[1] > MAX_PIXELS
    assert refusal(png_of_size(*size)) == "too_large"


def test_as_many_pixels_as_allowed_are_looked_at() -> None:
    assert refusal(png_of_size(5_000, 10_000)) == "not_a_picture"


def test_a_text_that_unpacks_to_megabytes_is_refused() -> None:
    bomb = PngImagePlugin.PngInfo()
    bomb.add_text("a", "x" * 5_000_000, zip=True)
    assert refusal(file_of(four_colours(), "PNG", pnginfo=bomb)) == "not_a_picture"


def test_a_picture_for_print_is_small_and_keeps_its_shape() -> None:
    kept = clean_picture(file_of(Image.effect_noise((3000, 2000), 90).convert("RGB")))
    small = shrink_for_print(kept.jpeg)
    assert (small.width, small.height) == (PRINTED_SIDE, PRINTED_SIDE * 2 // 3)
    assert shown(small).size == (small.width, small.height)
    assert len(small.jpeg) < len(kept.jpeg) / 3


def test_a_small_picture_is_not_made_larger_for_print() -> None:
    small = shrink_for_print(clean_picture(file_of(four_colours())).jpeg)
    assert (small.width, small.height) == (64, 32)
    assert near(shown(small), (8, 8), (255, 0, 0))


def test_the_same_picture_gives_the_same_bytes_for_print() -> None:
    jpeg = clean_picture(file_of(four_colours())).jpeg
    assert shrink_for_print(jpeg) == shrink_for_print(jpeg)


@pytest.mark.parametrize("data", [b"", b"no picture"])
def test_what_cannot_be_shown_is_not_printed(data: bytes) -> None:
    with pytest.raises(PictureRefused):
        shrink_for_print(data)
