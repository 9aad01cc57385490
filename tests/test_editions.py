"""Older editions are kept beside the present text, in order, and ids outlive every edition."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from corpora import PLATFORM, documents, write_corpus
from hypothesis import given

from policytui.corpus.catalogue import Catalogue
from policytui.corpus.editions import (
    find_edition,
    keep_edition,
    list_editions,
    read_editions,
    write_document,
)
from policytui.corpus.markdown import parse_document, read_document, read_header
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.errors import DataError, UnknownId, UsageError
from policytui.importers.editions import compare_edition, save_edition
from policytui.importers.naming import assign_slugs
from policytui.importers.outlining.entries import Section
from policytui.importers.report import Import

Dated = tuple[str, date | None]

HOMES = (
    "We will build twenty thousand co-operative homes in each year until the end of the decade. "
    "Tenants should run them, and councils should find the land that they are built on."
)
RENTS = (
    "Rents should rise no faster than wages in the same town. Landlords must publish what they "
    "charge and what they spend on repairs, and tenants may ask a court to look into it."
)
BUSES = "Every village should have a bus on the hour until eleven at night, on Sundays as well."
SHOPS = "A shop that stands empty for a year should be offered to the people of the town."


def edition(name: str, *positions: Position, adopted: date | None = None) -> Document:
    positions = positions or (position("homes", "Homes", HOMES),)
    return Document(Header("plan", "Our plan", Kind.PLATFORM, name, adopted=adopted), positions)


def position(slug: str, title: str, text: str, *themes: str) -> Position:
    return Position(f"plan/{slug}", title, text, themes)


def imported(document: Document) -> Import:
    return Import(document, (), ())


def names(folder: Path) -> list[str]:
    return [file.header.edition for file in list_editions(folder, "plan")]


def amended(document: Document, name: str) -> Document:
    first = replace(document.positions[0], text=f"{document.positions[0].text} This is {name}.")
    header = replace(document.header, edition=name, adopted=None)
    return Document(header, (first, *document.positions[1:]))


# --- the header ---


def test_who_adopted_an_edition_is_read_and_kept_in_the_catalogue(tmp_path: Path) -> None:
    text = PLATFORM.replace(
        'edition = "2016"', 'edition = "2016"\nadopted_by = "Annual  Conference 2016"'
    )
    assert parse_document(text).header.adopted_by == "Annual Conference 2016"
    catalogue = Catalogue(write_corpus(tmp_path, platform=text), None)
    catalogue.refresh()
    assert catalogue.header("platform").adopted_by == "Annual Conference 2016"
    assert read_header(tmp_path / "platform.md") == catalogue.header("platform")


@given(documents())
def test_a_header_is_read_without_the_positions(
    tmp_path_factory: pytest.TempPathFactory, document: Document
) -> None:
    path = tmp_path_factory.mktemp("one") / "d.md"
    write_document(path, document)
    assert read_header(path) == document.header


# --- the store ---


@pytest.mark.parametrize(
    ("older", "present", "expected"),
    [
        ([("2016", None), ("2009", None)], ("2021", None), ["2009", "2016", "2021"]),
        (
            [("autumn", date(2021, 10, 9)), ("spring", date(2021, 3, 1)), ("2016", None)],
            ("second", None),
            ["2016", "spring", "autumn", "second"],
        ),
        (
            [("draft 10", None), ("draft 9", None)],
            ("draft 1", None),
            ["draft 9", "draft 10", "draft 1"],
        ),
        ([("2018", None), ("2012", None)], ("2016", None), ["2012", "2016", "2018"]),
        ([("May 2021", date(2021, 5, 1))], ("2021", None), ["May 2021", "2021"]),
    ],
    ids=["years", "days", "names", "a present one that is older", "days within a year"],
)
def test_editions_stand_in_the_order_of_their_dates(
    tmp_path: Path, older: list[Dated], present: Dated, expected: list[str]
) -> None:
    for name, day in older:
        keep_edition(tmp_path, edition(name, adopted=day))
    write_document(tmp_path / "plan.md", edition(present[0], adopted=present[1]))

    assert names(tmp_path) == expected
    files = list_editions(tmp_path, "plan")
    assert [file.header.edition for file in files if file.is_current] == [present[0]]
    assert [one.header.edition for one in read_editions(tmp_path, "plan")] == expected


def test_a_corpus_without_older_editions_has_the_present_one(tmp_path: Path) -> None:
    # The file of the consultation bears another name than its document.
    write_corpus(tmp_path)
    (only,) = read_editions(tmp_path, "consultation-2021")
    assert only == read_document(tmp_path / "consultation.md")


@pytest.mark.parametrize("wanted", ["Spring 2021!", "spring-2021", " Spring  2021! "])
def test_an_edition_is_found_by_its_name_and_its_slug(tmp_path: Path, wanted: str) -> None:
    keep_edition(tmp_path, edition("Spring 2021!"))
    write_document(tmp_path / "plan.md", edition("2022"))
    assert find_edition(tmp_path, "plan", wanted).header.edition == "Spring 2021!"


@pytest.mark.parametrize(
    ("document", "name", "said"),
    [
        ("plan", "2020", "Its editions are: 2016, 2021."),
        ("plann", "2016", 'Did you mean "plan"?'),
        ("../plan", "2016", "There is no document"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    tmp_path: Path, document: str, name: str, said: str
) -> None:
    keep_edition(tmp_path, edition("2016"))
    write_document(tmp_path / "plan.md", edition("2021"))
    with pytest.raises(UnknownId) as caught:
        find_edition(tmp_path, document, name)
    assert said in str(caught.value)


def test_an_edition_is_kept_once_and_never_overwritten(tmp_path: Path) -> None:
    first = edition("Spring 2016")
    path = keep_edition(tmp_path, first)
    assert path == tmp_path / "editions" / "plan" / "spring-2016.md"
    assert keep_edition(tmp_path, first) == path
    with pytest.raises(UsageError, match="another text is kept"):
        keep_edition(tmp_path, replace(amended(first, "x"), header=first.header))
    assert read_document(path) == first


@pytest.mark.parametrize(
    ("broken", "said"),
    [("+++\nschema = 1\n", "not closed"), (PLATFORM, "keeps the editions of plan")],
)
def test_a_damaged_edition_is_named_and_harms_nothing_else(
    tmp_path: Path, broken: str, said: str
) -> None:
    write_document(tmp_path / "plan.md", edition("2021"))
    path = keep_edition(tmp_path, edition("2016"))
    path.write_text(broken, "utf-8")

    with pytest.raises(DataError, match=said) as caught:
        read_editions(tmp_path, "plan")
    assert caught.value.problems[0].file == path
    catalogue = Catalogue(tmp_path, None)
    assert catalogue.refresh().problems == ()
    assert [card.header.edition for card in catalogue.documents()] == ["2021"]


# --- saving an import ---


def test_a_newer_text_takes_the_place_of_the_present_one_which_is_kept(tmp_path: Path) -> None:
    first, second, third = (amended(edition("x"), name) for name in ("2016", "2018", "2021"))
    for one in (first, second, third):
        assert save_edition(imported(one), tmp_path) == tmp_path / "plan.md"
    assert read_editions(tmp_path, "plan") == (first, second, third)
    assert compare_edition(first, imported(third)).counts["amended"] == 1


def test_an_older_text_goes_among_the_editions_and_the_present_one_stays(tmp_path: Path) -> None:
    new, old = edition("2021"), amended(edition("x"), "2016")
    save_edition(imported(new), tmp_path)
    path = save_edition(imported(old), tmp_path)
    assert path == tmp_path / "editions" / "plan" / "2016.md"
    assert read_document(tmp_path / "plan.md") == new
    assert read_editions(tmp_path, "plan") == (old, new)


def test_saving_that_was_killed_half_way_is_finished_by_saving_again(tmp_path: Path) -> None:
    old, new = edition("2016"), amended(edition("x"), "2021")
    save_edition(imported(old), tmp_path)
    # The first half of saving the new text: nothing is lost, nothing stands twice.
    keep_edition(tmp_path, old)
    assert read_editions(tmp_path, "plan") == (old,)

    save_edition(imported(new), tmp_path)
    assert read_editions(tmp_path, "plan") == (old, new)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (amended(edition("x"), "2021"), "--edition NAME"),
        (amended(edition("x"), "2016"), "--edition NAME"),
        (edition("2022"), "says the same already"),
    ],
    ids=["the present name", "an older name", "the same text"],
)
def test_what_would_confuse_editions_is_refused_but_with_force(
    tmp_path: Path, document: Document, said: str
) -> None:
    keep_edition(tmp_path, amended(edition("x"), "First of 2016"))
    keep_edition(tmp_path, edition("2016"))
    save_edition(imported(edition("2021")), tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}

    with pytest.raises(UsageError) as caught:
        save_edition(imported(document), tmp_path)
    assert said in str(caught.value)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before

    path = save_edition(imported(document), tmp_path, force=True)
    assert read_document(path) == document
    assert find_edition(tmp_path, "plan", document.header.edition) == document


def test_a_damaged_present_text_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("mine", "utf-8")
    with pytest.raises(DataError, match="no front matter"):
        save_edition(imported(edition("2021")), tmp_path)
    assert (tmp_path / "plan.md").read_text("utf-8") == "mine"


def test_another_document_in_its_place_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text(PLATFORM, "utf-8")
    with pytest.raises(UsageError, match="holds another document"):
        save_edition(imported(edition("2021")), tmp_path)


def test_texts_saved_at_once_are_all_kept(tmp_path: Path) -> None:
    texts = [amended(edition("x"), str(2000 + number)) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: save_edition(imported(one), tmp_path), texts))
    assert read_editions(tmp_path, "plan") == tuple(texts)


# --- ids ---

KNOWN = edition(
    "2016",
    position("homes", "Homes", HOMES, "Housing"),
    position("rents", "Rents", RENTS, "Housing"),
    position("buses", "Buses", BUSES, "Towns"),
    position("shops", "Shops", SHOPS, "Towns"),
)
FIRST, SECOND = HOMES.split(". ")[0] + ".", HOMES.split(". ")[1]


def section(title: str, text: str, *themes: str) -> Section:
    return Section(title, text, 1, themes)


KEPT_SECTIONS = [section(one.title, one.text, *one.themes) for one in KNOWN.positions]
_HOMES, _RENTS, _BUSES, _SHOPS = KEPT_SECTIONS
_CHANGED = RENTS.replace("wages", "prices").replace("a court", "the council")


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        (KEPT_SECTIONS, ["homes", "rents", "buses", "shops"]),
        ([_SHOPS, _BUSES, _RENTS, _HOMES], ["shops", "buses", "rents", "homes"]),
        (
            [_HOMES, _BUSES, _SHOPS, section("Fair tenancies", _CHANGED, "Towns")],
            ["homes", "buses", "shops", "rents"],
        ),
        (
            [_HOMES, section("Rents", "All of it is another matter now.", "Housing"), _BUSES],
            ["homes", "rents", "buses"],
        ),
        (
            [section("Rents", HOMES, "Housing"), section("Tenancies", RENTS, "Housing")],
            ["homes", "rents"],
        ),
        (
            [section("New homes", FIRST), section("Tenants and land", SECOND), _RENTS],
            ["homes", "tenants-and-land", "rents"],
        ),
        (
            [section("Who builds", FIRST), section("Homes", SECOND), _RENTS],
            ["who-builds", "homes", "rents"],
        ),
        (
            [_HOMES, _RENTS, section("Town life", f"{BUSES}\n\n{SHOPS}", "Towns")],
            ["homes", "rents", "buses"],
        ),
        (
            [_HOMES, _RENTS, section("Shops", f"{BUSES}\n\n{SHOPS}", "Towns")],
            ["homes", "rents", "shops"],
        ),
        ([_HOMES, section("Libraries", "Books for all."), _BUSES], ["homes", "libraries", "buses"]),
    ],
    ids=[
        "nothing changed",
        "another order",
        "amended, renamed and moved at once",
        "the same heading under the same theme",
        "the text goes before the heading",
        "the likest part of a split one",
        "the part of a split one that bears its heading",
        "the first of two that were joined",
        "that of two joined ones whose heading stays",
        "a new one",
    ],
)
def test_ids_go_with_what_a_reader_takes_for_the_same_position(
    sections: list[Section], expected: list[str]
) -> None:
    assert assign_slugs(sections, KNOWN) == expected


def test_an_id_of_any_edition_is_never_given_to_another_position() -> None:
    older = edition("2009", position("libraries", "Libraries", "Open them on Sundays, we say."))
    sections = [*KEPT_SECTIONS, section("Libraries", "Books for all.")]
    assert assign_slugs(sections, KNOWN, (older,))[4] == "libraries-2"


def test_a_position_that_comes_back_gets_its_old_id() -> None:
    older = (
        edition("2005", position("late-buses", "Late buses", BUSES.replace("eleven", "ten"))),
        edition("2009", position("rents", "Rents", RENTS), position("homes", "Homes", HOMES)),
    )
    known = edition("2016", position("homes", "Homes", HOMES))
    back = RENTS.replace("wages", "pay")
    sections = [_HOMES, section("What tenants pay", back), section("Buses again", BUSES)]
    assert assign_slugs(sections, known, older=older) == ["homes", "rents", "late-buses"]
