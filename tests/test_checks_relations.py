"""What drafts declare: relations that hold, commitments that can be kept together."""

import json
import time
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from corpora import draft_id_of, write_corpus
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.basis import Basis
from policytui.checks.checking import check_draft, check_drafts
from policytui.checks.commitments import find_differing, subject_of, unit_of
from policytui.checks.cycles import find_cycles
from policytui.checks.finding import Severity
from policytui.checks.proposing import propose_commitments, propose_relations
from policytui.checks.selection import Selection
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.declared import commitment_from, format_commitment, relates_from
from policytui.drafts.model import (
    Commitment,
    Contact,
    Draft,
    DraftKind,
    Op,
    Relates,
    Relation,
    Submitter,
    base_from,
)
from policytui.drafts.toml import read_draft
from policytui.errors import Exit, UsageError

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
DECLARED = Selection(select=("CON004", "CON005"))
FERRIES = "Every inhabited island should have a ferry that its people own."
BRIDGES = "Every inhabited island should have a bridge, and no ferry after that."
WELLS = "Each village must keep its well clean."
CORPUS = f"""\
+++
schema = 1
id = "platform"
title = "Our platform"
kind = "platform"
edition = "2024"
adopted = 2024-10-05
source = "Tests"
+++

## Ferries {{#ferries}}

{FERRIES}

## Bridges {{#bridges}}

{BRIDGES}

## Wells {{#wells}}

{WELLS}
"""
PAPER = """\
+++
schema = 1
id = "paper"
title = "A paper for debate"
kind = "proposal"
edition = "2026"
source = "Tests"
+++

## Boats {#boats}

Every island should have two boats.
"""


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project") / "corpus"
    catalogue = Catalogue(write_corpus(folder, platform=CORPUS, paper=PAPER), None)
    catalogue.refresh()
    return Basis(catalogue, MOMENT)


def idea(id_="a", *relates, mover="A. Member", **changes):
    draft = Draft(
        id=id_,
        kind=DraftKind.NEW_POSITION,
        title=id_.upper(),
        created=MOMENT,
        updated=MOMENT,
        text=f"Words of {id_}.",
        submitter=Submitter(mover),
        relates=tuple(relates_from(text) for text in relates),
    )
    return replace(draft, **changes)


def amending(basis, position, id_="a", *relates, text="", mover="A. Member"):
    base = base_from(basis.catalogue.position(position), "Our platform", "2024")
    return idea(
        id_,
        *relates,
        mover=mover,
        kind=DraftKind.AMENDMENT,
        base=base,
        text=text or base.text + " Soon.",
    )


def told(basis, *drafts):
    return check_drafts(drafts, basis, DECLARED)


# --- relations ---


def broken(basis):
    """Drafts with one broken relation each, and words of what is said of it."""
    a = amending
    adopted = a(basis, "platform/ferries", "a", "platform/bridges:conflicts", text=FERRIES)
    adopted = replace(adopted, base=replace(adopted.base, text="No island has a ferry."))
    copied = idea("a", "platform/bridges:conflicts", text=FERRIES, document="platform")
    both = "supports platform/wells", "conflicts"
    return [
        ([idea("a", "platform/ferrys:supports")], 'Did you mean "platform/ferries"?'),
        ([idea("a", "platform/gone:narrows")], "is not in this corpus"),
        ([idea("a", "elsewhere/ferries:supersedes")], "is not in this corpus"),
        ([idea("a", "a:supports")], "supports itself"),
        ([idea("a", "platform/bridges:conflicts")], "the platform would say both"),
        ([a(basis, "platform/ferries", "a", "platform/bridges:conflicts")], "would say both"),
        ([idea("a", "b:conflicts"), idea("b")], "says nothing of it"),
        ([idea("a", "b:conflicts"), idea("b", "a:supports")], "says nothing of it"),
        ([idea("a", "b:conflicts"), idea("b", "c:conflicts"), idea("c", "b:conflicts")],
         "A. Member (b), which says nothing"),
        ([idea("a", "b:supersedes"), idea("b", "a:supersedes")], "a → b → a"),
        ([idea("a", "b:supersedes"), idea("b", "c:supersedes"), idea("c", "a:supersedes")],
         "a → b → c → a"),
        ([a(basis, "platform/ferries", "a", "platform/bridges:supersedes"),
          a(basis, "platform/bridges", "b", "platform/ferries:supersedes")],
         "a → platform/bridges → b → platform/ferries → a"),
        ([a(basis, "platform/ferries", "a", "b:supersedes"),
          idea("b", "platform/ferries:supersedes")], "a → b → platform/ferries → a"),
        ([idea("a", "platform/wells:supports"),
          a(basis, "platform/wells", "b", "platform/wells:conflicts")], both[1]),
        ([a(basis, "platform/wells", "w"),
          idea("a", "platform/wells:supports", "platform/wells:conflicts")], both[0]),
        ([a(basis, "platform/wells", "w", mover="W"), idea("a", "platform/wells:supports"),
          idea("b", "platform/wells:conflicts", mover="a. member")], "in another draft"),
        ([adopted], "both are policy now"),
        ([copied], "both are policy now"),
    ]  # fmt: skip


