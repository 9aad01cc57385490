"""What each edition did to a position is told by its id, and each word by who brought it."""

import time
from dataclasses import replace

import pytest
from corpora import documents, proses
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.history import Event, blame, tell_editions, tell_history
from policytui.compare.words import Op
from policytui.corpus.model import Document, Header, Kind, Nation, Position
from policytui.errors import UnknownId

HOMES = (
    "We will build twenty thousand co-operative homes in each year until the end of the decade. "
    "We will do so together with the councils."
)
TENANTS = (
    "Tenants should run the homes that they live in, and should choose who repairs them. A court "
    "may look into rents that rise faster than wages do."
)
BUSES = "Every village should have a bus on the hour until eleven at night, on Sundays as well."
SHOPS = "A shop that stands empty for a year should be offered to the people of the town."


def position(slug: str, text: str, *themes: str, title: str = "") -> Position:
    return Position(f"plan/{slug}", title or slug.title(), text, themes)


def edition(name: int | str, *positions: Position) -> Document:
    return Document(Header("plan", "Our plan", Kind.PLATFORM, str(name)), positions)


HOME, BUS, SHOP = position("homes", HOMES), position("buses", BUSES), position("shops", SHOPS)


def events(*editions: Document, of: str = "plan/homes") -> list[set[Event]]:
    return [set(step.events) for step in reversed(tell_history(editions, of).steps)]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (HOME, {Event.KEPT}),
        (replace(HOME, text=HOMES.replace("twenty", "thirty")), {Event.AMENDED}),
        (replace(HOME, text=HOMES.replace(". We", ".\nWe")), {Event.LAYOUT}),
        (replace(HOME, title="Homes for all"), {Event.RENAMED}),
        (replace(HOME, nations=(Nation.WALES,)), {Event.NATIONS}),
        (replace(HOME, themes=("Towns",)), {Event.MOVED}),
        (
            replace(HOME, title="New homes", text=HOMES.replace("each year", "all")),
            {Event.RENAMED, Event.AMENDED},
        ),
        (None, {Event.LEFT_OUT}),
    ],
)
def test_what_happened_is_told_by_the_id(then: Position | None, expected: set[Event]) -> None:
    after = [one for one in (then, BUS, SHOP) if one]
    told = events(edition(2016, HOME, BUS, SHOP), edition(2018, *after))
    assert told == [{Event.OLDEST}, expected]


def test_a_position_that_comes_back_is_compared_with_its_last_text() -> None:
    editions = (
        edition(2010, BUS),
        edition(2012, BUS, HOME),
        edition(2014, BUS),
        edition(2016, BUS),
        edition(2018, BUS, replace(HOME, text=HOMES.replace("twenty", "thirty"))),
    )
    history = tell_history(editions, "plan/homes")
    assert [(step.header.edition, set(step.events)) for step in history.steps] == [
        ("2018", {Event.CAME_BACK, Event.AMENDED}),
        ("2014", {Event.LEFT_OUT}),
        ("2012", {Event.NEW}),
    ]
    changed = [change for change in history.steps[0].changes if change.op is not Op.EQUAL]
    assert [(change.base, change.proposed) for change in changed] == [("twenty", "thirty")]


def test_the_shorter_of_two_that_change_places_has_moved() -> None:
    pair = edition(2016, HOME, BUS), edition(2018, BUS, HOME)
    assert events(*pair, of="plan/buses")[1] == {Event.MOVED}
    assert events(*pair)[1] == {Event.KEPT}


def test_positions_of_a_theme_that_was_renamed_have_not_moved() -> None:
    before = edition(2016, replace(HOME, themes=("Towns",)), replace(BUS, themes=("Towns",)))
    after = edition(2018, replace(HOME, themes=("Places",)), replace(BUS, themes=("Places",)))
    assert events(before, after)[1] == {Event.KEPT}


def test_a_split_is_told_from_both_parts_and_a_joining_from_both_wholes() -> None:
    whole = edition(2016, position("homes", f"{HOMES}\n\n{TENANTS}"), BUS)
    parts = edition(2018, HOME, position("tenants", TENANTS), BUS)

    kept, new = (
        tell_history((whole, parts), f"plan/{one}").steps[0] for one in ("homes", "tenants")
    )
    assert {Event.SPLIT, Event.AMENDED} == set(kept.events)
    assert (kept.came_from, kept.went_to) == ((), ("plan/tenants",))
    assert {Event.SPLIT, Event.NEW} == set(new.events)
    assert (new.came_from, new.went_to) == (("plan/homes",), ())

    kept, gone = (
        tell_history((parts, whole), f"plan/{one}").steps[0] for one in ("homes", "tenants")
    )
    assert {Event.JOINED, Event.AMENDED} == set(kept.events)
    assert kept.came_from == ("plan/tenants",)
    assert {Event.JOINED, Event.LEFT_OUT} == set(gone.events)
    assert gone.went_to == ("plan/homes",)


