"""Headed texts of many layouts become outlines; what is not policy is left out with a reason."""

from pathlib import Path

import pytest

from policytui.importers.importing import import_file
from policytui.importers.naming import assign_slugs
from policytui.importers.outlining.areas import tell_themes
from policytui.importers.outlining.entries import Outline
from policytui.importers.outlining.outline import build_outline
from policytui.importers.readers.text.plain_text import read_markdown, read_plain_text

_EMPTY = "Councils should be able to buy homes that stand empty for two years."
_RENTS = "Rents should rise no faster than wages, and councils should publish them."
_BUSES = "Every village should have a bus on the hour until eleven at night."
_RAIL = "Stations belong to the towns that they serve, and so should their shops."


def outline(text: str, name: str = "Plan", *, markdown: bool = False) -> Outline:
    read = read_markdown if markdown else read_plain_text
    return build_outline(read(text.encode(), Path("plan.txt")), name)


def shape(made: Outline) -> list[tuple[str, str]]:
    return [(" > ".join(section.themes), section.title) for section in made.sections]


_THEMED = [
    ("Housing", "Empty homes"),
    ("Housing", "Rents"),
    ("Transport", "Buses"),
    ("Transport", "Railways"),
]
_LAYOUTS = {
    "markdown": f"# Housing\n\n## Empty homes\n{_EMPTY}\n\n## Rents\n{_RENTS}\n\n"
    f"# Transport\n## Buses\n{_BUSES}\n## Railways\n{_RAIL}",
    "underlined": f"Housing\n=======\n\nEmpty homes\n-----------\n{_EMPTY}\n\nRents\n-----\n"
    f"{_RENTS}"
    f"\n\nTransport\n=========\n\nBuses\n-----\n{_BUSES}\n\nRailways\n--------\n{_RAIL}",
    "capitals": f"HOUSING\n\nEmpty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\nTRANSPORT\n\n"
    f"Buses\n\n{_BUSES}\n\nRailways\n\n{_RAIL}",
    "numbered": f"1 Housing\n\n1.1 Empty homes\n\n{_EMPTY}\n\n1.2 Rents\n\n{_RENTS}\n\n"
    "2 Transport\n\n"
    f"2.1 Buses\n\n{_BUSES}\n\n2.2 Railways\n\n{_RAIL}",
    "unmarked": f"Housing\n\nEmpty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\nTransport\n\nBuses\n\n"
    f"{_BUSES}\n\nRailways\n\n{_RAIL}",
    "titled": f"Plan for the Valley\n\nHousing\n\nEmpty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\n"
    f"Transport\n\nBuses\n\n{_BUSES}\n\nRailways\n\n{_RAIL}",
}


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_themes_and_positions_are_told_in_every_layout(layout: str) -> None:
    text = _LAYOUTS[layout]
    made = outline(text, "Plan for the Valley", markdown=layout == "markdown")
    plain = [
        (theme.lstrip("12. ").capitalize(), title.lstrip("12. ")) for theme, title in shape(made)
    ]
    assert plain == _THEMED
    assert [section.text for section in made.sections] == [_EMPTY, _RENTS, _BUSES, _RAIL]


def test_a_theme_with_text_of_its_own_has_a_position_of_its_name() -> None:
    made = outline(
        f"# Transport\n\n{_RAIL}\n\n## Buses\n\n{_BUSES}\n\n# Rents\n\n{_RENTS}", markdown=True
    )
    assert shape(made) == [("Transport", "Transport"), ("Transport", "Buses"), ("", "Rents")]


def test_the_title_is_taken_from_the_text_and_what_is_below_it_left_out() -> None:
    made = outline(f"A FAIRER TOWN\n\nAdopted by conference, 2024\n\nHOUSING\n\n{_EMPTY}")
    assert made.title == "A FAIRER TOWN"
    assert [left.text for left in made.left_out] == ["A FAIRER TOWN", "Adopted by conference, 2024"]


