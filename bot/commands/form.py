"""`tanrob form check FILE` and `tanrob form preview FILE`: an office's own form before it is used."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.cli import CommandRefused
from messages.chat.form_preview import preview
from messages.forms.form import Form
from messages.forms.loader import FormRefused, library, load
from messages.texts import say


@click.group("form", help=say("commands.form.help"))
def form_command() -> None:
    """Groups the commands on forms."""


def load_file(path: Path) -> Form:
    """The form in a file. Raises FormRefused; a file that cannot be read ends the command."""
    try:
        return load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandRefused(say("office.unreadable", path=path)) from error


def _form(name: str) -> Form:
    try:
        return library().get(name) or load_file(Path(name))
    except FormRefused as refusal:
        raise CommandRefused("\n".join(refusal.problems)) from refusal


@form_command.command("check", help=say("commands.form_check.help"))
@click.argument("file")
def check(file: str) -> None:
    """Every problem at once, in the author's words."""
    form = _form(file)
    click.echo(say("commands.form_check.fine", id=form.id, version=form.version, count=len(form.questions)))


@form_command.command("preview", help=say("commands.form_preview.help"))
@click.argument("file")
def show(file: str) -> None:
    """Every prompt as an owner would see it."""
    click.echo(preview(_form(file), with_ids=True))