def sound(basis):
    """Drafts whose relations hold."""
    a = amending
    return [
        [idea("a")],
        [idea("a", "platform/ferries:supports")],
        [idea("a", "platform/ferries:narrows:On Sundays only")],
        [idea("a", "platform/ferries:supersedes")],
        [idea("a", "paper/boats:conflicts")],
        [a(basis, "platform/ferries", "a", "platform/ferries:conflicts")],
        [a(basis, "platform/ferries", "a", "platform/ferries:supersedes")],
        [a(basis, "platform/ferries", "a", "platform/wells:supports", "platform/bridges:narrows")],
        [idea("a", "platform/bridges:conflicts", "platform/bridges:supersedes")],
        [idea("a", "platform/bridges:conflicts"), a(basis, "platform/bridges", "b")],
        [idea("a", "platform/bridges:conflicts"), idea("b", "platform/bridges:supersedes")],
        [idea("a", "b:conflicts"), idea("b", "a:conflicts")],
        [idea("a", "b:conflicts"), idea("b", "a:supersedes")],
        [idea("a", "b:conflicts"), idea("b"), idea("c", "b:supersedes")],
        [idea("a", "b:supports"), idea("b")],
        [idea("a", "b:supports"), idea("b", "a:supports")],
        [idea("a", "b:narrows"), idea("b", "a:narrows")],
        [idea("a", "b:supersedes"), idea("b", "c:supersedes"), idea("c")],
        [idea("a", "b:supersedes", "c:supersedes"), idea("b", "c:supersedes"), idea("c")],
        [idea("a", "b:supersedes"), idea("b", "a:supports")],
        [a(basis, "platform/ferries", "a", "platform/bridges:supersedes"),
         a(basis, "platform/bridges", "b", "platform/wells:supersedes")],
        [a(basis, "platform/wells", "w"), idea("a", "platform/wells:supports"),
         idea("b", "platform/wells:conflicts", mover="B. Friend")],
        [a(basis, "platform/wells", "w"), idea("a", "platform/wells:supports"),
         idea("b", "platform/wells:narrows")],
        [a(basis, "platform/wells", "w"), idea("a", "platform/wells:supports", mover=""),
         idea("b", "platform/wells:conflicts", mover="")],
        [a(basis, "platform/wells", "w"),
         idea("a", "platform/wells:supports", contact=Contact(membership="1")),
         idea("b", "platform/wells:conflicts", contact=Contact(membership="2"))],
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(18))
def test_a_broken_relation_is_found(basis, number):
    drafts, said = broken(basis)[number]

    found = [each for each in told(basis, *drafts) if said in each.message]

    assert len(found) == 1, told(basis, *drafts)
    assert (found[0].code, found[0].severity) == ("CON004", Severity.WARNING)
    assert found[0].evidence[0].field.startswith("relates[")


@pytest.mark.parametrize("number", range(25))
def test_a_relation_that_holds_is_no_matter(basis, number):
    assert told(basis, *sound(basis)[number]) == ()


def test_every_case_of_the_tables_is_asked(basis):
    assert (len(broken(basis)), len(sound(basis))) == (18, 25)


def test_a_draft_that_is_not_among_those_checked_is_only_noted(basis):
    (finding,) = told(basis, idea("a", "z:conflicts"))

    assert finding.severity is Severity.NOTE
    assert "is not among those checked" in finding.message


def test_one_draft_by_itself_is_told_of_ids_that_lead_nowhere(basis):
    (finding,) = check_draft(idea("a", "platform/gone:narrows"), basis, DECLARED)

    assert finding.field == "relates[1].position"


steps = st.dictionaries(
    st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")), min_size=1
).map(lambda found: {name: found.get(name, set()) - {name} for name in "abcdef"})