def test_front_and_back_matter_are_left_out_with_reasons() -> None:
    made = outline(
        "Plan\n\nForeword\n\nFriends, I am proud of this.\n\nHow to use this plan\n\nRead it aloud."
        f"\n\nEmpty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\nSend your answers to a@b.org.\n\n"
        "Together for all\n\nPrinted by A. Printer, 1 High Street, London EC1M 4AN"
    )
    assert shape(made) == [("", "Empty homes"), ("", "Rents")]
    assert [left.why.split(":")[0] for left in made.left_out] == (
        ["the title of the document"]
        + ["front matter"] * 4
        + ["contact, imprint or call to submit at the end"] * 3
    )


@pytest.mark.parametrize(
    "page",
    [
        "Contents\n\nEmpty homes ..... 3\nRents ..... 4\nBuses ..... 5",
        "Contents\nEmpty homes\nRents\nBuses",
        "Empty homes 3\nRents 4\nBuses 5",
        "In this document\n\nEmpty\t\tRents\t4\nhomes\t3\tBuses\t5",
    ],
    ids=["dots", "no numbers", "no heading", "two columns"],
)
def test_contents_pages_are_left_out_and_headings_kept(page: str) -> None:
    made = outline(
        f"Valley\n\n{page}\n\nEmpty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\nBuses\n\n{_BUSES}",
        "Valley",
    )
    assert shape(made) == [("", "Empty homes"), ("", "Rents"), ("", "Buses")]
    assert {left.why for left in made.left_out} == {"the title of the document", "contents page"}


def test_the_contents_page_tells_of_a_missing_and_of_an_extra_heading() -> None:
    made = outline(
        "Contents\n\nEmpty homes ..... 3\nRents ..... 4\nFerries ..... 5\n\n"
        f"Empty homes\n\n{_EMPTY}\n\nRents\n\n{_RENTS}\n\nBuses\n\n{_BUSES}"
    )
    doubts = " ".join(doubt.message for doubt in made.doubts)
    assert 'names "Ferries"' in doubts
    assert 'does not name "Buses"' in doubts


def test_a_contents_page_proves_a_heading_that_looks_like_a_question() -> None:
    made = outline(
        f"Contents\n\nEmpty homes ... 3\nWho pays? ... 4\n\nEmpty homes\n\n{_EMPTY}\n\n"
        f"Who pays?\n\n{_RENTS}"
    )
    assert [section.title for section in made.sections] == ["Empty homes", "Who pays?"]


@pytest.mark.parametrize(
    ("pieces", "healed"),
    [
        (["We need homes for all who", "work here and pay."], True),
        (["We need homes for all of them.", "and we need them soon."], True),
        (["We need new homes and we need the", "NHS to help to find the land for them."], True),
        (["We need homes for all of them.", "And we need them soon."], False),
        (["We need these things for all:", "homes that are dry;", "streets that are safe."], False),
        (["We need homes for all of them.", "- and we need them soon."], False),
    ],
)
def test_a_sentence_broken_by_a_paragraph_break_is_healed(pieces: list[str], healed: bool) -> None:
    made = outline("Empty homes\n\n" + "\n\n".join(pieces) + f"\n\nRents\n\n{_RENTS}")
    assert made.sections[0].text == (" " if healed else "\n\n").join(pieces)
    assert any("joined" in doubt.message for doubt in made.doubts) is healed


def test_a_page_break_in_a_sentence_leaves_no_trace() -> None:
    made = outline(
        "Buses\n\nThe bus should run late, and it should run on\n\n4\n\nSaturdays as on all days."
    )
    assert made.sections[0].text == (
        "The bus should run late, and it should run on Saturdays as on all days."
    )


@pytest.mark.parametrize("lead", ["We will pay for:", "We pay for all of these."])
def test_short_lines_of_a_list_without_marks_stay_text(lead: str) -> None:
    made = outline(f"Fares\n\n{lead}\n\nStudents\n\nNurses\n\nRents\n\n{_RENTS}")
    assert shape(made) == [("", "Fares"), ("", "Rents")]
    assert made.sections[0].text == f"{lead}\n\nStudents\n\nNurses"


