"""Passwords as they are given: asked for without being shown, or the one line of a file; never on the command line.

What is wrong with one is told without it.
"""

from __future__ import annotations

import getpass
import warnings
from pathlib import Path

import click

from readiness.files.password import Password
from readiness.foundation.errors import Mistake, ReadinessError, UsageError

SHORTEST, LONGEST = 12, 255  # characters: fewer are soon guessed, of more Excel takes none
LARGEST_FILE = 4096
PROMPT = "Password of workbooks with children"
OF_DATABASE = "--database-password-file"


def read_password(ask: bool, file: Path | None, to_write: bool) -> Password | None:
    """The password; None when nobody gives one. One that is ``to_write`` with is asked twice. Raises UsageError."""
    if ask and file:
        raise UsageError(Mistake("--password", "is given, and so is --password-file", "Give one of the two"))
    if not ask and file is None:
        return None
    place = "--password" if file is None else f"--password-file {file.name}"
    text = _asked(PROMPT, place, to_write) if file is None else _in_file(file, place)
    wrong = _wrong(text, to_write)
    if wrong:
        raise UsageError(Mistake(place, *wrong))
    return Password(text)


def read_database_password(folder: Path, source: Path | None, file: Path | None) -> Password | None:
    """The password of whoever connects to the database that case data are in; None when none is needed.

    It is asked for where no file holds it. Raises UsageError.
    """
    user = _user_of_database(folder, source)
    if not user:
        if file is not None:
            do = f'Name under "database" the "user" whose password it is, or leave out {OF_DATABASE}'
            raise UsageError(Mistake(OF_DATABASE, "is given, and no user of a database has a password", do))
        return None
    place = "the password of the database" if file is None else f"{OF_DATABASE} {file.name}"
    text = _asked(f"Password of {user} in the database", place, False) if file is None else _in_file(file, place)
    wrong = _wrong(text, False)
    if wrong:
        raise UsageError(Mistake(place, *wrong))
    return Password(text)


def _user_of_database(folder: Path, source: Path | None) -> str:
    """Who connects with a password, as the settings say; what is wrong with them is told by the command itself."""
    from readiness.authority.settings import open_workspace  # noqa: PLC0415 (takes a while, and help does not need it)

    try:
        database = open_workspace(folder, source).database
    except ReadinessError:
        return ""
    return database.user if database else ""


def refuse_value(_: click.Context, __: click.Parameter, value: str | None) -> bool:
    """Whether a password is to be asked for; refuses one that stands on the command line, without showing it."""
    if value not in (None, ASK_FOR_IT):
        wrong = "takes no password on the command line, where other programs and the history of the shell keep it"
        do = "Put it last, and you are asked; or give --password-file FILE. Use another password than that one"
        raise UsageError(Mistake("--password", wrong, do))
    return value == ASK_FOR_IT


ASK_FOR_IT = "\0"  # stands for the option without a value, and can be typed by nobody


def _asked(prompt: str, place: str, twice: bool) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would be shown while it is typed
            return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))
    except getpass.GetPassWarning:
        wrong = "cannot be asked for here without being shown"
        option = "--password-file" if place == "--password" else OF_DATABASE
        raise UsageError(Mistake(place, wrong, f"Give {option} FILE")) from None


def _in_file(file: Path, place: str) -> str:
    """The first line of a file that has no other."""
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST_FILE).decode("utf-8-sig")
    except OSError:
        raise UsageError(Mistake(place, "cannot be read", "Check that it is there and that you may read it")) from None
    except UnicodeDecodeError:
        raise UsageError(Mistake(place, "is not a text file", "Save the password as plain text, UTF-8")) from None
    first, _, others = text.replace("\r\n", "\n").partition("\n")
    if others.strip():
        raise UsageError(Mistake(place, "has more than one line", "Leave nothing in it but the password"))
    return first


def _wrong(text: str, to_write: bool) -> tuple[str, str] | None:
    if not text:
        return "there is no password", "Write it on the first line"
    if text != text.strip() or not text.isprintable():
        return "the password begins or ends with a space, or has a letter that nobody can see", "Take it out"
    if len(text) > LONGEST:
        return f"the password has more than {LONGEST} characters, which Excel does not take", "Choose a shorter one"
    if to_write and len(text) < SHORTEST:
        do = "Choose a longer one; four words that have nothing to do with each other are easy to remember"
        return f"the password has fewer than {SHORTEST} characters, which are soon guessed", do
    return None
