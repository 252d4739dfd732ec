"""What nobody sees is taken out of a text; names and words of every script stay as they are read."""

from __future__ import annotations

import pytest

from readiness.foundation.normalise import has_unseen, visible
from readiness.foundation.phrases import as_told, printable

UNSEEN = (
    *map(chr, (*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0x80, 0x9F, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F)),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF)),
    *map(chr, (0xD800, 0xDFFF, 0x1BCA0, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100)),
)  # fmt: skip
NAMES = (
    "Ŵyn ap Siôn", "Zoë O’Brien", "José\u0301", "محمد بن سلمان", "می\u200cخواهم", "क्\u200dष", "יוסף כהן", "שָׁלוֹם", "李小龍",
    "Đặng Thị Hà", "soft\xadhyphen", "no\xa0break", "2 × 3 ½ €", "a\tb\nc", "", "👍🏽", "❤️",
)  # fmt: skip


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_nobody_sees_is_left_out(sign: str) -> None:
    assert has_unseen(f"Jo{sign}e")
    assert visible(f"Jo{sign}e") == printable(f"{sign}Joe{sign}") == "Joe"
    assert as_told(f"a{sign}", f"b{sign}", f"c{sign}") == "a: b. c."


@pytest.mark.parametrize("name", NAMES)
def test_names_and_words_stay_as_they_are(name: str) -> None:
    assert visible(name) == name
    assert not has_unseen(name)


def test_lines_end_alike() -> None:
    assert visible("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"