@given(steps)
def test_every_circle_told_is_one_and_each_set_has_one(steps):
    cycles = list(find_cycles(steps, begins_at=lambda name: True))

    for path in cycles:
        assert len(set(path)) == len(path) > 1
        for one, other in zip(path, [*path[1:], path[0]], strict=True):
            assert other in steps[one]
    reach = {name: _reach(name, steps) for name in steps}
    in_circles = {name for name in steps if name in reach[name]}
    groups = {
        frozenset(n for n in in_circles if n in reach[m] and m in reach[n]) for m in in_circles
    }
    assert len(cycles) == len(groups)


def _reach(name, steps):
    seen, open_ = set(), list(steps[name])
    while open_:
        at = open_.pop()
        if at not in seen:
            seen.add(at)
            open_ += steps[at]
    return seen


# --- commitments ---


def committed(*texts, id_="a"):
    return replace(idea(id_), commitments=tuple(map(commitment_from, texts)))


DIFFER = [
    ("homes built | >= | 20000 | homes/year", "homes built | <= | 15000 | homes/year"),
    ("homes built | >= | 20000 | homes/year", "built homes | <= | 1,000 | homes a month"),
    ("Homes built | = | 20000 | home/year", "homes built | = | 21000 | homes per year"),
    ("homes built | = | 100 | homes/week", "homes built | = | 5000 | homes/year"),
    ("aid | >= | 0.7 | %", "aid | = | 0.5 | per cent"),
    ("aid | >= | 0.7 | % | 2030", "aid | <= | 0.5 | % | 2030"),
    ("aid | >= | 0.7 | % | 2030", "aid | <= | 0.5 | %"),
    ("ferry fund | = | 2 | £bn", "ferry fund | = | 2 | £ million"),
    ("ferry fund | = | 1 | £bn/year", "ferry fund | <= | 80 | £m per month"),
    ("fare | <= | 90 | p", "fare | >= | 1 | £"),
    ("fare | = | 2 | pounds", "the fare | = | 1.50 | £"),
    ("rest between shifts | >= | 2 | weeks", "rest between shifts | <= | 10 | days"),
    ("lease | = | 2 | years", "a lease | = | 18 | months"),
    ("emissions cut | = | 40 | % | 2030", "emissions cut | = | 40 | % | 2035"),
    ("emissions cut | >= | 40 | % | 2030-03-31", "emissions cut | >= | 40 | % | 2030-12-31"),
    ("wells | = | 0", "wells | >= | 1"),
]
AGREE = [
    ("homes built | >= | 20000 | homes/year", "homes built | >= | 30000 | homes/year"),
    ("homes built | >= | 20000 | homes/year", "homes built | <= | 20000 | homes/year"),
    ("homes built | >= | 20000 | homes/year", "homes built | = | 25000 | homes/year"),
    ("homes built | = | 24000 | homes/year", "homes built | = | 2000 | homes/month"),
    ("homes built | = | 100 | homes/week", "homes built | = | 5200 | homes/year"),
    ("homes built | = | 10 | homes/day", "homes built | = | 3660 | homes/year"),
    ("homes built | >= | 20000 | homes/year", "homes repaired | <= | 15000 | homes/year"),
    ("homes built | >= | 20000 | homes/year", "homes built | <= | 15000 | homes"),
    ("homes built | >= | 20000 | homes", "homes built | <= | 5 | %"),
    (
        "homes built | >= | 20000 | homes/year | 2030",
        "homes built | <= | 15000 | homes/year | 2025",
    ),
    ("homes built | = | 20 | homes | 2030", "homes built | = | 30 | homes | 2035"),
    ("aid | = | 0.7 | %", "aid | = | 0.70 | per cent"),
    ("aid | = | 0.7 | % | 2030", "aid | = | 0.7 | %"),
    ("fund | = | 2 | £bn", "fund | = | 2,000 | £ million"),
    ("fund | = | 2 | £bn", "fund | = | 3 | $bn"),
    ("fare | = | 150 | p", "fare | = | 1.5 | £"),
    ("rest | = | 2 | weeks", "rest | = | 14 | days"),
    ("lease | = | 2 | years", "lease | = | 24 | months"),
    ("lease | = | 2 | years", "lease | = | 700 | days"),
    ("cut | = | 40 | % | 2030", "cut | = | 40 | % | 2030-06-30"),
    ("cut | >= | 40 | % | 2030-03-31", "cut | >= | 50 | % | 2030-12-31"),
    ("wells | = | 5", "wells | = | 5 | wells"),
]


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_commitments_that_cannot_both_be_kept_are_found(basis, one, other):
    (finding,) = told(basis, committed(other, id_="b"), committed(one))

    assert (finding.code, finding.subject, finding.other) == ("CON005", "a", "b")
    assert finding.severity is Severity.WARNING
    assert [evidence.source for evidence in finding.evidence] == ["a", "b"]
    assert all(evidence.spans for evidence in finding.evidence)


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_commitments_that_can_both_be_kept_are_no_matter(basis, one, other):
    assert told(basis, committed(other, id_="b"), committed(one)) == ()


