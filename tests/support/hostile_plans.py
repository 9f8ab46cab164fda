"""Spreadsheets made to harm whoever reads them: asking for memory, for time, or for other files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping

from tests.messages.plans.made import HEADER, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
PLAN = xlsx([HEADER, (1, "อบรมครู", 500, "กลุ่มนิเทศ")])
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


def parts(data: bytes = PLAN, **changed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()} | changed


def pack(contents: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return pack({**parts(), name: content})


def worksheet(body: str, before: str = "", root: str = "worksheet") -> bytes:
    text = f'<?xml version="1.0"?>{before}<{root} xmlns="{MAIN}" xmlns:x="{MAIN}">{body}</{root}>'
    return with_part(SHEET, text.encode())


def cells(*written: str) -> bytes:
    return worksheet("<sheetData><row>" + "".join(written) + "</row></sheetData>")


def content(body: str) -> bytes:
    text = (
        f'<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0"'
        f' xmlns:text="{OFFICE}text:1.0"><office:body><office:spreadsheet><table:table table:name="a">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0"/>'
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return pack(
        {"mimetype": mimetype.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": text.encode()}
    )


def repeat_cells(rows: int, columns: int) -> bytes:
    return content(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float"'
        f' office:value="1" table:number-columns-repeated="{columns}"/></table:table-row>'
    )


def false_size() -> bytes:
    """A part of 600 million bytes whose directory says 10."""
    data = bytearray(with_part(STRINGS, b"<sst>" + b" " * 600_000_000 + b"</sst>"))
    for at in _headers(bytes(data), b"PK\x01\x02", 46):
        data[at + 24 : at + 28] = struct.pack("<I", 10)
    for at in _headers(bytes(data), b"PK\x03\x04", 30):
        data[at + 22 : at + 26] = struct.pack("<I", 10)
    return bytes(data)


def _headers(data: bytes, mark: bytes, size: int) -> Iterable[int]:
    at = data.find(mark)
    while at >= 0:
        length = struct.unpack("<H", data[at + (26 if size == 30 else 28) :][:2])[0]
        if data[at + size : at + size + length] == STRINGS.encode():
            yield at
        at = data.find(mark, at + 4)


def elsewhere() -> bytes:
    """The worksheet in a part whose name speaks of none."""
    contents = parts()
    relations = contents["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"other/part.bin")
    contents |= {"xl/_rels/workbook.xml.rels": relations.replace(b"/xl/other", b"other")}
    contents["xl/other/part.bin"] = contents.pop(SHEET).replace(b'r="A2"', b"r='XFD1048576'")
    return pack(contents)


def bomb(name: str, root: str) -> bytes:
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    return with_part(
        name, f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><{root} xmlns="{MAIN}">&a11;</{root}>'.encode()
    )


def compound(**fields: int) -> bytes:
    """An old workbook's frame with sizes nobody could keep."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, fields.get("sector", 9), 6)
    struct.pack_into("<III", header, 44, fields.get("fat", 0xFFFFFFF0), 1, 0)
    struct.pack_into("<I", header, 72, fields.get("more", 0xFFFFFFF0))
    struct.pack_into("<109I", header, 76, *([fields.get("at", 0)] * 109))
    return bytes(header) + b"\1\0\0\0" * 128 * 8


