"""The two real documents come in whole, through the general rules."""

import re
from collections import Counter
from pathlib import Path

import pytest
from test_import_words import assert_nothing_lost

from policytui.corpus.markdown import format_document, parse_document, read_document
from policytui.corpus.model import Kind, Role
from policytui.importers.importing import import_file, save_import
from policytui.importers.report import Import

_SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
_SUMMARY = _SEEDS / "secure-and-confident-communities-2016.txt"
_CONSULTATION = _SEEDS / "policy-consultation-2021.txt"

pytestmark = pytest.mark.skipif(not _SEEDS.is_dir(), reason="the shared seeds are not here")

_HEADINGS = {
    "Housing": [
        "Ambition for Co-operative Housing",
        "Co-operative Housing tenure",
        "Community-led Housing",
        "Land use",
        "Finance for Co-operative Housing",
        "Co-operative housing expansion",
        "Best value consideration for land",
        "Tenant Management Organisations",
        "Stock transfer",
        "Landlord co-operative",
    ],
    "Health and social care": [
        "Co-operative values in health and social care",
        "Health and social care provision/profit motive",
        "Social Care 'market'",
        "Personal assistants within social care",
        "Social Care procurement",
        "Support for mutuals within social care procurement",
        "Right to request",
        "Foundation Trust Hospitals",
        "Foundation Trusts and community engagement",
        "Hospital Trusts",
        "Foundation Trust governance",
    ],
    "Councils and local services": [
        "Co-operative Councils",
        "Local Public Services",
        "Local tender evaluations",
        "Local co-operative procurement",
        "Local asset transfer",
        "Local asset transfer/asset lock",
        "Localism Act 2011 powers",
        "Community assets/ 'Right to try'",
    ],
    "Crime and policing": [
        "Youth Offending Teams",
        "Participatory budgeting within Police Forces",
        "Crime and Disorder Act 1998",
        "Neighbourhood policing",
        "Co-production of crime prevention strategies",
        "Street Watch",
    ],
}


@pytest.fixture(scope="module")
def summary() -> Import:
    return import_file(_SUMMARY)


@pytest.fixture(scope="module")
def consultation() -> Import:
    return import_file(_CONSULTATION)


def test_the_summary_has_its_35_positions_under_four_themes(summary: Import) -> None:
    found: dict[str, list[str]] = {}
    for position in summary.document.positions:
        found.setdefault(" / ".join(position.themes), []).append(position.title)
    assert found == _HEADINGS


def test_the_summary_is_named_and_dated(summary: Import) -> None:
    header = summary.document.header
    assert header.id == "secure-and-confident-communities"
    assert header.title == "Secure and Confident Communities"
    assert (header.kind, header.edition) == (Kind.PLATFORM, "2016")
    assert header.source == f"Imported from {_SUMMARY.name}"


def test_each_position_holds_all_that_stands_beneath_its_heading(summary: Import) -> None:
    source = _SUMMARY.read_text("utf-8")
    flat = re.sub(r"\s+", " ", source)
    for position in summary.document.positions:
        assert re.sub(r"\s+", " ", f"{position.title} {position.text}") in flat


def test_the_broken_position_is_one_text_again(summary: Import) -> None:
    broken = next(p for p in summary.document.positions if "profit motive" in p.title)
    assert broken.text.startswith("We believe there is a need to be brave")
    assert "health and social care. one that is built around the whole person" in broken.text
    assert "This vision can only occur under local care systems" in broken.text
    assert broken.text.endswith("putting people before profit")
    assert "\n" not in broken.text
    assert {doubt.line for doubt in summary.doubts} >= {123, 125}


def test_no_rubble_stands_in_a_position(summary: Import) -> None:
    for position in summary.document.positions:
        assert not re.search(r"\t|@|www\.|^\d+$|Registered", position.text, re.MULTILINE)


def test_the_contents_page_and_the_imprint_are_left_out_with_reasons(summary: Import) -> None:
    why = {left.line: left.why for left in summary.left_out}
    assert all("contents" in why[line] for line in range(7, 33))
    assert all("front matter" in why[line] for line in (34, 36, 50, 56, 62, 69, 71, 73))
    assert all("contact" in why[line] for line in (219, 221, 223, 227, 229))


def test_the_contents_page_is_used_to_check_the_headings(summary: Import) -> None:
    doubted = [doubt.message for doubt in summary.doubts if "contents page" in doubt.message]
    # The page spells it "Tenant Managemer"; every other heading is found on it.
    assert len(doubted) == 1
    assert "Tenant Management Organisations" in doubted[0]


def test_themes_told_from_words_are_marked_as_doubtful(summary: Import) -> None:
    assert any("no themes" in doubt.message for doubt in summary.doubts)


def test_the_consultation_has_two_topics_with_eight_questions_each(consultation: Import) -> None:
    counts = Counter((p.themes[0], p.role) for p in consultation.document.positions)
    assert counts == {
        ("Social care", Role.BACKGROUND): 1,
        ("Social care", Role.QUESTION): 8,
        ("High streets and town centres", Role.BACKGROUND): 1,
        ("High streets and town centres", Role.QUESTION): 8,
    }
    assert consultation.document.header.kind is Kind.CONSULTATION


def test_the_consultation_closes_at_the_end_of_its_day(consultation: Import) -> None:
    closes = consultation.document.header.closes
    assert closes is not None
    assert closes.isoformat() == "2021-06-11T23:59:00+01:00"


def test_questions_are_whole_and_their_titles_are_short(consultation: Import) -> None:
    source = _CONSULTATION.read_text("utf-8").splitlines()
    for position in consultation.document.positions:
        if position.role is Role.QUESTION:
            assert position.text in source
            assert position.title.startswith("Question ")
            assert len(position.title) <= 80


def test_the_background_keeps_its_paragraphs(consultation: Import) -> None:
    backgrounds = [p for p in consultation.document.positions if p.role is Role.BACKGROUND]
    assert [len(p.text.split("\n\n")) for p in backgrounds] == [10, 5]
    assert backgrounds[0].text.startswith("Our social care system has pushed")
    assert backgrounds[1].text.startswith("High streets are the beating hearts")


def test_talk_of_the_process_and_the_form_is_left_out(consultation: Import) -> None:
    assert {left.line for left in consultation.left_out} == {*range(1, 7), *range(25, 30), 43}


@pytest.mark.parametrize("path", [_SUMMARY, _CONSULTATION], ids=lambda path: path.stem)
def test_every_word_is_accounted_for_and_the_document_reads_back(
    path: Path, tmp_path: Path
) -> None:
    result = import_file(path)
    assert_nothing_lost(path.read_text("utf-8"), result)
    assert parse_document(format_document(result.document)) == result.document
    assert read_document(save_import(result, tmp_path)) == result.document


def test_a_second_import_keeps_every_id(summary: Import) -> None:
    again = import_file(_SUMMARY, known=summary.document)
    assert again.document == summary.document
