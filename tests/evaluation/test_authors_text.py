"""Each paragraph of the authors' file has its place by the heading above it; what has none is kept apart and told."""

from __future__ import annotations

import pytest
from own_texts import FILE, TITLES, a_text_of, everywhere, heading, the_page, words

from readiness.evaluation.own_words import AuthorsText
from readiness.files.written import NotCarried, WordBlock


def told(text: AuthorsText, but: str = "there is no grade") -> list[str]:
    return [str(finding) for finding in text.findings if but not in finding.wrong]


@pytest.mark.parametrize(
    "spelt",
    [
        "How do we know it?",
        "HOW DO WE   KNOW IT",
        "2. How do we know it?",
        "3.2 How we know",
        "B) How we know it:",
        "how do we know it",
    ],
)
def test_a_heading_is_found_however_it_is_spelt(spelt: str) -> None:
    text = a_text_of(heading("1. care LEAVERS"), heading(spelt, 2), words("They told us."))
    assert text.areas["care_leavers"]["how"].text == "They told us."
    assert told(text) == []


def test_an_unchanged_prompt_is_not_written_and_a_changed_one_is() -> None:
    prompts = [prompt for part in the_page().before.values() for prompt in part.prompts]
    text = a_text_of(heading("Summary"), *map(words, prompts))
    assert not text.written
    assert not text.findings
    changed = a_text_of(heading("Summary"), words(f"{prompts[0]} We do."))
    assert changed.whole["summary"].text == f"{prompts[0]} We do."


def test_every_prompt_of_a_new_file_counts_as_not_written() -> None:
    assert not a_text_of(*map(words, the_page().not_written())).written


def test_what_is_written_before_a_part_of_an_area_stands_in_its_first() -> None:
    text = a_text_of(heading("Care leavers"), words("In short."), heading("What comes next", 2), words("Homes."))
    assert [text.areas["care_leavers"][part].text for part in ("know", "next")] == ["In short.", "Homes."]


def test_a_smaller_heading_stays_with_the_words_around_it() -> None:
    text = a_text_of(heading("Context"), heading("Our towns", 2), words("Two."))
    assert text.whole["context"].text == "Our towns\nTwo."
    text = a_text_of(heading("Care leavers"), heading("What we know", 2), heading("Homes", 3), words("Nine."))
    assert text.areas["care_leavers"]["know"].text == "Homes\nNine."
    assert told(text) == []


@pytest.mark.parametrize(
    ("blocks", "kept", "message"),
    [
        (
            [words("First."), heading("Summary"), words("Then.")],
            "First.",
            f"{FILE}, before the first heading: 1 paragraph without a place stands at the end of the document. Put it below "
            "one of the headings.",
        ),
        (
            [heading("Sumary"), words("One."), words("Two.")],
            "Sumary\nOne.\nTwo.",
            f'{FILE}, "Sumary": is no heading of the self-evaluation, so 2 paragraphs below it stand at the end of the '
            'document. Did you mean "summary"?',
        ),
        (
            [heading("Care leavers"), heading("How we no", 2), words("One.")],
            "How we no\nOne.",
            f'{FILE}, "How we no": is no heading of the self-evaluation, so 1 paragraph below it stands at the end of the '
            'document. Did you mean "how we know"?',
        ),
        (
            [heading("Our friends"), heading("How we know", 2), words("One.")],
            "Our friends\nHow we know\nOne.",
            f'{FILE}, "Our friends": is no heading of the self-evaluation, so 2 paragraphs below it stand at the end of the '
            "document. Use a heading of the self-evaluation, or a smaller one below it.",
        ),
    ],
    ids=["before all", "misspelt", "misspelt in an area", "of no area"],
)
def test_what_has_no_place_is_kept_apart_and_told(blocks: list[WordBlock], kept: str, message: str) -> None:
    text = a_text_of(*blocks)
    assert text.elsewhere.text == kept
    assert message in told(text)


def test_what_is_no_words_is_told_with_its_place() -> None:
    text = a_text_of(heading("Summary"), words("One."), NotCarried("a picture or a drawing"))
    assert told(text) == [
        f'{FILE}, "Summary", paragraph 1: there is a picture or a drawing, which is not carried over. Say it in words, or '
        "hand it over apart."
    ]


@pytest.mark.parametrize("said", ["Good", "Grade: Good", "our own judgement: good.", "GRADE = GOOD"])
def test_a_grade_is_read_and_its_words_stay(said: str) -> None:
    text = a_text_of(heading("Care leavers"), heading("Our own judgement", 2), words(said), words("Most are well."))
    assert (text.judgements["care_leavers"].grade, text.judgements["care_leavers"].sentence) == (
        "Good",
        "Most are well.",
    )
    assert text.areas["care_leavers"]["judgement"].text == f"{said}\nMost are well."


def test_a_grade_may_be_begun_and_must_be_one_of_the_frameworks() -> None:
    def judged(*said: str) -> AuthorsText:
        return a_text_of(heading("Care leavers"), heading("Our own judgement", 2), *map(words, said))

    assert judged("Requires improvement").judgements["care_leavers"].grade == "Requires improvement to be good"
    assert told(judged("Grade: Fine", "Because.")) == [
        f'{FILE}, "Care leavers: Our own judgement": "Fine" is no grade of the framework. Write Outstanding, Good, Requires '
        "improvement to be good or Inadequate, alone in a paragraph."
    ]
    assert told(judged("Good")) == [
        f'{FILE}, "Care leavers: Our own judgement": the grade stands alone. Say why in a sentence.'
    ]
    assert [f for f in told(judged("Because."), but="-") if "no grade" in f and "Care leavers" in f] == [
        f'{FILE}, "Care leavers: Our own judgement": there is no grade. Write Outstanding, Good, Requires improvement to be '
        "good or Inadequate, alone in a paragraph."
    ]


def test_every_paragraph_of_a_whole_file_has_its_own_place() -> None:
    paragraphs = [f"Paragraph {number}." for number in range(23)]
    text = a_text_of(*everywhere(paragraphs))
    said = [line for part in text.every_part() for line in part.text.split("\n") if line]
    assert sorted(said) == sorted([*paragraphs, "Something else"])
    assert all(text.areas[key]["know"].written for key in text.areas if key)
    assert len(TITLES) == len(text.areas) - 1
