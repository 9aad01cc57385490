"""In = out + left out: no word of any source is lost, whatever it looks like."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.corpus.markdown import format_document, parse_document
from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.describe import describe_import, import_json
from policytui.importers.importing import import_file
from policytui.importers.report import Import
from policytui.text import clean_text

_MANIFESTO = Path(__file__).parents[2] / "shared" / "data" / "openpolitics-manifesto-2015"


def _letters(texts: list[str]) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]", "".join(texts).casefold()))


def _outcome(result: Import) -> list[str]:
    texts = [position.text for position in result.document.positions]
    return [*texts, *result.headings, *(left.text for left in result.left_out)]


def assert_nothing_lost(source: str, result: Import) -> None:
    cleaned = clean_text(source.replace("\f", "\n"))
    assert words_lost(cleaned, _outcome(result)) == []
    assert _letters([cleaned]) == _letters(_outcome(result))
    assert not [doubt for doubt in result.doubts if "nowhere" in doubt.message]


_LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "",
            "Contents",
            "Introduction",
            "HOUSING",
            "Empty homes",
            "1.2 Rents",
            "1. Fares should fall",
            "2 Transport",
            "- freeze fares",
            "  - at night",
            "# Plan",
            "## Rents {#rents}",
            "### Land use",
            "######",
            "=====",
            "---",
            "+++",
            "```",
            "12",
            "Page 3 of 9",
            "\f",
            "\fPlan for the Valley",
            "Plan for the Valley",
            "Housing ....... 4",
            "Rents\t\t5\tBuses 6",
            "| a | b |",
            "Who should pay for school meals?",
            "(Filtered by nation)",
            "Send your answers to policy@example.org by 11 June 2021.",
            "We believe that there is a need for",
            "one that is built around people co-",
            "operative housing is what people wish for.",
            "Registered no. 123. Printed by A. Printer, 1 High Street, AB1 2CD",
            "Rents should rise no faster than wages, and councils should publish them each year.",
            "**Bold words**",
            "[/x] {.y} <!-- z -->",
            "title: Valley",
            "\x1b[31mred\u202e words",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(_LINES, max_size=40), suffix=st.sampled_from([".txt", ".md"]))
def test_every_word_of_any_text_is_in_a_position_or_left_out(
    lines: list[str], suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    source = "\n".join(lines)
    path.write_text(source, encoding="utf-8", newline="")
    try:
        result = import_file(path)
    except DataError:
        return
    if source.startswith("+++") and suffix == ".md":
        return
    assert_nothing_lost(source, result)
    assert parse_document(format_document(result.document)) == result.document
    assert describe_import(result)
    assert import_json(result, path)["id"] == result.document.id


@pytest.mark.skipif(not _MANIFESTO.is_dir(), reason="the shared data are not here")
def test_every_word_of_a_manifesto_in_markdown_is_accounted_for() -> None:
    for path in sorted(_MANIFESTO.glob("*.md")):
        result = import_file(path)
        assert_nothing_lost(path.read_text("utf-8"), result)
        assert parse_document(format_document(result.document)) == result.document


def test_a_word_parted_at_a_line_end_counts_as_kept() -> None:
    assert words_lost("how people tra-\nvel", ["how people travel"]) == []


def test_a_lost_word_and_a_word_from_nowhere_are_both_named() -> None:
    assert words_lost("one two", ["one"]) == ["two"]
    assert words_lost("one", ["one two"]) == ["two"]
