"""Turns a spelling into the key of an accepted code: exactly, by its normal form, by its key, or by the local map.

Never by likeness. A spelling that none of these resolves stays as it is, and somebody is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from readiness.foundation.errors import Mistake
from readiness.foundation.normalise import normal
from readiness.specification.model import CodeSet

_LETTER = re.compile(r"\A(?:[a-z]|zz|p1)\)\s*", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^0-9a-z]*([0-9a-z]+)(\s*[:.;)\]=\-]|\s*$|\s)", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"[(\[]\s*([0-9a-z]+)\s*[)\]]\W*$", re.IGNORECASE)


class CodeResolver:
    """Resolves spellings of one code set. ``written_as`` holds what the standard itself writes, spelling -> key."""

    def __init__(self, code_set: CodeSet, written_as: Mapping[str, str]) -> None:
        self._exact: dict[str, str] = {}
        self._keys = {key.casefold(): key for key in code_set.codes}
        forms: dict[str, set[str]] = {}
        for key, code in code_set.codes.items():
            for spelling in (code.code, *code.also_written):
                self._exact.setdefault(spelling, key)
            for spelling in (code.code, *code.also_written, code.label, _LETTER.sub("", code.code, count=1)):
                forms.setdefault(normal(spelling), set()).add(key)
        self._exact.update(written_as)
        for spelling, key in written_as.items():
            forms.setdefault(normal(spelling), set()).add(key)
        self._normal = {form: next(iter(keys)) for form, keys in forms.items() if len(keys) == 1}
        self._open = code_set.open
        self._local: dict[str, str] = {}

    def key(self, spelling: str) -> str | None:
        """The key the spelling stands for, or None when nobody can say."""
        for written in {spelling: None, spelling.removesuffix(".0"): None}:  # a tool that keeps numbers writes 1 as 1.0
            form = normal(written)
            key = self._own(written, form)
            key = self._local.get(form) if key is None else key
            if key is not None:
                return key
        return None

    def learn(self, local: Mapping[str, str], place: str) -> list[Mistake]:
        """Takes in a local map, spelling -> accepted code; gives a mistake for each line that cannot be right."""
        mistakes: list[Mistake] = []
        for number, (spelling, accepted) in enumerate(local.items(), start=2):
            key = self._own(accepted, normal(accepted))
            own = self._own(spelling, normal(spelling))
            line = f"{place} row {number}"
            if key is None and not self._open:
                wrong = f'"{accepted}" is not an accepted code'
                mistakes.append(Mistake(line, wrong, "Choose one that describe codes shows"))
            elif own is not None and own != key:
                wrong = f'"{spelling}" is itself an accepted code, so it cannot mean "{accepted}"'
                mistakes.append(Mistake(line, wrong, "Take the row away, or change the value in the extract"))
            else:
                self._local[normal(spelling)] = key or accepted
        return mistakes

    def _own(self, spelling: str, form: str) -> str | None:
        if spelling in self._exact:
            return self._exact[spelling]
        return self._keys.get(spelling.casefold()) or self._normal.get(form) or self._by_key(form)

    def _by_key(self, form: str) -> str | None:
        """The key that stands first in the spelling, or last in brackets. A letter as in "f)" is not a key."""
        text = _LETTER.sub("", form, count=1)
        keys = set()
        first = _FIRST_WORD.match(text)
        if first and first[1] in self._keys:
            followed_by_a_word = first[2].isspace() and text[first.end() :].strip()
            if not (first[1].isalpha() or first[1].isdigit()) or not followed_by_a_word:
                keys.add(self._keys[first[1]])
        last = _LAST_BRACKET.search(text)
        if last and last[1] in self._keys:
            keys.add(self._keys[last[1]])
        return keys.pop() if len(keys) == 1 else None