def test_one_draft_that_says_two_things_is_found(basis):
    (finding,) = told(basis, committed(*DIFFER[0]))

    assert finding.other == ""
    assert "says two things" in finding.message
    assert finding.why == "at least 20,000 against at most 15,000"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("homes/year", "home a year"),
        ("homes/year", "homes per annum"),
        ("homes/year", "Homes annually"),
        ("£/year", "pounds each year"),
        ("%", "per cent"),
        ("£m", "million pounds"),
        ("thousand homes", "k homes"),
    ],
)
def test_a_unit_is_the_same_however_it_is_written(one, other):
    assert unit_of(one) == unit_of(other)


@pytest.mark.parametrize(("one", "other"), [("homes/year", "homes"), ("£", "$"), ("%", "£")])
def test_different_units_stay_apart(one, other):
    assert unit_of(one) != unit_of(other)


def test_a_subject_is_the_same_in_any_order_and_form():
    assert subject_of("Co-operative homes built") == subject_of("built: co-operative home")
    assert subject_of("homes built") != subject_of("homes repaired")


amounts = st.builds(
    lambda op, value, by: f"x | {op.value} | {value} | homes | {by}",
    st.sampled_from(Op),
    st.integers(0, 8),
    st.sampled_from(["", "2030", "2031"]),
)


@given(st.lists(amounts, max_size=7))
def test_whatever_differs_from_any_other_is_told_at_least_once(texts):
    drafts = [committed(text, id_=f"d{number}") for number, text in enumerate(texts)]

    pairs = list(find_differing(drafts))

    named = {each.draft.id for pair in pairs for each in pair}
    for one, other in pairs:
        assert _apart(one.commitment, other.commitment)
    for draft in drafts:
        differs = any(_apart(draft.commitments[0], other.commitments[0]) for other in drafts)
        assert differs == (draft.id in named)


def _apart(one, other):
    """Whether two commitments differ, by trying every value."""
    fits = {
        Op.LEAST: lambda v, w: v >= w,
        Op.MOST: lambda v, w: v <= w,
        Op.EXACT: lambda v, w: v == w,
    }
    at_once = one.by is None or other.by is None or one.by == other.by
    none_fits = not any(
        fits[one.op](value, one.value) and fits[other.op](value, other.value)
        for value in range(-9, 18)
    )
    is_later = one.by and other.by and one.by != other.by
    return (at_once and none_fits) or bool(
        is_later and (one.op, one.value) == (other.op, other.value)
    )


def test_very_many_commitments_on_one_subject_are_compared_quickly():
    drafts = [
        committed(f"x | = | {n} | homes | {2030 + n % 3}", id_=f"d{n:04}") for n in range(3000)
    ]

    began = time.process_time()
    pairs = list(find_differing(drafts))

    assert time.process_time() - began < 3
    assert len(pairs) <= 2 * len(drafts)


# --- as one line ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("platform/ferries", "is not one of"),
        ("platform/ferries:suports", 'Did you mean "supports"?'),
        ("Ferries:supports", "does not begin with the id"),
        ("", "does not begin with the id"),
    ],
)
def test_a_relation_that_is_miswritten_is_refused_in_plain_words(text, said):
    with pytest.raises(UsageError, match=r".*" + said.replace("?", r"\?")):
        relates_from(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no commitment"),
        ("homes", "is no commitment"),
        ("homes | > | 5", "is not one of: >=, <=, ="),
        ("homes | = | many", "is no number"),
        ("homes | = | inf", "is no number"),
        ("homes | = | 1e999999", "is no number"),
        ("homes | = | 5 | homes | soon", "is no year"),
        ("homes | = | 5 | homes | 30", "is no year"),
        ("homes | = | 5 | homes | 2030 | more", "is no commitment"),
    ],
)
def test_a_commitment_that_is_miswritten_is_refused_in_plain_words(text, said):
    with pytest.raises(UsageError, match=said):
        commitment_from(text)


