"""The marshalled list: order, numbers, what falls if what is carried, the votes that remain."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.compare.merge import touch
from policytui.conference.amendments.amendment import Amendment, amends_text, read_amendments
from policytui.conference.amendments.composites import Answer, decide_composite, decide_consent
from policytui.conference.journal import Journal
from policytui.conference.marshalling.acts import (
    decide_group,
    decide_move,
    decide_publication,
    tell_marshalling,
)
from policytui.conference.marshalling.delegate import (
    Mandate,
    Note,
    notes_file,
    read_notes,
    remaining_votes,
    revise_note,
    write_notes,
)
from policytui.conference.marshalling.falls import find_falls
from policytui.conference.marshalling.marshalled import MarshalledList, marshal
from policytui.conference.marshalling.numbering import number
from policytui.conference.marshalling.order import put_in_order
from policytui.conference.marshalling.outcome import Outcome, parse_outcomes
from policytui.conference.marshalling.simulation import Status, changed_texts, simulate
from policytui.conference.marshalling.standing import Why
from policytui.conference.marshalling.written import (
    as_csv,
    as_markdown,
    list_as_text,
    list_rows,
    tell_fate,
)
from policytui.conference.round import Round
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.drafts.model import Base, Draft, DraftKind, Submitter
from policytui.errors import DataError, UsageError
from policytui.text import digest_text

HOMES = "We will build 20,000 homes by 2030. Tenants may run them. Land is for all of us."
SHOPS = "Empty shops go to the town."
BATHS = "Every town keeps its baths open."
PLATFORM = Document(
    Header("platform", "Our platform", Kind.PLATFORM, "2016"),
    (
        Position("platform/homes", "Homes", HOMES, ("Housing",)),
        Position("platform/shops", "Shops", SHOPS, ("Town",)),
        Position("platform/baths", "Baths", BATHS, ("Town",)),
    ),
)
_AT = datetime(2026, 5, 1, tzinfo=UTC)
_POSITIONS = {position.id: position for position in PLATFORM.positions}


def draft(id_: str, position: str, text: str, base: str | None = None) -> Draft:
    on = _POSITIONS[f"platform/{position}"]
    words = on.text if base is None else base
    return Draft(
        id=id_,
        kind=DraftKind.AMENDMENT,
        title=on.title,
        created=_AT,
        updated=_AT,
        base=Base(on.id, "Our platform", "2016", on.title, words, digest_text(words)),
        text=text,
        submitter=Submitter(mover=f"Mover {id_}"),
    )


def new(id_: str, theme: str, text: str = "New words.") -> Draft:
    return Draft(
        id=id_,
        kind=DraftKind.NEW_POSITION,
        title="New",
        created=_AT,
        updated=_AT,
        document="platform",
        theme=theme,
        text=text,
    )


def homes(id_: str, *changes: tuple[str, str]) -> Draft:
    text = HOMES
    for old, put in changes:
        assert old in text
        text = text.replace(old, put)
    return draft(id_, "homes", text)


def listing(*drafts: Draft) -> tuple[Amendment, ...]:
    return put_in_order(read_amendments(drafts, [PLATFORM]), [PLATFORM])


def marshalled(*drafts: Draft, journal: Journal | None = None) -> MarshalledList:
    entries = journal.read() if journal else ()
    return marshal(read_amendments(drafts, [PLATFORM]), [PLATFORM], entries)


def ids(*drafts: Draft) -> list[str]:
    return [one.id for one in listing(*drafts)]


# --- order ---


def test_amendments_follow_the_order_of_the_document_and_of_the_words() -> None:
    first, second, third = (
        homes("z", ("20,000", "30,000")),
        homes("y", ("may", "must")),
        draft("x", "shops", SHOPS.replace("Empty", "Vacant")),
    )
    for order in permutations([first, second, third]):
        assert ids(*order) == ["z", "y", "x"]


def test_a_position_is_replaced_after_its_words_and_left_out_last() -> None:
    for order in permutations(
        [
            homes("words", ("all of us", "everybody")),
            draft("replaced", "homes", "Nothing like that"),
            draft("out", "homes", ""),
        ]
    ):
        assert ids(*order) == ["words", "replaced", "out"]


def test_less_is_left_out_before_more() -> None:
    for order in permutations(
        [
            homes("word", ("homes ", "")),
            homes("sentence", ("We will build 20,000 homes by 2030. ", "")),
            homes("later", ("may", "must")),
        ]
    ):
        assert ids(*order) == ["word", "sentence", "later"]


def test_a_new_position_follows_its_theme_and_one_for_no_theme_the_document() -> None:
    shops = draft("shops", "shops", "")
    found = ids(new("end", ""), new("town", "Town"), shops, new("house", "housing"))
    assert found == ["house", "shops", "end", "town"]


def test_an_amendment_to_an_amendment_stands_right_after_it() -> None:
    first = homes("a", ("2030", "2035"))
    lower = draft("lower", "homes", first.text.replace("2035", "2033"), first.text)
    lowest = draft("lowest", "homes", first.text.replace("2035", "2032"), lower.text)
    after = homes("b", ("may", "must"))
    assert ids(lowest, after, lower, first) == ["a", "lower", "lowest", "b"]


def test_what_is_alike_stands_in_the_order_of_receipt() -> None:
    assert ids(homes("b", ("2030", "2035")), homes("a", ("2030", "2040"))) == ["b", "a"]


# --- numbers ---


def test_amendments_are_numbered_and_those_to_them_lettered() -> None:
    first = homes("a", ("2030", "2035"))
    lower = [
        draft(f"l{year}", "homes", first.text.replace("2035", year), first.text)
        for year in ("2032", "2033")
    ]
    found = marshalled(first, *lower, homes("b", ("may", "must")))
    assert list(found.numbers.items()) == [("a", "1"), ("l2032", "1A"), ("l2033", "1B"), ("b", "2")]


def _row(*names: str) -> list[Amendment]:
    (one,) = read_amendments([homes("x", ("2030", "2035"))], [PLATFORM])
    return [replace(one, id=name) for name in names]


@pytest.mark.parametrize(
    ("published", "order", "numbers"),
    [
        ({"a": "1", "b": "2"}, "axb", "1 1A 2"),
        ({"a": "1", "b": "2"}, "axyb", "1 1A 1B 2"),
        ({"a": "1", "x": "1A", "b": "2"}, "ayxzb", "1 1ZA 1A 1B 2"),
        ({"a": "1", "x": "1A", "y": "1B"}, "axzy", "1 1A 1AA 1B"),
        ({"a": "1"}, "xya", "A1 B1 1"),
        ({"a": "1", "b": "2"}, "abxy", "1 2 3 4"),
        ({"a": "1", "gone": "2"}, "ax", "1 3"),
        ({"a": "1", "gone": "1A", "b": "2"}, "axb", "1 1ZA 2"),
    ],
)
def test_what_comes_later_is_lettered_in_between(
    published: dict[str, str], order: str, numbers: str
) -> None:
    found = number(_row(*order), published)
    assert " ".join(found[name] for name in order) == numbers


@given(st.lists(st.permutations("abcdefgh").map(lambda order: order[:5]), min_size=1, max_size=4))
def test_numbers_are_given_once_and_stand(orders: list[list[str]]) -> None:
    published: dict[str, str] = {}
    for order in orders:
        found = number(_row(*order), published)
        assert len({**published, **found}.values()) == len(set({**published, **found}.values()))
        assert all(found[name] == published[name] for name in order if name in published)
        published |= found


# --- the list as the journal makes it ---


def test_publishing_freezes_numbers(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    early = [homes("a", ("20,000", "30,000")), homes("c", ("may", "must"))]
    publish = decide_publication(
        lambda entries: marshal(read_amendments(early, [PLATFORM]), [PLATFORM], entries).numbers
    )
    assert len(journal.add(publish)) == 1
    assert not journal.add(publish)
    found = marshalled(*early, homes("b", ("2030", "2035")), journal=journal)
    assert list(found.numbers.items()) == [("a", "1"), ("b", "1A"), ("c", "2")]
    fewer = marshalled(early[1], journal=journal)
    assert fewer.numbers == {"c": "2"}
    assert fewer.gone == {"1": ""}


def test_a_manual_order_is_kept_with_what_comes_later(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    a, b, c = homes("a", ("20,000", "3")), homes("b", ("2030", "4")), homes("c", ("may", "must"))
    first, second, third = listing(a, b, c)
    move = decide_move(third, first, is_before=True)
    assert [len(journal.add(move)) for _ in range(2)] == [1, 0]
    assert [one.id for one in marshalled(a, c, journal=journal).amendments] == ["c", "a"]
    assert [one.id for one in marshalled(a, b, c, journal=journal).amendments] == ["c", "a", "b"]
    journal.add(decide_move(third, second, is_before=False))
    assert [one.id for one in marshalled(a, b, c, journal=journal).amendments] == ["a", "b", "c"]
    with pytest.raises(UsageError, match="itself"):
        decide_move(first, first, is_before=True)


def test_what_amends_an_amendment_is_moved_only_among_those_to_the_same() -> None:
    over = homes("b", ("2030", "2040"))
    terms = {f"l{year}": over.text.replace("2040", year) for year in ("2039", "2038")}
    lower = [draft(id_, "homes", text, over.text) for id_, text in terms.items()]
    by_id = {one.id: one for one in listing(homes("a", ("20,000", "3")), over, *lower)}
    for moved, beside in permutations(by_id.values(), 2):
        if {moved.id, beside.id} in ({"a", "b"}, {"l2039", "l2038"}):
            decide_move(moved, beside, is_before=True)
        else:
            with pytest.raises(UsageError, match="stays with what it amends"):
                decide_move(moved, beside, is_before=False)


def test_a_group_names_the_debate_and_is_given_up(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(decide_group(" Homes ", ["a", "b"]))
    assert not journal.add(decide_group("Homes", ["b", "a"]))
    assert tell_marshalling(journal.read()).groups == {"a": "Homes", "b": "Homes"}
    journal.add(decide_group("Homes", []))
    assert tell_marshalling(journal.read()).groups == {}


def test_an_agreed_composite_takes_the_place_of_its_members(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    drafts = [
        homes("a", ("20,000", "30,000")),
        homes("b", ("2030", "2035")),
        homes("c", ("may", "must")),
    ]
    lower = draft("l", "homes", drafts[1].text.replace("2035", "2033"), drafts[1].text)
    members = [one for one in listing(*drafts) if one.id in "ab"]
    journal.add(decide_composite(members))
    assert [one.id for one in marshalled(*drafts, journal=journal).amendments] == ["a", "b", "c"]
    for mover in ("Mover a", "Mover b"):
        journal.add(decide_consent("C1", mover, Answer.GIVEN))
    found = marshalled(*drafts, lower, journal=journal)
    assert [one.id for one in found.amendments] == ["C1", "l", "c"]
    assert found.amendments[0].mover == "Mover a, Mover b"
    assert found.amendments[0].members == ("a", "b")
    assert "part of composite C1" in found.amendments[1].note
    assert [one.id for one in marshalled(drafts[0], drafts[2], journal=journal).amendments] == [
        "a",
        "c",
    ]


# --- falls ---


def _falls(*drafts: Draft) -> set[tuple[str, str, Why]]:
    return {(one.because, one.id, one.why) for one in find_falls(listing(*drafts))}


@pytest.mark.parametrize(
    ("first", "second", "falls"),
    [
        # The same words, each in another way.
        ([("2030", "2035")], [("2030", "2040")], Why.WORDS_GONE),
        # The very same change.
        ([("2030", "2035")], [("2030", "2035")], Why.SAME_CHANGE),
        # Other words.
        ([("2030", "2035")], [("may", "must")], None),
        # The larger passage comes later, and takes the words as they were amended.
        ([("may", "must")], [(" Tenants may run them.", "")], None),
        # Both put words in at one place.
        ([("all of us.", "all of us. Now.")], [("all of us.", "all of us. Soon.")], None),
        # One of several changes cannot be made: all of it falls.
        ([("2030", "2035")], [("2030", "2040"), ("may", "must")], Why.WORDS_GONE),
        # A part of it is made already: the rest remains.
        ([("2030", "2035")], [("2030", "2035"), ("may", "must")], None),
    ],
)
def test_an_amendment_falls_when_its_words_are_taken(
    first: list[tuple[str, str]], second: list[tuple[str, str]], falls: Why | None
) -> None:
    found = _falls(homes("a", *first), homes("b", *second))
    assert found == ({("a", "b", falls)} if falls else set())


def test_a_replaced_position_brings_its_leaving_out_down() -> None:
    found = _falls(
        homes("words", ("2030", "2035")),
        draft("replaced", "homes", "Nothing like that"),
        draft("out", "homes", ""),
    )
    assert found == {("replaced", "out", Why.WORDS_GONE)}


def test_what_amends_an_amendment_falls_with_it() -> None:
    second = homes("b", ("2030", "2040"))
    lower = draft("l", "homes", second.text.replace("2040", "2039"), second.text)
    assert _falls(homes("a", ("2030", "2035")), second, lower) == {
        ("a", "b", Why.WORDS_GONE),
        ("a", "l", Why.ITS_AMENDMENT),
    }


def test_the_same_new_position_is_made_once() -> None:
    assert _falls(new("a", ""), new("b", ""), new("c", "", "Others.")) == {
        ("a", "b", Why.SAME_CHANGE)
    }


# --- simulation ---


def test_a_passage_is_left_out_as_it_was_amended() -> None:
    found = listing(homes("a", ("may", "must")), homes("b", (" Tenants may run them.", "")))
    done = simulate(found, {"a": Outcome.CARRIED, "b": Outcome.CARRIED})
    assert done.texts["platform/homes"] == HOMES.replace(" Tenants may run them.", "")
    assert done.fates["a"].overtaken_by == "b"
    assert simulate(found, {"a": Outcome.CARRIED}).fates["b"].status is Status.CALLED


def test_words_put_in_at_one_place_stand_in_the_order_of_the_list() -> None:
    found = listing(draft("a", "homes", HOMES + " Now."), draft("b", "homes", HOMES + " Soon."))
    done = simulate(found, dict.fromkeys(("b", "a"), Outcome.CARRIED))
    assert done.texts["platform/homes"] == HOMES + " Now. Soon."


def test_an_amendment_is_carried_as_amended() -> None:
    first = homes("a", ("2030", "2035"))
    lower = draft("l", "homes", first.text.replace("2035", "2033"), first.text)
    found = listing(first, lower)
    both = simulate(found, {"a": Outcome.CARRIED, "l": Outcome.CARRIED})
    assert both.texts == {"platform/homes": HOMES.replace("2030", "2033")}
    alone = simulate(found, {"l": Outcome.CARRIED})
    assert alone.texts == {"platform/homes": HOMES}
    lost = simulate(found, {"a": Outcome.LOST, "l": Outcome.CARRIED})
    assert lost.texts == {"platform/homes": HOMES}
    assert (lost.fates["l"].status, lost.fates["l"].because) == (Status.FALLS, ("a",))


def test_what_was_recorded_as_carried_but_falls_is_told() -> None:
    found = listing(homes("a", ("2030", "2035")), homes("b", ("2030", "2040")))
    done = simulate(found, dict.fromkeys("ab", Outcome.CARRIED))
    fate = done.fates["b"]
    assert (fate.status, fate.because, fate.outcome) == (Status.FALLS, ("a",), Outcome.CARRIED)
    assert done.texts["platform/homes"] == HOMES.replace("2030", "2035")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (None, "Falls because of 1"),
        (Outcome.FELL, "Fell because of 1"),
        (Outcome.CARRIED, "Carried, though its words were gone by 1"),
        (Outcome.LOST, "Lost, though it falls because of 1"),
        (Outcome.WITHDRAWN, "Withdrawn"),
        (Outcome.NOT_REACHED, "Not reached"),
    ],
)
def test_what_falls_is_told_with_what_was_recorded_of_it(
    outcome: Outcome | None, said: str
) -> None:
    found = listing(homes("a", ("2030", "2035")), homes("b", ("2030", "2040")))
    outcomes = {"a": Outcome.CARRIED} | ({"b": outcome} if outcome else {})
    fate = simulate(found, outcomes).fates["b"]
    assert tell_fate(fate, {"a": "1", "b": "2"}) == said


def test_a_position_that_is_left_out_has_no_text() -> None:
    found = listing(draft("a", "shops", ""), new("n", "Town"))
    done = simulate(found, dict.fromkeys("an", Outcome.CARRIED))
    assert done.texts == {"platform/shops": "", "new:n": "New words."}


_BASE = "one two three four five six seven. Eight nine ten eleven twelve."


@st.composite
def _amendments(draw: st.DrawFn) -> tuple[Amendment, ...]:
    (like,) = read_amendments([homes("x", ("2030", "2035"))], [PLATFORM])
    made: list[Amendment] = []
    for rank in range(draw(st.integers(1, 7))):
        words = _BASE.split(" ")
        for _ in range(draw(st.integers(1, 2))):
            start = draw(st.integers(0, len(words)))
            end = min(len(words), start + draw(st.integers(0, 4)))
            words[start:end] = draw(st.sampled_from([[], ["red"], ["blue", "green"], ["grey."]]))
        is_lower = bool(made) and draw(st.integers(0, 4)) == 0
        over = made[0] if is_lower else like
        base = made[0].text if is_lower else _BASE
        one = amends_text(replace(like, id=f"m{rank}"), base, " ".join(words))
        if is_lower and one.text != base:
            one = replace(one, target=over.id, amends=over.id)
        elif is_lower:
            continue
        if not one.edits:
            one = replace(one, note="It changes nothing.")
        made.append(one)
    return put_in_order(made, [PLATFORM])


_OUTCOMES = st.lists(st.sampled_from([None, *Outcome]), min_size=8, max_size=8)


@given(_amendments())
def test_no_decision_leaves_every_text_as_it_is(found: tuple[Amendment, ...]) -> None:
    assert set(simulate(found, {}).texts.values()) <= {_BASE}


@settings(max_examples=150)
@given(_amendments(), _OUTCOMES)
def test_nothing_both_falls_and_is_applied(
    found: tuple[Amendment, ...], drawn: list[Outcome | None]
) -> None:
    outcomes = {one.id: what for one, what in zip(found, drawn, strict=False) if what}
    done = simulate(found, outcomes)
    assert simulate(found, outcomes) == done
    assert set(done.fates) == {one.id for one in found}
    for fate in done.fates.values():
        if fate.status is Status.FALLS:
            assert fate.because
            assert fate.id not in fate.because
        if fate.status is Status.CARRIED:
            assert outcomes[fate.id] is Outcome.CARRIED
    # Without those that fall the texts are the same: nothing of them is applied.
    kept = {id_: what for id_, what in outcomes.items() if done.fates[id_].status != Status.FALLS}
    assert simulate(found, kept).texts == done.texts


@settings(max_examples=150)
@given(_amendments())
def test_each_fall_is_what_carrying_the_one_does_to_the_other(found: tuple[Amendment, ...]) -> None:
    falls = {(one.because, one.id) for one in find_falls(found)}
    for carried in found:
        if not carried.amends:
            done = simulate(found, {carried.id: Outcome.CARRIED})
            fallen = {id_ for id_, fate in done.fates.items() if fate.status is Status.FALLS}
            assert fallen == {id_ for because, id_ in falls if because == carried.id}


@settings(max_examples=60)
@given(_amendments(), st.randoms(use_true_random=False))
def test_those_that_do_not_collide_make_one_text_in_any_order(
    found: tuple[Amendment, ...], random: Random
) -> None:
    apart: list[Amendment] = []
    for one in found:
        is_clear = not one.amends and not any(
            touch(_BASE, mine, theirs)
            for other in apart
            for mine in one.edits
            for theirs in other.edits
        )
        if is_clear:
            apart.append(one)
    outcomes = dict.fromkeys((one.id for one in apart), Outcome.CARRIED)
    texts = simulate(apart, outcomes).texts
    random.shuffle(apart)
    assert simulate(apart, outcomes).texts == texts


# --- outcomes, votes, tables ---


def test_outcomes_are_read_from_a_line() -> None:
    numbers = {"3": "a", "12A": "b"}
    assert parse_outcomes(" 3 carried, 12a Not reached,", numbers) == {
        "a": Outcome.CARRIED,
        "b": Outcome.NOT_REACHED,
    }


@pytest.mark.parametrize("text", ["3", "3 carred", "carried 3", "4 lost"])
def test_a_line_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_outcomes(text, {"3": "a"})


def test_only_the_votes_that_remain_are_listed_in_the_order_in_which_they_are_put() -> None:
    first = homes("a", ("2030", "2035"))
    lower = draft("l", "homes", first.text.replace("2035", "2033"), first.text)
    found = marshalled(first, lower, homes("b", ("2030", "2040")), homes("c", ("may", "must")))
    notes = {"c": Note("Ask first", Mandate.FOR)}
    votes = remaining_votes(found, simulate(found.amendments, {}), notes, {"c": "against"})
    assert [vote.number for vote in votes] == ["1A", "1", "2", "3"]
    assert (votes[3].note, votes[3].recommendation) == (notes["c"], "against")
    decided = simulate(found.amendments, {"l": Outcome.LOST, "a": Outcome.CARRIED})
    assert [vote.number for vote in remaining_votes(found, decided, {}, {})] == ["3"]


def test_notes_are_kept_with_the_drafts_and_not_in_the_round(tmp_path: Path) -> None:
    round_ = Round(tmp_path / "round", "Annual Conference 2026")
    file = notes_file(tmp_path / "drafts", round_)
    assert read_notes(file) == {}
    notes = {"a": Note("=1+1 “said”"), "b": Note("", Mandate.FREE), "c": Note()}
    write_notes(file, round_, notes)
    assert read_notes(file) == {"a": notes["a"], "b": notes["b"]}
    assert not round_.folder.exists()
    file.write_text('schema = 1\n[[vote]]\namendment = "a"\nmandate = "fro"\n', encoding="utf-8")
    with pytest.raises(DataError, match="for"):
        read_notes(file)


def test_the_list_tells_mover_wording_and_what_brings_it_down() -> None:
    found = marshalled(homes("a", ("2030", "2035")), homes("b", ("2030", "2040")))
    told = list_as_text(found, "Round")
    assert "  2     Mover b" in told
    assert "Leave out “2030” and insert “2040”" in told
    assert "Falls if 1 is carried." in told


def test_tables_hold_no_formula_and_no_markup() -> None:
    hostile = replace(
        homes("a", ("2030", "<b>2035</b> | x")), submitter=Submitter(mover="=cmd()|'x'!A1")
    )
    rows = list_rows(marshalled(hostile))
    assert "'=cmd()" in as_csv(rows)
    assert ",=cmd" not in as_csv(rows)
    table = as_markdown(rows)
    assert "<b>" not in table
    assert "\\=cmd" in table
    assert len(table.splitlines()) == 3


def test_a_note_is_revised_beside_those_that_another_program_kept(tmp_path: Path) -> None:
    round_ = Round(tmp_path / "round", "Spring")
    file = notes_file(tmp_path / "drafts", round_)
    revise_note(file, round_, "a", lambda note: replace(note, text="Ask"))
    write_notes(file, round_, {**read_notes(file), "b": Note("", Mandate.FREE)})
    made = revise_note(file, round_, "a", lambda note: replace(note, mandate=Mandate.FOR))
    assert made == Note("Ask", Mandate.FOR)
    assert read_notes(file) == {"a": made, "b": Note("", Mandate.FREE)}
    revise_note(file, round_, "a", lambda _: Note())
    assert set(read_notes(file)) == {"b"}
    file.write_text("schema = 1\nwrong", "utf-8")
    with pytest.raises(DataError):
        revise_note(file, round_, "a", lambda _: Note("Lost?"))
    assert file.read_text("utf-8") == "schema = 1\nwrong"


def test_the_texts_that_decisions_change_are_told_with_what_stood_before() -> None:
    gone = draft("gone", "shops", "")
    found = marshalled(homes("a", ("2030", "2035")), gone, new("n", "Town")).amendments
    told = changed_texts(found, simulate(found, dict.fromkeys("an", Outcome.CARRIED)))
    assert [(one.amendment.id, one.base, one.text) for one in told] == [
        ("a", HOMES, HOMES.replace("2030", "2035")),
        ("n", "", "New words."),
    ]
    told = changed_texts(found, simulate(found, {"gone": Outcome.CARRIED}))
    assert [(one.amendment.id, one.base, one.text) for one in told] == [("gone", SHOPS, "")]
    assert changed_texts(found, simulate(found, {})) == ()
