"""Amendments beside each other: what they amend, where they meet, and composites of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.merge import apply_edits
from policytui.conference.amendments.amendment import Amendment, Shape, read_amendments
from policytui.conference.amendments.combining import combine
from policytui.conference.amendments.composites import (
    Answer,
    Composite,
    as_amendment,
    decide_composite,
    decide_consent,
    decide_dissolution,
    decide_text,
    tell_composites,
)
from policytui.conference.amendments.kept import KeptEdits
from policytui.conference.amendments.recomposing import (
    CompositeChanged,
    decide_members,
    decide_return,
    unless_changed,
)
from policytui.conference.amendments.resting import Rest, rest_on
from policytui.conference.amendments.sources import BASE, trace_sentences, trace_sources
from policytui.conference.amendments.together import bring_together
from policytui.conference.decisions.deciding import Decision, clear_decision, decide
from policytui.conference.journal import Act, Journal
from policytui.conference.marshalling.outcome import Outcome
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import (
    Base,
    Draft,
    DraftKind,
    Relates,
    Relation,
    Submitter,
)
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Exit, UnknownId, UsageError
from policytui.text import digest_text

TARGET = "platform/homes-we-share"
HOMES = (
    "We will build 20,000 homes a year by 2030. Tenants should run them. "
    "Councils may keep a list of empty land."
)
PLATFORM = Document(
    Header("platform", "Our platform", Kind.PLATFORM, "2016"),
    (
        Position("platform/homes", "Homes", HOMES, ("Housing",)),
        Position(
            "platform/shops", "Shops", "A shop that stands empty goes to the town.", ("Shops",)
        ),
    ),
)


def draft(id_: str, text: str, base: str = HOMES, *, mover: str = "", relates: str = "") -> Draft:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return Draft(
        id=id_,
        kind=DraftKind.AMENDMENT,
        title="Homes",
        created=at,
        updated=at,
        base=Base("platform/homes", "Our platform", "2016", "Homes", base, digest_text(base)),
        text=text,
        submitter=Submitter(mover=mover or f"Mover {id_}"),
        relates=(Relates(relates, Relation.NARROWS),) if relates else (),
    )


def read(*drafts: Draft) -> dict[str, Amendment]:
    return {one.id: one for one in read_amendments(drafts, [PLATFORM])}


def changed(old: str, new: str) -> str:
    assert old in HOMES
    return HOMES.replace(old, new)


# --- what each amends ---


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (changed("2030", "2035"), Shape.WORDS),
        (HOMES + " It begins now.", Shape.WORDS),
        ("", Shape.LEAVE_OUT),
        ("Nobody needs shelter less than another", Shape.REPLACEMENT),
    ],
)
def test_an_amendment_has_a_shape_and_edits_that_make_its_text(text: str, shape: Shape) -> None:
    found = read(draft("a", text))["a"]
    assert found.shape is shape
    assert apply_edits(found.base, found.edits) == text
    assert found.can_be_put


def test_an_amendment_begun_on_an_older_text_is_carried_over() -> None:
    older = changed("Tenants should", "Tenants could")
    found = read(draft("a", older.replace("2030", "2035"), older))["a"]
    assert found.base == HOMES
    assert found.text == changed("2030", "2035")


def test_an_amendment_to_words_that_were_changed_since_stays_with_a_note() -> None:
    older = changed("2030", "2028")
    found = read(draft("a", older.replace("2028", "2035"), older))["a"]
    assert not found.can_be_put
    assert "changed since" in found.note


def test_an_amendment_to_a_position_that_is_gone_stays_with_a_note() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    base = Base("platform/gone", "Our platform", "2016", "Gone", "Old words.", digest_text("x"))
    lost = Draft(
        id="a", kind=DraftKind.AMENDMENT, title="Gone", created=at, updated=at, base=base, text="x"
    )
    assert "no position platform/gone" in read(lost)["a"].note


def test_an_amendment_that_changes_nothing_is_told() -> None:
    assert "changes nothing" in read(draft("a", HOMES))["a"].note


@pytest.mark.parametrize("is_declared", [False, True])
def test_an_amendment_to_an_amendment_turns_its_words_into_others(is_declared: bool) -> None:
    first = draft("a", changed("2030", "2035"))
    text = changed("2030", "2033")
    second = draft("b", text, relates="a") if is_declared else draft("b", text, first.text)
    found = read(first, second)["b"]
    assert (found.amends, found.target, found.base) == ("a", "a", first.text)
    assert [(found.base[edit.start : edit.end], edit.text) for edit in found.edits] == [
        ("2035", "2033")
    ]


def test_an_amendment_amends_none_of_another_position() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    shops = PLATFORM.positions[1]
    base = Base(shops.id, "Our platform", "2016", "Shops", shops.text, digest_text(shops.text))
    other = Draft(
        id="s",
        kind=DraftKind.AMENDMENT,
        title="Shops",
        created=at,
        updated=at,
        base=base,
        text="Shops are shops.",
        relates=(Relates("a", Relation.NARROWS),),
    )
    assert read(draft("a", changed("2030", "2035")), other)["s"].amends == ""


def test_edits_that_were_kept_are_those_that_are_found(tmp_path: Path) -> None:
    drafts = [draft("a", changed("2030", "2035")), draft("b", ""), draft("c", f"{HOMES} Now.")]
    for _ in range(2):
        kept = KeptEdits(tmp_path)
        assert read_amendments(drafts, [PLATFORM], kept) == read_amendments(drafts, [PLATFORM])
        kept.keep()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no cache")
    assert read_amendments(drafts, [PLATFORM], KeptEdits(tmp_path)) == tuple(read(*drafts).values())


def test_amendments_that_amend_each_other_cannot_be_put() -> None:
    found = read(
        draft("a", changed("2030", "2035"), relates="b"),
        draft("b", changed("2030", "2033"), relates="a"),
    )
    assert not any(one.can_be_put or one.amends for one in found.values())


def test_new_positions_with_the_same_words_have_one_target() -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    found = read(
        *(
            Draft(
                id=id_,
                kind=DraftKind.NEW_POSITION,
                title="Baths",
                created=at,
                updated=at,
                document="platform",
                text=text,
            )
            for id_, text in (
                ("a", "Every town a bath."),
                ("b", "Every  town a bath."),
                ("c", "No."),
            )
        )
    )
    assert found["a"].target == found["b"].target != found["c"].target


# --- together ---


def test_identical_and_near_identical_amendments_are_offered_as_groups() -> None:
    passage = (
        "Every council will publish once a year which of its land lies empty, for how long, "
        "and what the people who live beside it would like to see built there"
    )
    found = read(
        draft("a", f"{HOMES} {passage}."),
        draft("b", f"{HOMES} {passage}."),
        draft("c", f"{HOMES} {passage} soon."),
        draft("d", changed("2030", "2035")),
        draft("e", changed("2030", "2040")),
    )
    (group,) = bring_together(list(found.values()))
    assert group.identical == (("a", "b"),)
    assert group.near == (("a", "c"),)
    meetings = {(one.first.names, one.second.names) for one in group.collisions}
    assert (("d",), ("e",)) in meetings


def test_amendments_that_touch_other_words_neither_collide_nor_are_alike() -> None:
    found = read(draft("a", changed("2030", "2035")), draft("b", changed("should run", "will run")))
    (group,) = bring_together(list(found.values()))
    assert (group.collisions, group.identical, group.near) == ((), (), ())


# --- sources ---


def test_a_sentence_names_its_source() -> None:
    a, b = changed("2030", "2035"), changed("may keep", "must keep")
    text = f"{a.split('. ')[0]}. Tenants should run them. {b.split('. ')[2]}"
    runs = [(run.text.strip(), run.sources) for run in trace_sources(text, HOMES, {"a": a, "b": b})]
    assert runs == [
        ("We will build 20,000 homes a year by 2035.", ("a",)),
        ("Tenants should run them.", (BASE,)),
        ("Councils must keep a list of empty land.", ("b",)),
    ]


def test_a_sentence_of_several_names_them_all() -> None:
    a, b = f"{HOMES} Land is common.", f"{HOMES} Land is common. So is water."
    runs = trace_sources(b, HOMES, {"a": a, "b": b})
    assert [run.sources for run in runs] == [(BASE,), ("a", "b"), ("b",)]


def test_words_of_two_amendments_in_one_sentence_are_told_apart() -> None:
    a, b = changed("2030", "2035"), changed("20,000", "30,000")
    runs = trace_sources(a.replace("20,000", "30,000"), HOMES, {"a": a, "b": b})
    assert {run.sources for run in runs} == {("a",), ("b",), (BASE,)}
    assert all(run.sources == ("a",) for run in runs if "2035" in run.text)
    assert all(run.sources == ("b",) for run in runs if "30,000" in run.text)


def test_words_from_no_source_are_flagged_and_the_sentence_keeps_its_source() -> None:
    a = f"{HOMES} Councils will publish the list of their empty land once a year."
    text = a.replace("once a year", "every third month")
    runs = trace_sources(text, HOMES, {"a": a})
    assert [run.text.strip(" .") for run in runs if run.is_unsourced] == ["every third month"]
    assert any("Councils will publish" in run.text and run.sources == ("a",) for run in runs)


def test_a_word_that_an_amendment_puts_in_is_its_own_also_before_words_from_nowhere() -> None:
    a, b = changed("2030", "2035"), changed("empty land", "allotments")
    text = f"{b.rstrip('.')} quite soon or later"
    runs = trace_sources(text, HOMES, {"a": a, "b": b})
    assert [run.text.strip() for run in runs if run.is_unsourced] == ["quite soon or later"]


_WORDS = st.lists(
    st.sampled_from(["homes", "land", "will", "may", "not.", "councils", "2030", "and."]),
    max_size=14,
)
_TEXTS = _WORDS.map(" ".join)


@given(_TEXTS, _TEXTS, st.lists(_TEXTS, max_size=3))
def test_the_traced_runs_joined_are_the_text(text: str, base: str, members: list[str]) -> None:
    named = {f"m{number}": one for number, one in enumerate(members)}
    runs = trace_sources(text, base, named)
    assert "".join(run.text for run in runs) == text
    assert {name for run in runs for name in run.sources} <= {*named, BASE}
    sentences = trace_sentences(text, base, named)
    assert "".join(run.text for one in sentences for run in one) == text


@given(_TEXTS, st.lists(_TEXTS, min_size=1, max_size=3))
def test_a_text_of_whole_sources_has_no_word_from_nowhere(base: str, members: list[str]) -> None:
    named = {f"m{number}": one for number, one in enumerate(members)}
    assert not any(run.is_unsourced for run in trace_sources(members[0], base, named))


# --- composites ---


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path)


def _only(journal: Journal) -> Composite:
    (composite,) = tell_composites(journal.read())
    return composite


def _two() -> list[Amendment]:
    found = read(
        draft("a", changed("2030", "2035"), mover="A. Member"),
        draft("b", changed("may keep", "must keep"), mover="B. Member"),
    )
    return [found["a"], found["b"]]


def test_a_composite_begins_with_what_its_members_make_together(journal: Journal) -> None:
    for _ in range(2):
        journal.add(decide_composite(_two(), by="Staff"))
    composite = _only(journal)
    assert composite.id == "C1"
    assert composite.text == changed("2030", "2035").replace("may keep", "must keep")
    assert [(one.mover, one.answer) for one in composite.consents] == [
        ("A. Member", Answer.TO_ASK),
        ("B. Member", Answer.TO_ASK),
    ]


def test_one_of_two_that_collide_begins_a_composite() -> None:
    found = read(draft("a", changed("2030", "2035")), draft("b", changed("2030", "2040")))
    combined = combine([found["a"], found["b"]])
    assert (combined.text, combined.left_out) == (changed("2030", "2035"), ("b",))


def test_a_composite_is_agreed_when_every_mover_consents(journal: Journal) -> None:
    journal.add(decide_composite(_two()))
    journal.add(decide_consent("C1", "a. member", Answer.GIVEN, "Staff"))
    assert not _only(journal).is_agreed
    journal.add(decide_consent("C1", "B. Member", Answer.GIVEN))
    assert _only(journal).is_agreed
    consent = _only(journal).consents[0]
    assert (consent.answer, consent.by) == (Answer.GIVEN, "Staff")
    journal.add(decide_consent("C1", "B. Member", Answer.REFUSED))
    assert not _only(journal).is_agreed


def test_another_text_must_be_agreed_to_anew(journal: Journal) -> None:
    journal.add(decide_composite(_two()))
    for mover in ("A. Member", "B. Member"):
        journal.add(decide_consent("C1", mover, Answer.GIVEN))
    journal.add(decide_text("C1", _only(journal).text))
    assert _only(journal).is_agreed
    journal.add(decide_text("C1", changed("2030", "2040")))
    assert {one.answer for one in _only(journal).consents} == {Answer.TO_ASK}


def test_a_dissolved_composite_frees_its_members(journal: Journal) -> None:
    journal.add(decide_composite(_two()))
    third = read(draft("c", changed("homes", "houses")))["c"]
    with pytest.raises(UsageError, match="part of composite C1"):
        journal.add(decide_composite([_two()[0], third]))
    for _ in range(2):
        journal.add(decide_dissolution("C1"))
    journal.add(decide_composite([_two()[0], third]))
    assert [(one.id, one.is_dissolved) for one in tell_composites(journal.read())] == [
        ("C1", True),
        ("C2", False),
    ]


def test_what_cannot_be_a_composite_is_refused(journal: Journal) -> None:
    a, b = _two()
    child = read(draft("a", a.text), draft("d", changed("2030", "2033"), a.text))["d"]
    for members in ([a], [a, a], [a, child], [a, read(draft("e", HOMES))["e"]]):
        with pytest.raises(UsageError):
            decide_composite(members)
    journal.add(decide_composite([a, b]))
    with pytest.raises(UnknownId, match="moves none"):
        journal.add(decide_consent("C1", "Somebody", Answer.GIVEN))
    with pytest.raises(UnknownId, match="No composite C7"):
        journal.add(decide_text("C7", "x"))


def test_what_is_decided_becomes_part_of_no_composite(journal: Journal) -> None:
    journal.add(decide_composite(_two()))
    decide(journal, ["a"], Decision(Outcome.LOST))
    with pytest.raises(UsageError, match=r"Amendment a is decided already \(lost\)"):
        journal.add(
            decide_consent("C1", tell_composites(journal.read())[0].consents[0].mover, Answer.GIVEN)
        )
    journal.add(decide_dissolution("C1"))
    with pytest.raises(UsageError, match=r"Amendment 7 is decided already \(lost\)"):
        journal.add(decide_composite(_two(), numbers={"a": "7"}))
    clear_decision(journal, ["a"])
    assert journal.add(decide_composite(_two()))


# --- composites changed, and back again ---


def test_a_composite_gets_other_members_and_is_never_changed_unseen(journal: Journal) -> None:
    a, b = _two()
    third = read(draft("c", changed("homes", "houses"), mover="C. Member"))["c"]
    journal.add(decide_composite([a, b]))
    seen = _only(journal)
    for _ in range(2):
        journal.add(decide_members("C1", [a, third], third.text))
    assert (_only(journal).members, _only(journal).text) == (("a", "c"), third.text)
    assert [one.mover for one in _only(journal).consents] == ["A. Member", "C. Member"]
    assert len(journal.read()) == 2
    with pytest.raises(CompositeChanged) as told:
        journal.add(unless_changed(decide_text("C1", a.text), seen))
    assert told.value.now == _only(journal)
    journal.add(unless_changed(decide_text("C1", a.text, base=HOMES), _only(journal)))
    newer = [replace(one, base=NEWER, today=NEWER) for one in (a, third)]
    journal.add(decide_members("C1", newer, a.text))
    assert _only(journal).base == NEWER
    journal.add(decide_composite([b, read(draft("d", f"{HOMES} Now."))["d"]]))
    with pytest.raises(UsageError, match="part of composite C2"):
        journal.add(decide_members("C1", [a, b], a.text))


_DEEDS = {
    "text": decide_text("C1", changed("2030", "2040")),
    "same text": decide_text("C1", changed("2030", "2035").replace("may keep", "must keep")),
    "yes": decide_consent("C1", "A. Member", Answer.GIVEN),
    "no": decide_consent("C1", "B. Member", Answer.REFUSED),
    "gone": decide_dissolution("C1"),
}


@given(st.lists(st.sampled_from(sorted(_DEEDS)), max_size=5), st.sampled_from(sorted(_DEEDS)))
def test_any_deed_is_taken_back_with_the_consents_that_were_given(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], deed: str
) -> None:
    journal = Journal(tmp_path_factory.mktemp("undo"))
    journal.add(decide_composite(_two()))
    try:
        for each in before:
            journal.add(_DEEDS[each])
        was = _only(journal)
        journal.add(_DEEDS[deed])
    except UnknownId:  # of what was dissolved nothing more is said
        return
    left = _only(journal)
    journal.add(decide_return(left, was))
    now = _only(journal)
    assert now.says_as(was)
    assert [(one.mover, one.answer) for one in now.consents] == [
        (one.mover, one.answer) for one in was.consents
    ]


def test_what_somebody_else_did_since_is_not_taken_back(journal: Journal) -> None:
    journal.add(decide_composite(_two()))
    made = _only(journal)
    journal.add(decide_consent("C1", "A. Member", Answer.GIVEN))
    with pytest.raises(CompositeChanged):
        journal.add(decide_return(made, None))
    journal.add(decide_return(_only(journal), None))
    assert _only(journal).is_dissolved


# --- the text of the position that a composite rests on ---

NEWER = changed("Tenants should", "Tenants can")


@pytest.mark.parametrize(
    ("base", "text", "today", "rest", "reads"),
    [
        (HOMES, changed("2030", "2035"), HOMES, Rest.SAME, changed("2030", "2035")),
        (None, changed("2030", "2035"), NEWER, Rest.NOT_RECORDED, changed("2030", "2035")),
        (HOMES, changed("2030", "2035"), NEWER, Rest.MOVED, NEWER.replace("2030", "2035")),
        (
            *(HOMES, changed("2030", "2035"), changed("2030", "2032"), Rest.CONFLICT),
            changed("2030", "2035"),
        ),
        (HOMES, "", NEWER, Rest.MOVED, ""),
        (HOMES, changed("2030", "2035"), None, Rest.GONE, changed("2030", "2035")),
    ],
)
def test_a_composite_is_carried_to_the_text_of_today(
    base: str | None, text: str, today: str | None, rest: Rest, reads: str
) -> None:
    found = rest_on(base, text, today)
    assert (found.rest, found.text) == (rest, reads)
    assert (
        bool(found.message) == found.has_moved == (rest in (Rest.MOVED, Rest.CONFLICT, Rest.GONE))
    )


def _members_on(today: str) -> list[Amendment]:
    position = Position("platform/homes", "Homes", today, ("Housing",))
    document = Document(PLATFORM.header, (position,))
    drafts = [draft("a", changed("2030", "2035")), draft("b", changed("may keep", "must keep"))]
    return list(read_amendments(drafts, [document]))


def test_a_composite_undoes_nothing_that_was_changed_after_it_was_settled(
    journal: Journal,
) -> None:
    journal.add(decide_composite(_members_on(HOMES)))
    act = journal.read()[0].act
    assert act.details["base"] == {"digest": digest_text(HOMES), "text": HOMES}
    moved = as_amendment(_only(journal), _members_on(NEWER))
    assert (moved.base, moved.can_be_put) == (NEWER, True)
    assert moved.text == NEWER.replace("2030", "2035").replace("may keep", "must keep")
    assert "changed since" in moved.remark
    clash = as_amendment(_only(journal), _members_on(changed("2030", "2031")))
    assert not clash.can_be_put
    assert clash.base == changed("2030", "2031")
    assert "changed since" in clash.note
    # Settled anew on the text of today, it can be put again, though its members cannot.
    journal.add(decide_text("C1", changed("2030", "2036"), base=changed("2030", "2031")))
    settled = as_amendment(_only(journal), _members_on(changed("2030", "2031")))
    assert (settled.can_be_put, settled.text) == (True, changed("2030", "2036"))


def test_a_journal_of_before_bases_were_noted_still_reads(journal: Journal) -> None:
    details = {"position": "platform/homes", "members": ["a", "b"], "movers": ["A", "B"]}
    text = changed("2030", "2035")
    journal.add(lambda _: [Act("composite.made", "C1", details | {"text": text})])
    old = _only(journal)
    assert (old.base, old.text) == (None, text)
    assert as_amendment(old, _members_on(HOMES)).text == text
    journal.add(decide_text("C1", text, base=HOMES))
    assert _only(journal) == old


def test_what_changed_since_is_told_on_the_command_line(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for mover, (old, new) in {"anna": ("2030", "2035"), "cora": ("should run", "must run")}.items():
        one = begin_amendment(position, header, Submitter(mover, organisation="Hill Party"))
        one = revise(one, id=f"2026-{mover}", text=position.text.replace(old, new), reason="So.")
        (inbox / f"{mover}.toml").write_text(format_draft(seal(one)), encoding="utf-8")
    where = ("--round", str(tmp_path / "round"))
    assert run("collate", str(inbox), "--title", "Conference", *where)[0] == Exit.DONE
    run("marshal", "--composite", "1,2", *where)
    file = folder / "platform.md"
    file.write_text(file.read_text("utf-8").replace("20,000", "30,000"), encoding="utf-8")
    _, out, _ = run("marshal", "--composite", "C1", *where)
    assert "! The position was changed since" in out
    assert "On the text of today it reads\n  We will build 30,000" in out
    again = position.text.replace("20,000", "30,000").replace("2030", "2036")
    options = ("--composite", "1,2", "--text-file", "-", "--json")
    value = json.loads(run("marshal", *options, *where, stdin=again)[1])["composite"]
    assert (value["position_now"], value["text"]) == ("same", again)
    assert value["base"]["digest"].startswith("sha256:")