def test_a_commitment_is_told_in_words():
    text = "co-operative homes built | >= | 20,000 | homes/year | 2030-03-31"

    assert commitment_from(text) == Commitment(
        "co-operative homes built", Op.LEAST, Decimal(20000), "homes/year", date(2030, 3, 31)
    )
    assert format_commitment(commitment_from(text)) == (
        "co-operative homes built: at least 20,000 homes/year by 31 March 2030"
    )


# --- proposing ---


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("We will build 20,000 co-operative homes a year by 2030.",
         [("=", 20000, "homes/year", 2030)]),
        ("Councils must plant at least 200 trees at each station.", [(">=", 200, "trees", None)]),
        ("We should spend up to £1.5bn a year on ferries by March 2031.",
         [("<=", 1_500_000_000, "£/year", date(2031, 3, 31))]),
        ("Ministers must cut emissions by 40 per cent by 31 December 2035.",
         [("=", 40, "%", date(2035, 12, 31))]),
        ("We will train 500 to 700 nurses.",
         [(">=", 500, "nurses", None), ("<=", 700, "nurses", None)]),
        ("There were 20,000 homes in 1990.", []),
        ("Should we build 500 homes?", []),
        ("A shop that stands empty for six months should be offered to the people.", []),
        ("No crossing should ever cost anybody more than 4 pounds.", []),
        ("We should be kind.", []),
        ("", []),
    ],
)  # fmt: skip
def test_commitments_are_proposed_from_what_should_be(text, proposed):
    found = propose_commitments(text)

    assert [(one.op.value, one.value, one.unit, one.by) for one in found] == proposed
    assert all(one.subject for one in found)


def test_relations_are_proposed_to_positions_that_say_it_or_otherwise(basis):
    like = replace(idea(), text=f"{FERRIES} It should be painted blue.")
    proposed = {one.position: one.relation for one in propose_relations(like, basis)}

    assert proposed["platform/ferries"] is Relation.SUPPORTS
    assert propose_relations(replace(like, text=""), basis) == ()
    known = replace(like, relates=(Relates("platform/ferries", Relation.NARROWS),))
    assert "platform/ferries" not in {one.position for one in propose_relations(known, basis)}


# --- the command line ---


def test_what_a_draft_declares_is_set_shown_and_cleared(run, amended):
    id_ = draft_id_of(amended)
    code, _, _ = run(
        *("draft", "edit", id_, "--relates", "platform/homes-we-share:supports:Both need land."),
        *("--relates", "another-draft:conflicts", "--redrafter", "B. Friend"),
        *("--commitment", "shops offered | >= | 50 | shops/year | 2030"),
    )
    assert code == Exit.DONE

    _, out, _ = run("draft", "show", id_)
    assert "Supports platform/homes-we-share: Both need land." in out
    assert "Conflicts with another-draft" in out
    assert "Commits to shops offered: at least 50 shops/year by 2030" in out
    assert "Redrafter: B. Friend" in out
    _, out, _ = run("draft", "show", id_, "--json")
    assert json.loads(out)["commitment"][0]["value"] == 50

    run("draft", "edit", id_, "--relates", "", "--commitment", "")
    draft = read_draft(Path(amended))
    assert (draft.relates, draft.commitments) == ((), ())
    assert draft.submitter.redrafter == "B. Friend"


def test_a_miswritten_option_is_refused_and_nothing_is_changed(run, amended):
    before = Path(amended).read_bytes()

    code, _, err = run("draft", "edit", draft_id_of(amended), "--relates", "platform/x:hates")

    assert code == Exit.USAGE
    assert "is not one of: supersedes, narrows, conflicts, supports" in err
    assert Path(amended).read_bytes() == before


def test_what_is_suggested_can_be_pasted_into_the_draft(run, amended, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text("We will build 20,000 co-operative homes a year by 2030.", encoding="utf-8")
    _, path, _ = run(
        *("draft", "new", "--kind", "new-position", "--title", "Homes"),
        *("--text-file", str(new), "--reason", "Need.", "--mover", "A. Member"),
    )
    path = Path(path.strip())

    code, out, err = run("check", "--suggest", str(path))

    assert code == Exit.DONE
    assert "read each before you paste" in err
    assert tomllib.loads(out)["commitment"][0]["value"] == 20000
    path.write_text(path.read_text("utf-8") + "\n" + out, encoding="utf-8")
    assert read_draft(path).commitments[0].by == 2030

    code, out, _ = run("check", "--suggest", str(path), "--json")
    assert (code, json.loads(out)["drafts"]) == (Exit.DONE, [])
