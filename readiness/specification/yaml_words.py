"""What is wrong in a YAML page, in our own words and not those of the libraries that read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

TEXT = ("is to be words on one line", "Write plain words after the colon, or in quotation marks")
FEW = ("is to be a list", "Write [one, another], or one a line, each after a dash")
YAML_PARTS = (
    "is to have parts of its own",
    "Write each part on its own line below, further in, as part: what it is",
)
WHOLE_NUMBER = ("is to be a whole number", "Write it in figures, as 12")
NUMBER = ("is to be a number", "Write it in figures, as 12 or 12.5")
YES_NO = ("is to be yes or no", "Write yes or no")
DAY = ("is to be a day", "Write it as 2026-01-31")
EMPTY = ("is empty", "Write something there, or take the line away if it is not needed")
SHAPE = ("is not written as it has to be", "Write it as the README beside it shows, without other signs")
TOO_DEEP_IN_YAML = (
    "has parts within parts more deeply than any page, or without end",
    "Begin lines less far in, and write in full what * points to",
)
OTHER = ("is not as it should be", "See the README beside it")
MENDED_BY_KIND: Mapping[str, tuple[str, str]] = {
    "string_type": TEXT,
    "string_pattern_mismatch": SHAPE,
    "string_too_short": EMPTY,
    "string_too_long": ("is too long", "Shorten it"),
    "too_short": EMPTY,
    "tuple_type": FEW,
    "list_type": FEW,
    "frozen_set_type": FEW,
    "set_type": FEW,
    "dict_type": YAML_PARTS,
    "mapping_type": YAML_PARTS,
    "model_type": YAML_PARTS,
    "model_attributes_type": YAML_PARTS,
    "dataclass_type": YAML_PARTS,
    "int_type": WHOLE_NUMBER,
    "int_parsing": WHOLE_NUMBER,
    "int_parsing_size": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "bool_type": YES_NO,
    "bool_parsing": YES_NO,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "none_required": ("is to be empty", "Take away what stands there"),
}
OWN_WORDS = "value_error"  # raised by our models themselves
SAID_BY_YAML = {
    "maximum nesting depth": TOO_DEEP_IN_YAML,
    "cannot start any token": ("a sign stands where words should begin", "Put the words in quotation marks"),
    "mapping values are not allowed": ("a second colon stands on the line", "Put the words in quotation marks"),
    "could not find expected ':'": ("the line has no colon after its key", "Write it as key: what it is"),
    "unexpected end of stream": ("a quotation mark is opened and not closed", "Close it"),
    "expected ',' or": ("a bracket is opened and not closed", "Close it, and put a comma between what is in it"),
    "alias": ("a word begins with *, which points to a part of that name", "Put the words in quotation marks"),
    "anchor": ("a word begins with &, which gives a part a name", "Put the words in quotation marks"),
    "tag": ("a word begins with !, which names a kind", "Put the words in quotation marks"),
    "special characters are not allowed": ("there is a sign that no text holds", "Type the line again"),
    "control characters are not allowed": ("there is a sign that no text holds", "Type the line again"),
}
OUT_OF_PLACE = ("the line does not fit those around it", "Begin it as far in as the lines it belongs to, with spaces")


def of_a_value(key: str, detail: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with the value under a key, and what to do, for one of the kinds the models tell."""
    kind = str(detail["type"])
    if kind == OWN_WORDS:
        return f'"{key}": {detail["ctx"]["error"]}' if key else str(detail["ctx"]["error"]), OTHER[1]
    wrong, do = MENDED_BY_KIND.get(kind, OTHER)
    return f'"{key}" {wrong}' if key else f"the page {wrong}", do


def of_a_page(error: yaml.YAMLError) -> tuple[str, str]:
    """What is wrong where a page is not YAML, and what to do."""
    said = " ".join(str(getattr(error, part, "")) for part in ("problem", "context", "reason"))
    return next((words for sign, words in SAID_BY_YAML.items() if sign in said), OUT_OF_PLACE)
