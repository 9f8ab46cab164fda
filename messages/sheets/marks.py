"""What is known of a sheet beside its values, gathered while a workbook's parts go by."""

from __future__ import annotations

from dataclasses import dataclass, field

from messages.sheets.sheet import Mark, Merged, Place


@dataclass(slots=True)
class SheetMarks:
    """As the fields of messages.sheets.sheet.Sheet of the same names."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    marks: dict[Place, Mark] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
