"""A document written as a file: docx, xlsx or pdf. The same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.documents.blocks import Document
from messages.documents.writers.docx import write_docx
from messages.documents.writers.pdf import write_pdf
from messages.documents.writers.xlsx import write_xlsx

WRITERS: Mapping[str, Callable[[Document], bytes]] = {"docx": write_docx, "xlsx": write_xlsx, "pdf": write_pdf}
"""docx and pdf raise messages.documents.menu_picture.NoThaiFont where nothing can draw Thai letters."""
