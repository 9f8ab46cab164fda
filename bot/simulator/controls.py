"""What only the product can do for the page: travel in time, save a conversation, open another office, show a form.

Whoever runs the simulator sets `Simulator.controls`; the page shows a control for each thing that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

Option = tuple[str, str]
"""An id, and what people read."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A way for a visitor to begin: who says what, and whether the link that is answered is opened."""

    label: str
    says: str
    in_group: bool = False
    opens_link: bool = False


class NotSaved(Exception):
    """The conversation cannot become a test; the exception's text says why, to people."""


@dataclass(frozen=True, slots=True)
class DemoControls:
    """Nothing given, nothing offered.

    `title`, `about`: what the visitor looks at, in one line; where they are there, the page folds its tools away.
    `beginnings`: the first things to try.
    `jumps`: ways forward in time by id (next_day, next_working_morning, to_deadline); each gives the moment arrived at.
    `save_dialog`: takes a chat and the number of its line to begin with, gives TOML; raises NotSaved.
    `offices`, `forms`: what `open_office` and `form_page` take. `form_page`: every prompt of a form, as plain lines.
    """

    title: str = ""
    about: str = ""
    beginnings: Sequence[Beginning] = ()
    jumps: Mapping[str, Callable[[], datetime]] = field(default_factory=dict)
    save_dialog: Callable[[str, int], str] | None = None
    offices: Sequence[Option] = ()
    open_office: Callable[[str], object] | None = None
    reset: Callable[[], object] | None = None
    forms: Sequence[Option] = ()
    form_page: Callable[[str], str] | None = None
