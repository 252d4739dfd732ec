"""Reads YAML as its authors wrote it: every scalar is text, a repeated key is a mistake, and every part keeps its line.

Leaves what the parts mean to the model. Bare YAML would turn "No", "01" and "1:30" into something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from readiness.foundation.errors import Mistake
from readiness.foundation.normalise import visible
from readiness.foundation.phrases import nearest
from readiness.specification.yaml_words import TOO_DEEP_IN_YAML, of_a_page, of_a_value

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Model = TypeVar("Model")
LARGEST_PAGE = 1 << 20  # bytes, ten times the largest there is
MOST_NODES = 50_000  # a page may point to its own parts, and a few such lines can unfold to millions


class _TooMuch(Exception):
    """A page unfolds to more parts than any page has."""


class Page:
    """One YAML file: its plain content and the line of each part. ``place`` is the file as people are told it."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        self.mistakes: list[Mistake] = []
        self._lines: dict[tuple[str, ...], int] = {}
        self._parts = 0
        self.content: Any = {}
        try:
            root = yaml.compose(text, Loader=_LOADER)
            self.content = self._plain(root, ()) if root is not None else {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.mistakes.append(Mistake(self.at_line(mark.line + 1 if mark else 1), *of_a_page(error)))
        except RecursionError:
            self.content = {}
            self.mistakes.append(Mistake(place, *TOO_DEEP_IN_YAML))
        except _TooMuch:
            self.content = {}
            wrong = f"has more than {MOST_NODES:,} parts, those counted that * points to"
            self.mistakes.append(Mistake(place, wrong, "Write in full what * points to, or put the page in its place"))

    def at_line(self, line: int) -> str:
        """A place in this file."""
        return f"{self.place}:{line}"

    def at(self, *path: object) -> str:
        """The place of the part at that path, or of the nearest part around it."""
        keys = tuple(map(str, path))
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return self.at_line(self._lines.get(keys, 1))

    def _plain(self, node: yaml.Node, path: tuple[str, ...]) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        self._parts += 1
        if self._parts > MOST_NODES:
            raise _TooMuch
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*path, str(index))) for index, item in enumerate(node.value)]
        if not isinstance(node, yaml.MappingNode):
            return visible(node.value)
        content: dict[str, Any] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in content:
                self.mistakes.append(Mistake(self.at_line(line), f'"{name}" stands here twice', "Keep one of them"))
            self._lines[(*path, name)] = line
            content[name] = self._plain(value, (*path, name))
        return content


def read_page(file: Path, root: Path) -> Page:
    """The page in a file below ``root``, whose own name begins the places it gives."""
    return read_page_as(f"{root.name}/{file.relative_to(root).as_posix()}", file)


def read_page_as(place: str, file: Path) -> Page:
    """The page in a file, under the name people are to be told."""
    try:
        if file.stat().st_size > LARGEST_PAGE:
            page = Page(place, "")
            page.mistakes.append(Mistake(place, "is far larger than any page", "Put the page in its place"))
            return page
        return Page(place, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        page = Page(place, "")
        page.mistakes.append(Mistake(place, "cannot be read as UTF-8 text", "Save it as UTF-8"))
        return page


def shape(page: Page, model: type[Model], content: Any = None, path: tuple[str, ...] = ()) -> Model | None:
    """The page, or the part of it at ``path``, as the model says it must be; mistakes go to the page."""
    try:
        return TypeAdapter(model).validate_python(page.content if content is None else content)
    except ValidationError as error:
        page.mistakes.extend(_mistakes(page, model, error, path))
        return None


def _mistakes(page: Page, model: type, error: ValidationError, path: tuple[str, ...]) -> Iterable[Mistake]:
    for detail in error.errors():
        where = tuple(str(part) for part in detail["loc"] if part != "[key]")
        place = page.at(*path, *where)
        key = where[-1] if where else ""
        if detail["type"] == "extra_forbidden":
            yield Mistake(place, f'"{key}" is not a key here', nearest(key, _keys(model, where[:-1])))
        elif detail["type"] == "missing":
            yield Mistake(place, f'"{key}" is missing', "Add it")
        elif detail["type"] == "literal_error":
            expected = str(detail["ctx"]["expected"]).replace("'", '"')
            yield Mistake(place, f'"{detail["input"]}" cannot stand under "{key}"', f"Choose {expected}")
        else:
            yield Mistake(place, *of_a_value(key, detail))


def _keys(model: Any, path: tuple[str, ...]) -> list[str]:
    """The keys the model knows at that path."""
    for part in path:
        model = _inner(model, part)
    fields = getattr(model, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _inner(model: Any, part: str) -> Any:
    if isinstance(model, type) and issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
        return None
    arguments = [argument for argument in getattr(model, "__args__", ()) if argument is not Ellipsis]
    return arguments[-1] if arguments else None