def test_a_paragraph_that_went_to_another_position_is_told() -> None:
    before = edition(2016, position("homes", f"{HOMES}\n\n{TENANTS}"), SHOP, BUS)
    after = edition(2018, HOME, SHOP, position("buses", f"{BUSES}\n\n{TENANTS}"))
    assert tell_history((before, after), "plan/homes").steps[0].went_to == ("plan/buses",)
    assert tell_history((before, after), "plan/buses").steps[0].came_from == ("plan/homes",)


def test_an_id_that_no_edition_holds_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownId, match='Did you mean "plan/homes"'):
        tell_history((edition(2016, HOME),), "plan/home")


def test_the_editions_of_a_document_are_counted_newest_first() -> None:
    editions = (
        edition(2016, HOME, BUS),
        edition(2018, replace(HOME, text=HOMES.replace("twenty", "ten")), BUS, SHOP),
    )
    newest, oldest = tell_editions(editions)
    assert (oldest.header.edition, oldest.positions, oldest.counts) == ("2016", 2, {})
    assert (newest.positions, newest.counts["amended"], newest.counts["new"]) == (3, 1, 1)


# --- blame ---


def brought(*editions: Document, of: str = "plan/homes") -> list[tuple[str, str]]:
    return [(run.text.strip(), run.header.edition) for run in blame(editions, of)]


def text(name: int, words: str) -> Document:
    return edition(name, position("homes", words))


def test_each_word_is_held_against_the_edition_that_brought_it() -> None:
    assert brought(
        text(2010, "We will build ten thousand homes a year."),
        text(2014, "We will build ten thousand good homes a year."),
        text(2018, "We will build thirty thousand good homes a year."),
    ) == [
        ("We will build", "2010"),
        ("thirty", "2018"),
        ("thousand", "2010"),
        ("good", "2014"),
        ("homes a year.", "2010"),
    ]


def test_spacing_quotes_and_stops_bring_no_words() -> None:
    assert brought(
        text(2010, 'We say "yes" to homes. We pay.'), text(2014, "We say “yes” to homes.\nWe pay!")
    ) == [("We say “yes” to homes.\nWe pay!", "2010")]


def test_words_of_a_split_position_are_as_old_as_they_were_there() -> None:
    assert brought(
        edition(2010, position("homes", f"{HOMES}\n\n{TENANTS}"), BUS),
        edition(2014, HOME, position("tenants", TENANTS), BUS),
        edition(2018, HOME, position("tenants", f"{TENANTS} So say we."), BUS),
        of="plan/tenants",
    ) == [(TENANTS, "2010"), ("So say we.", "2018")]


def test_a_position_that_was_left_out_shows_its_last_text() -> None:
    assert brought(edition(2010, HOME, BUS), edition(2014, BUS)) == [(HOMES, "2010")]
    assert blame((edition(2010, BUS),), "plan/homes") == ()


@given(st.lists(st.none() | proses, min_size=1, max_size=5))
def test_the_runs_joined_are_exactly_the_text(texts: list[str | None]) -> None:
    editions = [
        edition(number, position("other", "x"), *([position("homes", words)] if words else []))
        for number, words in enumerate(texts)
    ]
    last = next((words for words in reversed(texts) if words), "")
    assert "".join(run.text for run in blame(editions, "plan/homes")) == last


@given(st.lists(documents(), min_size=1, max_size=3))
def test_a_history_is_told_of_any_editions(editions: list[Document]) -> None:
    for one in {position.id for document in editions for position in document.positions}:
        steps = tell_history(editions, one).steps
        assert len({id(step.header) for step in steps}) == len(steps)
        runs = blame(editions, one)
        assert "".join(run.text for run in runs) == tell_history(editions, one).position.text


def test_blame_of_one_among_many_positions_and_editions_takes_no_time() -> None:
    def many(number: int) -> Document:
        words = f"{HOMES} {BUSES} This was said {number} times. " * 3
        others = (position(f"p{at}", f"{words} {at % 7}") for at in range(500))
        return edition(number, *others, *([HOME] if number else []))

    editions = [many(number) for number in range(20)]
    begun = time.perf_counter()
    assert len(blame(editions, "plan/p7")) > 1
    assert time.perf_counter() - begun < 1
