"""Writes a page: one HTML file that fetches nothing, from a Jinja template that its author may restyle.

What the page says and shows is the template's; here are the escaping and the places of mistakes.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.foundation.placeholders import SLIPS, environment, line_of, slip

HELP = "See the templates' README"


def write_page(template: Path, place: str, fields: Mapping[str, Any], day: dt.date) -> bytes:
    """The page's bytes: UTF-8, the same for the same fields, every value escaped.

    ``place`` is the template as its author knows it. ``day`` is the day the page is made for; the template has it as
    ``made_for``. A template reads no other file. Raises SpecificationError.
    """
    sandbox = environment(autoescape=True).overlay(trim_blocks=True, lstrip_blocks=True)
    sandbox.filters["fingerprint"] = _fingerprint
    try:
        page = sandbox.from_string(template.read_text(encoding="utf-8-sig"))
        text = page.render({**fields, "made_for": day})
    except UnicodeDecodeError:
        raise SpecificationError(Mistake(place, "is not UTF-8 text", "Save it as UTF-8")) from None
    except OSError as error:
        wrong = f"cannot be read ({type(error).__name__})"
        raise SpecificationError(Mistake(place, wrong, "Put the template back, or delete your copy of it")) from None
    except TemplateSyntaxError as error:
        raise SpecificationError(_unreadable(error, place, sandbox)) from None
    except (*SLIPS, AttributeError, LookupError) as error:
        raise SpecificationError(slip(error, _at(error, place), fields)) from None
    return (text.strip() + "\n").encode("utf-8", "replace")


def page_texts(template: Path) -> tuple[str, ...]:
    """The text of a template that holds fields."""
    return (template.read_text(encoding="utf-8-sig"),)


def _fingerprint(text: str) -> str:
    """What a content security policy knows a style or a script by, so that no other is obeyed."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _at(error: Exception, place: str) -> str:
    """The place with the line of the template on which it went wrong, when that is known."""
    line = line_of(error)
    return f"{place}:{line}" if line else place


def _unreadable(error: TemplateSyntaxError, place: str, sandbox: SandboxedEnvironment) -> Mistake:
    """What a person is told of a template that does not follow Jinja's rules."""
    said, line = error.message or "", f"{place}:{error.lineno}"
    unknown = re.match(r"No (filter|test) named '(.*?)'", said)
    if not unknown:
        return Mistake(line, f"not readable as a template: {said}", HELP)
    known = sandbox.filters if unknown[1] == "filter" else sandbox.tests
    return Mistake(line, f'unknown {unknown[1]} "{unknown[2]}"', nearest(unknown[2], known) or HELP)
