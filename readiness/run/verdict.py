"""The verdict of five lights: whether anybody may say "ready", why, and on what that rests. Judged in lights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, sentence

LightState = Literal["red", "not known", "amber", "green"]
WORST_FIRST: tuple[LightState, ...] = ("red", "not known", "amber", "green")
VerdictWord = Literal["Ready", "Nearly ready", "Not yet known", "Not ready"]
LightPoint = tuple[LightState, str]


@dataclass(frozen=True)
class Light:
    """One of the five: its state in words, why in a sentence, on what that rests, and as at which day."""

    name: str
    state: LightState
    reason: str
    rests_on: str = ""
    as_at: dt.date | None = None

    @property
    def basis(self) -> str:
        """On what it rests and how old that is, in a sentence; empty where it rests on nothing."""
        if not self.rests_on:
            return ""
        day = f", as at {in_words(self.as_at)}" if self.as_at else ""
        return sentence(f"Rests on {self.rests_on}{day}")


def light(name: str, points: Iterable[LightPoint], all_well: str, rests_on: str, as_at: dt.date | None) -> Light:
    """The light that its worst points make, the others told besides; green where there is none: ``all_well``."""
    told = sorted(points, key=lambda point: WORST_FIRST.index(point[0]))
    if told:
        state = told[0][0]
        said = _capital(sentence("; ".join(words for at, words in told if at == state)))
        if besides := [words for at, words in told if at != state]:
            said = f"{said} Besides: {sentence('; '.join(besides))}"
        return Light(name, state, said, rests_on, as_at)
    return Light(name, "green", _capital(sentence(all_well)), rests_on, as_at)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


DOCUMENTS, ANNEX_A, FIGURES, CLAIMS, PEOPLE = "Documents", "Annex A", "Figures", "Claims", "People and days"
NOT_JUDGED = "Nothing is known of it."


@dataclass(frozen=True)
class Verdict:
    """The five lights, and how many documents are ready in words. Without lights nothing is known."""

    documents: Light = Light(DOCUMENTS, "not known", NOT_JUDGED)
    annex_a: Light = Light(ANNEX_A, "not known", NOT_JUDGED)
    figures: Light = Light(FIGURES, "not known", NOT_JUDGED)
    claims: Light = Light(CLAIMS, "not known", NOT_JUDGED)
    people: Light = Light(PEOPLE, "not known", NOT_JUDGED)
    headline: str = ""

    @property
    def lights(self) -> tuple[Light, ...]:
        return self.documents, self.annex_a, self.figures, self.claims, self.people

    def called(self, state: LightState) -> tuple[str, ...]:
        """The names of the lights in a state."""
        return tuple(each.name for each in self.lights if each.state == state)

    @property
    def answer(self) -> VerdictWord:
        """Ready only when all five are green."""
        if self.called("red"):
            return "Not ready"
        if self.called("not known"):
            return "Not yet known"
        return "Nearly ready" if self.called("amber") else "Ready"

    @property
    def is_ready(self) -> bool:
        return self.answer == "Ready"

    @property
    def because(self) -> str:
        """Which lights are not green, in sentences."""
        told = {state: self.called(state) for state in WORST_FIRST}
        words = [f"{_capital(state)}: {listed(names)}." for state, names in told.items() if names and state != "green"]
        return " ".join(words) or "All five lights are green."

    @property
    def content(self) -> dict[str, Any]:
        """The same for other programs, the lights by name."""
        return asdict(self) | {"answer": self.answer, "is_ready": self.is_ready, "because": self.because}


NO_VERDICT = Verdict()
