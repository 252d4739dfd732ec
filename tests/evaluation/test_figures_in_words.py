"""A reference in a sentence is the figure of today; one that nobody knows stands as it was written, and is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from own_texts import FILE, a_text_of, heading, words
from scorecards import the_borough

from readiness.evaluation.figures_in_words import with_figures
from readiness.files.written import WrittenCell, WrittenParagraph, WrittenRun, WrittenTable

BOROUGH = the_borough()
NOW, THEN = BOROUGH.kpi["care_leavers_in_touch"].current.shown, BOROUGH.kpi["care_leavers_in_touch"].last_year.shown


def filled(sentence: str) -> tuple[str, list[str]]:
    text = with_figures(a_text_of(heading("Summary"), words("One."), words(sentence)), BOROUGH)
    findings = [str(finding) for finding in text.findings if "no grade" not in finding.wrong]
    return text.whole["summary"].text.partition("\n")[2], findings


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("In touch: [6.1].", f"In touch: {NOW}."),
        ("[ 6.1 ] now, [6.1 last year] then", f"{NOW} now, {THEN} then"),
        ("[6.1][6.1 LAST  YEAR]", f"{NOW}{THEN}"),
        ("They said [sic] that, see [note 4] and [1].", "They said [sic] that, see [note 4] and [1]."),
        ("[[6.1]]", f"[{NOW}]"),
    ],
)
def test_a_reference_is_the_figure_as_it_is_shown(sentence: str, becomes: str) -> None:
    assert filled(sentence) == (becomes, [])


@pytest.mark.parametrize("unknown", ["[9.99]", "[H.77]", "[banana last year]"])
def test_a_reference_nobody_knows_stands_as_written_and_is_told(unknown: str) -> None:
    sentence, findings = filled(f"So {unknown} of them.")
    assert sentence == f"So {unknown} of them."
    assert len(findings) == 1
    place = f'{FILE}, "Summary", paragraph 2: "{unknown}" is no indicator, and stands as it was written.'
    assert findings[0].startswith(place)


def test_a_figure_that_is_not_there_is_told() -> None:
    none = next(
        each
        for each in BOROUGH.indicators
        if each.ref and each.last_year.value is None and not each.last_year.suppressed
    )
    sentence, findings = filled(f"It is [{none.ref} last year].")
    assert sentence == f"It is [{none.ref} last year]."
    assert findings == [
        f'{FILE}, "Summary", paragraph 2: "[{none.ref} last year]" has no figure, and stands as it was written. Say it without the '
        "figure, or find the figure."
    ]


def test_a_reference_is_found_across_looks_and_keeps_that_of_its_first_letter() -> None:
    runs = (WrittenRun("In touch "), WrittenRun("[6", bold=True), WrittenRun(".1] of them", italic=True))
    text = with_figures(a_text_of(heading("Summary"), WrittenParagraph(runs)), BOROUGH)
    (block,) = text.whole["summary"].blocks
    assert isinstance(block, WrittenParagraph)
    assert block.runs == (
        WrittenRun("In touch "),
        WrittenRun(NOW, bold=True),
        WrittenRun(" of them", italic=True),
    )


def test_figures_stand_in_tables_and_in_the_sentence_of_a_judgement() -> None:
    table = WrittenTable(((WrittenCell((words("[6.1]"),)),),))
    blocks = (heading("Care leavers"), heading("Our own judgement", 2), words("Good"), words("For [6.1]."), table)
    text = with_figures(a_text_of(*blocks), BOROUGH)
    assert text.judgements["care_leavers"].sentence == f"For {NOW}.\n{NOW}"
    assert text.areas["care_leavers"]["judgement"].text == f"Good\nFor {NOW}.\n{NOW}"


def test_a_figure_that_is_too_small_to_print_is_not_printed() -> None:
    indicators = [
        replace(each, current=replace(each.current, value=None, suppressed=True)) if each.ref == "6.1" else each
        for each in BOROUGH.indicators
    ]
    text = a_text_of(heading("Summary"), words("It is [6.1]."))
    kept = with_figures(text, replace(BOROUGH, indicators=tuple(indicators)))
    assert kept.whole["summary"].text == "It is suppressed."