def test_footnotes_go_to_the_position_that_refers_to_them() -> None:
    made = outline(
        f"## Rents\n\nRents rise.[^1] They do.[^b]\n\n## Buses\n\n{_BUSES}\n\n"
        "[^1]: A report.\n[^b]: A book.\n[^3]: Nobody's note.\n",
        markdown=True,
    )
    assert made.sections[0].text == (
        "Rents rise.[^1] They do.[^b]\n\n[^1]: A report.\n[^b]: A book."
    )
    assert made.sections[1].text == f"{_BUSES}\n[^3]: Nobody's note."


def test_a_heading_without_text_is_left_out_and_doubted() -> None:
    made = outline(f"## Empty homes\n\n## Rents\n\n{_RENTS}", markdown=True)
    assert shape(made) == [("", "Rents")]
    assert made.left_out[0].why == "a heading with no text beneath it"
    assert "has no text" in made.doubts[0].message


def test_text_without_headings_is_one_position_and_doubted() -> None:
    made = outline(f"{_EMPTY}\n\n{_RENTS}")
    assert [(section.title, section.text) for section in made.sections] == [
        ("Plan", f"{_EMPTY}\n\n{_RENTS}")
    ]
    assert "no headings" in made.doubts[0].message


def test_only_a_contents_page_gives_no_position() -> None:
    assert outline("Contents\n\nHousing ..... 3\nRents ..... 4").sections == ()


def test_numbers_of_clauses_stay_in_the_text_and_out_of_the_id(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"1 Housing\n\n1.1 Rents\n\n1.1.1 {_RENTS}\n\n1.1.2 {_EMPTY}", "utf-8")
    (position,) = import_file(path).document.positions
    assert position.id == "plan/rents"
    assert position.title == "1.1 Rents"
    assert position.text == f"1.1.1 {_RENTS}\n\n1.1.2 {_EMPTY}"


def test_deep_headings_are_folded_into_what_the_form_can_hold(tmp_path: Path) -> None:
    path = tmp_path / "deep.md"
    path.write_text(
        "\n".join(f"{'#' * n} Level {n}" for n in range(1, 7)) + f"\n\n{_RENTS}\n", "utf-8"
    )
    (position,) = import_file(path).document.positions
    assert position.themes == ("Level 2", "Level 3", "Level 4", "Level 5")


# --- themes told from words ---

_HOUSING = [("Empty homes", _EMPTY), ("Rents", "Landlords and tenants."), ("Leasehold", "End it.")]
_BUS = [("Buses", _BUSES), ("Rail fares", "Trains should be cheap."), ("Cycling", "Safe roads.")]


def test_neighbours_on_one_policy_area_form_a_theme() -> None:
    assert tell_themes(_HOUSING + _BUS) == ["Housing"] * 3 + ["Transport"] * 3


def test_a_stray_word_does_not_part_a_theme() -> None:
    stray = [("Empty homes", "Homes near a bus stop and a railway station, for tenants.")]
    assert tell_themes(_HOUSING + stray + _HOUSING + _BUS)[:7] == ["Housing"] * 7


@pytest.mark.parametrize(
    "positions",
    [[], _HOUSING, _HOUSING * 3, [("One", "Words of no area.")] * 9],
    ids=["none", "few", "one area", "no telling words"],
)
def test_no_theme_is_told_where_words_do_not_tell_areas_apart(
    positions: list[tuple[str, str]],
) -> None:
    assert tell_themes(positions) == []


def test_equal_headings_get_different_ids() -> None:
    made = outline(f"## Rents\n\n{_RENTS}\n\n## Rents\n\n{_EMPTY}", markdown=True)
    assert assign_slugs(made.sections) == ["rents", "rents-2"]