CELL = '<c r={quote}{place}{quote} t="inlineStr"><is><t>x</t></is></c>'


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "far-cell.xlsx": lambda: cells(CELL.format(quote='"', place="A1"), CELL.format(quote='"', place="XFD1048576")),
    "far-cell-single-quotes.xlsx": lambda: cells(CELL.format(quote="'", place="XFD15000")),
    "far-cell-spaces.xlsx": lambda: cells("<c r = '\nXFD15000 ' ><v>1</v></c>"),
    "far-cell-small-letters.xlsx": lambda: cells("<c r='xfd15000'><v>1</v></c>"),
    "far-cell-without-value.xlsx": lambda: cells("<c r='A1'><v>1</v></c><c r='XFD15000'><v></v></c>"),
    "far-row.xlsx": lambda: worksheet("<sheetData><row r='1048576'><c><v>1</v></c></row></sheetData>"),
    "far-cell-prefixed.xlsx": lambda: worksheet(
        "<x:sheetData><x:row><x:c r='XFD15000'><x:v>1</x:v></x:c></x:row></x:sheetData>"
    ),
    "far-cell-elsewhere.xlsx": elsewhere,
    "wide-row.xlsx": lambda: cells("<c><v>1</v></c>" * 400_000),
    "many-cells.xlsx": lambda: worksheet(
        "<sheetData>" + ("<row>" + "<c><v>1</v></c>" * 900 + "</row>") * 2_000 + "</sheetData>"
    ),
    "empty-rows.xlsx": lambda: worksheet("<sheetData>" + "<row/>" * 8_000_000 + "</sheetData>"),
    "entities-in-sheet.xlsx": lambda: bomb(SHEET, "worksheet"),
    "entities-in-strings.xlsx": lambda: bomb(STRINGS, "sst"),
    "entities-in-styles.xlsx": lambda: bomb(STYLES, "styleSheet"),
    "other-file.xlsx": lambda: worksheet("&x;", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "false-size.xlsx": false_size,
    "swollen.xlsx": lambda: with_part(STRINGS, b"<sst>" + b"<si><t>a</t></si>" * 20_000_000 + b"</sst>"),
    "swollen-sheet.xlsx": lambda: worksheet("<sheetData/>" + " " * 400_000_000),
    "deep.xlsx": lambda: worksheet("<a>" * 3_000_000 + "</a>" * 3_000_000),
    "merged-all.xlsx": lambda: worksheet(
        "<sheetData/><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 500_000 + "</mergeCells>"
    ),
    "string-count.xlsx": lambda: with_part(
        STRINGS, f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"/>'.encode()
    ),
    "string-index.xlsx": lambda: cells('<c r="A1" t="s"><v>4294967295</v></c>'),
    "long-string.xlsx": lambda: cells(f'<c r="A1" t="inlineStr"><is><t>{"ก" * 30_000_000}</t></is></c>'),
    "many-styles.xlsx": lambda: with_part(
        STYLES, f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 5_000_000}</cellXfs></styleSheet>'.encode()
    ),
    "long-format.xlsx": lambda: with_part(
        STYLES,
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164"'
        f' formatCode="{"[" * 100_000}{"0," * 100_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'.encode(),
    ),
    "hidden-columns.xlsx": lambda: worksheet('<cols><col min="1" max="999999999" hidden="1"/></cols>' * 20_000),
    "huge-number.xlsx": lambda: cells("<c r='A1'><v>1e999999999</v></c><c r='B1' s='1'><v>nan</v></c>"),
    "many-parts.xlsx": lambda: pack(
        {**parts(), **{f"xl/worksheets/sheet{at}.xml": b"<a/>" for at in range(2, 60_000)}}
    ),
    "repeated-cells.ods": lambda: repeat_cells(1_048_576, 16_384),
    "repeated-within-limits.ods": lambda: repeat_cells(20_000, 1_000),
    "deep.ods": lambda: content("<table:table-row>" * 3_000_000 + "</table:table-row>" * 3_000_000),
    "swollen.ods": lambda: content(" " * 400_000_000),
    "spanned.ods": lambda: content(
        '<table:table-row><table:table-cell table:number-rows-spanned="1048576" table:number-columns-spanned="16384"'
        ' office:value-type="float" office:value="1"/></table:table-row>' * 20_000
    ),
    "looping.xls": lambda: compound(at=0),
    "huge-sectors.xls": lambda: compound(sector=31),
    "many-sectors.xls": lambda: compound(more=0xFFFFFFF),
    "commas.csv": lambda: b"," * 19_000_000,
    "lines.csv": lambda: b"\n" * 19_000_000,
    "one-quote.csv": lambda: b'"' + b"a,\n" * 6_000_000,
    "quotes.csv": lambda: b'""' * 9_500_000,
}
"""How to make each, by its name. All are refused, or read as the little they hold."""
LARGE = frozenset(
    {"false-size.xlsx", "swollen.xlsx", "swollen-sheet.xlsx", "swollen.ods", "empty-rows.xlsx", "many-styles.xlsx"}
)
"""Those that take hundreds of megabytes to make: python -m tests.bench.hostile reads them too."""
