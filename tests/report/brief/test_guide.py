"""The guide answers every standing question or says what is missing, and assumptions come by their effect."""

from __future__ import annotations

from detente.report.brief.answers import ANSWERS
from detente.report.brief.assumptions import turned
from detente.report.brief.changed import changed_blocks
from detente.report.brief.guide import NOT_ANSWERED, guide_rows
from detente.report.brief.questions import QUESTIONS
from detente.report.labels import labels_of
from detente.report.linear import linear, plain_text
from detente.report.sections import SECTIONS


def test_all_thirty_five_are_there_and_lead_to_a_section():
    assert len(QUESTIONS) == len({row.id for row in QUESTIONS}) == 35
    assert {row.section for row in QUESTIONS} <= set(SECTIONS) and set(ANSWERS) <= {row.id for row in QUESTIONS}


def test_the_flagship_answers_most_and_says_what_the_rest_lacks(run):
    rows = guide_rows(run, labels_of(run))
    silent = [row for row in rows if row[2].startswith(NOT_ANSWERED)]
    assert len(rows) == 35 and len(silent) <= 8
    assert all(row[2] for row in rows)


def test_a_case_without_sections_still_gets_a_row_for_each(empty_zone):
    rows = guide_rows(empty_zone, labels_of(empty_zone))
    assert len(rows) == 35 and all(row[2] for row in rows)


def test_assumptions_come_by_the_size_of_their_effect(any_run):
    sizes = [abs(row.effect) for row in turned(any_run, labels_of(any_run))]
    assert sizes and sizes == sorted(sizes, reverse=True)


def test_what_differs_from_an_earlier_version_is_told_part_by_part(run):
    row = {"value": 0.03, "se": 0.004}
    run["since"] = {
        "name": "miami of November", "draws": 100, "changes": [{}, {}],
        "parts": [{"words": ["Kyiv's no-deal value 80 -> 79"]}, {"words": ["a guarantee more"]}],
        "answers": {"signed": {"value": 0.05, "se": 0.004, "parts": [row, {"value": 0.02, "se": 0.004}]}},
    }  # fmt: skip
    told = [plain_text(cell) for b in linear(changed_blocks(run, labels_of(run))) if hasattr(b, "rows")
            for r in b.rows for cell in r]  # fmt: skip
    assert "a guarantee more" in told and "All of it" in told


def test_one_difference_is_not_called_several(run):
    run["since"] = {"name": "miami of November", "draws": 100, "changes": [{}], "parts": [], "answers": {}}
    said = [plain_text(b.runs) for b in changed_blocks(run, labels_of(run)) if hasattr(b, "runs")]
    assert "Since miami of November: 1 difference, judged on 100 shared draws." in said
