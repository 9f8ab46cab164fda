"""What only the product can do for the page: travel in time, save a conversation, open another office, show a form.

Whoever runs the simulator sets `Simulator.controls`; the page shows a control for each thing that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

Option = tuple[str, str]
"""An id, and what people read."""


class NotSaved(Exception):
    """The conversation cannot become a test; the exception's text says why, to people."""


@dataclass(frozen=True, slots=True)
class DemoControls:
    """Nothing given, nothing offered.

    `jumps`: ways forward in time by id (next_day, next_working_morning, to_deadline); each gives the moment arrived at.
    `save_dialog`: takes a chat and the number of its line to begin with, gives TOML; raises NotSaved.
    `offices`, `forms`: what `open_office` and `form_page` take. `form_page`: every prompt of a form, as plain lines.
    """

    jumps: Mapping[str, Callable[[], datetime]] = field(default_factory=dict)
    save_dialog: Callable[[str, int], str] | None = None
    offices: Sequence[Option] = ()
    open_office: Callable[[str], object] | None = None
    reset: Callable[[], object] | None = None
    forms: Sequence[Option] = ()
    form_page: Callable[[str], str] | None = None
