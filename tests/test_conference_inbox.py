"""The inbox: every file accounted for, once, whatever it holds and in whatever order it comes."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from corpora import CONSULTATION, PLATFORM, write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.checks.basis import Basis
from policytui.conference.inbox.folder import files_in
from policytui.conference.inbox.kept import Sent, draft_as_text, draft_from_text
from policytui.conference.inbox.ledger import Fate, tell_ledger
from policytui.conference.inbox.overruling import admit, restore, set_aside
from policytui.conference.inbox.reconsidering import REASON, find_changed, reconsider
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.journal import Act, Entry
from policytui.conference.round import begin_round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_amendment, begin_response, revise
from policytui.drafts.model import (
    Capacity,
    Commitment,
    Contact,
    DraftKind,
    Op,
    Relates,
    Relation,
    Seal,
    State,
    Submitter,
)
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft
from policytui.errors import UnknownId, UsageError

MAY = datetime(2021, 5, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CONDITIONS = """\
title = "Conference 2021"
kinds = ["amendment"]
opens = 2021-04-01
closes = 2021-06-30
capacities = ["individual", "local-party"]
"""


class InboxDesk:
    """A round, a corpus and an inbox in a folder of their own."""

    def __init__(self, folder: Path, documents=(), conditions=""):
        self.folder = folder
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True)
        if conditions:
            (folder / "conditions").mkdir()
            (folder / "conditions" / "conference.toml").write_text(conditions)
        write_corpus(folder / "corpus", platform=PLATFORM, consultation=CONSULTATION)
        self.catalogue = Catalogue(folder / "corpus", None)
        self.catalogue.refresh()
        self.cache = folder / "cache"
        self.round = begin_round(folder / "round", "Conference", documents)

    def amendment(self, text="Other words.", mover="A. Member", at=MAY, **changes):
        position = self.catalogue.position("platform/empty-shops")
        begun = begin_amendment(position, self.catalogue.header("platform"), Submitter(mover=mover))
        draft = revise(begun, text=text, reason="Because.")
        return self.sealed(replace(draft, created=at, updated=at, **changes), at)

    def response(self, *answers, mover="A. Member", at=MAY, **changes):
        document = self.catalogue.document("consultation-2021")
        begun = begin_response(document.header, document.positions, Submitter(mover=mover))
        said = tuple(replace(a, text=t) for a, t in zip(begun.answers, answers, strict=False))
        draft = replace(begun, answers=said, created=at, updated=at, **changes)
        return self.sealed(draft, at)

    @staticmethod
    def sealed(draft, at=MAY):
        draft = replace(draft, state=State.SUBMITTED, seal=None)
        return replace(draft, seal=Seal(content_digest(draft), at))

    def put(self, draft, name=""):
        path = self.inbox / (name or f"{draft.id}.toml")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(draft if isinstance(draft, bytes) else format_draft(draft).encode())
        return path.name

    def take_in(self, path=None):
        return take_in(self.round, path or self.inbox, Basis(self.catalogue, cache=self.cache))

    def ledger(self):
        shelf = Shelf(self.round, self.cache)
        entries = self.round.journal.read()
        return tell_ledger(entries, shelf.sent(entries))

    def fates(self):
        return {item.name: item.fate for item in self.ledger().items}

    def reason(self, name):
        return next(item.reason for item in self.ledger().items if item.name == name)

    def submissions(self):
        return open_inbox(self.round, self.cache).submissions


@pytest.fixture
def desk(tmp_path):
    return InboxDesk(tmp_path)


def test_what_is_sealed_and_in_time_counts_and_is_stored_as_it_came(desk):
    draft = desk.amendment(contact=Contact(email="a@b.c"))
    name = desk.put(draft)
    taken = desk.take_in()
    assert (taken.files, len(taken.new)) == (1, 1)
    assert desk.fates() == {name: Fate.COUNTED}
    stored = desk.round.received / f"{taken.new[0]}.toml"
    assert stored.read_bytes() == (desk.inbox / name).read_bytes()
    assert desk.submissions().all[0].draft == replace(draft, contact=Contact())


def _broken(desk):
    return format_draft(desk.amendment()).replace("Because.", "Be cause.").encode()


@pytest.mark.parametrize(
    ("make", "fate", "why"),
    [
        (_broken, Fate.REFUSED, "changed after it was sealed"),
        (lambda d: replace(d.amendment(), seal=None), Fate.REFUSED, "never sealed"),
        (
            lambda d: d.sealed(d.amendment(), datetime(2999, 1, 1, tzinfo=UTC)),
            Fate.REFUSED,
            "still to come",
        ),
        (lambda d: d.response("Yes.", at=MAY + 90 * DAY), Fate.LATE, "Consultation 2021 closed at"),
        (lambda d: d.response(), Fate.BLANK, "answers no question"),
        (
            lambda d: d.amendment(d.catalogue.position("platform/empty-shops").text),
            Fate.BLANK,
            "changes nothing",
        ),
        (lambda d: d.amendment(""), Fate.COUNTED, ""),
        (lambda d: b"", Fate.BLANK, "empty file"),
        (lambda d: b"schema = 3\n", Fate.REFUSED, "another version of the form (3;"),
        (lambda d: b"title = \xff", Fate.REFUSED, "not UTF-8"),
        (lambda d: b"a." * 300_000 + b"a = 1", Fate.REFUSED, "nested too deeply"),
        (lambda d: b"a = {b=1, " + b"c." * 300_000 + b"d=1}", Fate.REFUSED, "nested too deeply"),
        (lambda d: b"a = " + b"[" * 100_000, Fate.REFUSED, "thousands of tables"),
        (lambda d: b"a = " + b"[ " * 3_000, Fate.REFUSED, "nested too deeply"),
        (lambda d: b"k = 1\n" * 300_000, Fate.REFUSED, "more than 5,000 keys"),
        (lambda d: b"[[answers]]\n" * 300_000, Fate.REFUSED, "thousands of tables"),
        (lambda d: b"schema = 0x" + b"9" * 9_000, Fate.REFUSED, "cannot be read"),
        (
            lambda d: replace(d.amendment(), document="elsewhere", base=None).id.encode(),
            Fate.REFUSED,
            "not valid TOML",
        ),
    ],
)
def test_each_file_has_one_fate_and_a_reason(desk, make, fate, why):
    name = desk.put(make(desk), "one.toml")
    start = time.monotonic()
    desk.take_in()
    assert time.monotonic() - start < 2
    assert desk.fates() == {name: fate}
    assert why in desk.reason(name)


@pytest.mark.parametrize(
    ("changes", "fate", "why"),
    [
        ({}, Fate.COUNTED, ""),
        ({"at": datetime(2021, 6, 30, 22, 59, 59, tzinfo=UTC)}, Fate.COUNTED, ""),
        ({"at": datetime(2021, 6, 30, 23, 0, 0, tzinfo=UTC)}, Fate.LATE, "closed at"),
        ({"at": datetime(2021, 3, 1, tzinfo=UTC)}, Fate.REFUSED, "opened at"),
        (
            {"submitter": Submitter("A. Member", capacity=Capacity.SOCIETY)},
            Fate.REFUSED,
            "from individual or local party",
        ),
    ],
)
def test_conditions_say_when_and_from_whom(tmp_path, changes, fate, why):
    desk = InboxDesk(tmp_path, conditions=CONDITIONS)
    name = desk.put(desk.amendment(**changes))
    desk.take_in()
    assert desk.fates() == {name: fate}
    assert why in desk.reason(name)


@pytest.mark.parametrize(
    ("about", "fate"),
    [("", Fate.LATE), ('documents = ["consultation-2021"]\n', Fate.COUNTED)],
)
def test_only_conditions_that_name_a_consultation_move_its_closing(tmp_path, about, fate):
    conditions = CONDITIONS.replace('["amendment"]', '["response"]') + about
    desk = InboxDesk(tmp_path, conditions=conditions)
    name = desk.put(desk.response("Yes.", at=datetime(2021, 6, 20, tzinfo=UTC)))
    desk.take_in()
    assert desk.fates() == {name: fate}


def test_mended_conditions_let_in_what_others_kept_out_and_touch_nothing_else(tmp_path):
    desk = InboxDesk(tmp_path, conditions=CONDITIONS.replace('"amendment"', '"response"'))
    desk.round = begin_round(tmp_path / "named", "Conference", conditions="conference")
    for number in range(3):
        desk.put(desk.amendment(f"Wish {number}.", mover=f"M. {number}"), f"{number}.toml")
    society = Submitter("S. Society", capacity=Capacity.SOCIETY)
    desk.put(desk.amendment("Ours.", submitter=society), "society.toml")
    desk.put(replace(desk.amendment("Unsealed."), seal=None), "unsealed.toml")
    future = datetime(2999, 1, 1, tzinfo=UTC)
    desk.put(desk.sealed(desk.amendment("Later."), future), "future.toml")
    desk.take_in()
    shelf = Shelf(desk.round, desk.cache)
    admit(desk.round, shelf, "inbox/1.toml", "The branch asked.")
    admit(desk.round, shelf, "2.toml", "By mistake.")
    set_aside(desk.round, shelf, "2.toml", "Withdrawn.")
    before = {item.name: item for item in desk.ledger().items}
    assert "does not take this" in before["0.toml"].reason

    (tmp_path / "conditions" / "conference.toml").write_text(CONDITIONS)
    basis = Basis(desk.catalogue, cache=desk.cache)
    assert len(find_changed(desk.round, basis)) == 2  # the society is refused otherwise
    taken = desk.take_in()
    assert [taken.new, len(taken.reconsidered)] == [(), 1]
    after = {item.name: item for item in desk.ledger().items}
    assert (after["0.toml"].fate, after["0.toml"].reason) == (Fate.COUNTED, REASON)
    assert "from individual or local party" in after["society.toml"].reason
    assert {name for name in before if before[name] != after[name]} == {"0.toml", "society.toml"}
    assert sum(desk.ledger().counts.values()) == desk.ledger().received == 6
    journal = desk.round.journal.read()
    assert reconsider(desk.round, basis) == desk.take_in().reconsidered == ()
    assert desk.round.journal.read() == journal
    # What was set aside by hand is judged by the conditions of now once that is taken back.
    restore(desk.round, shelf, "2.toml")
    restore(desk.round, shelf, "2.toml")
    assert len(reconsider(desk.round, basis)) == 1
    assert desk.fates()["2.toml"] is Fate.COUNTED


def test_what_is_about_another_document_is_refused(tmp_path):
    desk = InboxDesk(tmp_path, documents=("consultation-2021",))
    name = desk.put(desk.amendment())
    desk.take_in()
    assert "this round is about consultation-2021" in desk.reason(name)


def test_taking_in_twice_changes_nothing(desk):
    desk.put(desk.amendment())
    desk.put(b"nonsense", "bad.toml")
    desk.put(b"x" * 10, "photo.jpg")
    desk.take_in()
    journal = desk.round.journal.file.read_bytes()
    assert desk.take_in().new == ()
    assert desk.round.journal.file.read_bytes() == journal


def test_what_is_missing_from_the_round_is_put_back_from_the_inbox(desk):
    desk.put(desk.amendment(), "one.toml")
    desk.take_in()
    (stored,) = desk.round.received.glob("*.toml")
    data = stored.read_bytes()
    stored.unlink()
    desk.take_in()
    assert stored.read_bytes() == data
    assert desk.fates() == {"one.toml": Fate.COUNTED}


def test_the_same_file_under_another_name_is_a_duplicate(desk):
    draft = desk.amendment()
    first, copy = desk.put(draft, "a.toml"), desk.put(draft, "b.toml")
    desk.take_in()
    assert desk.fates() == {first: Fate.COUNTED, copy: Fate.DUPLICATE}


def test_the_same_content_sealed_again_is_a_duplicate(desk):
    draft = desk.amendment()
    desk.put(draft, "z-first.toml")
    desk.put(desk.sealed(draft, MAY + DAY), "again.toml")
    desk.take_in()
    assert desk.fates() == {"z-first.toml": Fate.COUNTED, "again.toml": Fate.DUPLICATE}
    assert desk.reason("again.toml") == "holds the same as z-first.toml"


def test_the_later_one_of_the_same_person_counts(desk):
    desk.put(desk.amendment("One.", at=MAY + DAY), "later.toml")
    desk.put(desk.amendment("Two."), "earlier.toml")
    desk.put(desk.amendment("Three.", mover="B. Member"), "other.toml")
    desk.take_in()
    assert desk.fates() == {
        "later.toml": Fate.COUNTED,
        "earlier.toml": Fate.SUPERSEDED,
        "other.toml": Fate.COUNTED,
    }
    assert "later.toml" in desk.reason("earlier.toml")


def test_people_of_one_name_are_told_apart_by_how_they_are_reached(desk):
    for number in (1, 2):
        contact = Contact(email=f"{number}@example.org")
        desk.put(desk.amendment(f"Text {number}.", contact=contact))
    desk.take_in()
    assert desk.ledger().counts[Fate.COUNTED] == 2


def test_an_id_belongs_to_whoever_sealed_it_first(desk):
    genuine = desk.amendment()
    forged = desk.sealed(replace(desk.amendment("Mine.", mover="X"), id=genuine.id), MAY + DAY)
    desk.put(forged, "a-forged.toml")
    desk.put(genuine, "genuine.toml")
    desk.take_in()
    assert desk.fates() == {"a-forged.toml": Fate.REFUSED, "genuine.toml": Fate.COUNTED}
    assert "belongs to genuine.toml by somebody else" in desk.reason("a-forged.toml")


def test_the_same_draft_changed_and_sealed_again_takes_its_place(desk):
    first = desk.response("Yes.")
    later = replace(first, answers=(replace(first.answers[0], text="No."), *first.answers[1:]))
    desk.put(first, "first.toml")
    desk.put(desk.sealed(later, MAY + DAY), "later.toml")
    desk.take_in()
    assert desk.fates() == {"first.toml": Fate.SUPERSEDED, "later.toml": Fate.COUNTED}


# --- the folder ---


def test_names_are_harmless_and_links_are_not_followed(desk):
    desk.put(b"schema = 1\n", "..\\..\\evil.toml")
    desk.put(b"schema = 2\n", "\x1b[31mred\u202e\n.toml")
    desk.put(b"schema = 3\n", os.fsdecode(b"\xff.toml"))
    desk.put(b"junk", "._draft.toml")
    desk.put(b"junk", ".DS_Store")
    (desk.inbox / "link.toml").symlink_to("/etc/hostname")
    (desk.inbox / "loop").symlink_to(desk.inbox)
    os.mkfifo(desk.inbox / "pipe.toml")
    desk.take_in()
    ledger = desk.ledger()
    assert ledger.counts[Fate.REFUSED] == ledger.received == 6
    assert all(item.name.isprintable() and item.name.isascii() for item in ledger.items)
    assert "is a link" in desk.reason("link.toml")
    assert "is a link" in desk.reason("loop")
    assert {path.parent for path in desk.round.folder.rglob("*.toml")} == {
        desk.round.folder,
        desk.round.received,
    }


def test_a_file_too_large_is_refused_unread(desk):
    with (desk.inbox / "large.toml").open("wb") as stream:
        stream.truncate(100_000_000)
    desk.take_in()
    assert desk.reason("large.toml") == "holds 100 MB; a file of this kind may hold 4 MB"
    assert not list(desk.round.received.glob("*"))


def test_a_round_inside_its_inbox_is_passed_over(tmp_path):
    desk = InboxDesk(tmp_path)
    desk.put(desk.amendment())
    desk.take_in()
    names = {file.path.name for file in files_in(tmp_path, without=desk.round.folder)}
    assert "round.toml" not in names


def test_contact_data_is_neither_in_the_journal_nor_in_what_is_opened(desk):
    contact = Contact("secret@example.org", "0123456", "M-987")
    desk.put(desk.amendment(contact=contact))
    bad = format_draft(desk.amendment(contact=contact)).replace('"0123456"', "7000123456")
    desk.put(bad.encode(), "bad.toml")
    desk.take_in()
    assert "[contact]" in desk.reason("bad.toml")
    journal = desk.round.journal.file.read_text()
    cached = b"".join(path.read_bytes() for path in desk.cache.glob("round-*"))
    for secret in ("secret@", "0123456", "M-987"):
        assert secret not in journal
        assert secret.encode() not in cached
    assert desk.submissions().all[0].draft.contact == Contact()


# --- files of answers ---

ANSWERS = """\
Response of Hillside Branch

What should stay as it is in our policy on care?

The right to own should stay.
"""


def test_a_file_of_answers_becomes_a_response_that_needs_a_person(tmp_path):
    desk = InboxDesk(tmp_path, documents=("consultation-2021",))
    desk.put(ANSWERS.encode(), "hillside.md")
    desk.take_in()
    (one,) = desk.submissions().all
    assert one.draft.kind is DraftKind.RESPONSE
    assert one.draft.submitter.organisation == "Hillside Branch"
    assert [answer.text for answer in one.draft.answers if answer.text] == [
        "The right to own should stay."
    ]
    assert "for whom it speaks" in one.needs
    assert desk.take_in().new == ()


def test_files_of_answers_are_refused_where_nothing_is_asked(tmp_path):
    desk = InboxDesk(tmp_path, documents=("platform",))
    desk.put(ANSWERS.encode(), "hillside.md")
    desk.take_in()
    assert desk.fates() == {"hillside.md": Fate.REFUSED}


# --- overruling ---


def test_staff_overrule_with_a_reason_that_stays(desk):
    desk.put(desk.response("Yes.", at=MAY + 90 * DAY), "late.toml")
    desk.take_in()
    shelf = Shelf(desk.round, desk.cache)
    id_ = desk.ledger().items[0].id
    for _ in range(2):
        item = admit(desk.round, shelf, id_, "The post was slow.", "Staff")
        assert (item.fate, item.is_admitted) == (Fate.COUNTED, True)
    assert item.reason == "admitted by Staff: The post was slow."
    assert set_aside(desk.round, shelf, id_, "Withdrawn.").fate is Fate.REFUSED
    assert [entry.act.kind for entry in desk.round.journal.read()] == [
        "inbox.late",
        "inbox.admitted",
        "inbox.set-aside",
    ]


def test_what_was_set_aside_makes_room_for_what_it_superseded(desk):
    desk.put(desk.amendment("One.", at=MAY + DAY), "later.toml")
    desk.put(desk.amendment("Two."), "earlier.toml")
    desk.take_in()
    later = next(item for item in desk.ledger().items if item.name == "later.toml")
    set_aside(desk.round, Shelf(desk.round, desk.cache), later.digest[:12], "Sent by mistake.")
    assert desk.fates() == {"later.toml": Fate.REFUSED, "earlier.toml": Fate.COUNTED}


def test_an_overruling_taken_back_leaves_both_in_the_journal(desk):
    first = desk.amendment("One.")
    forged = desk.sealed(replace(desk.amendment("Mine.", mover="X"), id=first.id), MAY + DAY)
    desk.put(first, "first.toml")
    desk.put(forged, "forged.toml")
    desk.take_in()
    found = desk.ledger().items
    shelf = Shelf(desk.round, desk.cache)
    digests = {item.name: item.digest for item in found}
    admit(desk.round, shelf, digests["first.toml"], "Asked.")  # counts already: nothing is noted
    admit(desk.round, shelf, digests["forged.toml"], "It is theirs.")
    set_aside(desk.round, shelf, digests["forged.toml"], "It is not.")
    assert restore(desk.round, shelf, digests["forged.toml"], "Staff").is_admitted
    assert restore(desk.round, shelf, digests["forged.toml"]).fate is Fate.REFUSED
    assert desk.ledger().items == found
    acts = [entry.act for entry in desk.round.journal.read()][2:]
    assert [act.kind.partition(".")[2] for act in acts] == [
        *("admitted", "set-aside", "restored", "restored")
    ]
    assert (acts[2].details, acts[2].by) == ({"took_back": "inbox.set-aside"}, "Staff")
    with pytest.raises(UsageError, match="nothing is taken back"):
        restore(desk.round, shelf, digests["forged.toml"])
    admit(desk.round, shelf, digests["forged.toml"], "After all.")
    set_aside(desk.round, shelf, digests["forged.toml"], "No.")
    set_aside(desk.round, shelf, digests["first.toml"], "Both are doubtful.")
    admit(desk.round, shelf, digests["first.toml"], "It is theirs.")
    with pytest.raises(UsageError, match="carries the id of first"):
        restore(desk.round, shelf, digests["forged.toml"])


def test_where_an_id_may_mean_several_they_are_named(desk):
    first = desk.amendment("One.")
    desk.put(first, "first.toml")
    later = desk.sealed(replace(first, text="Two.", updated=MAY + DAY), MAY + DAY)
    desk.put(later, "later.toml")
    desk.take_in()
    shelf = Shelf(desk.round, desk.cache)
    with pytest.raises(UsageError, match="received more than once") as refused:
        admit(desk.round, shelf, first.id, "The first was better.")
    assert "(first.toml, superseded)" in refused.value.hint
    assert set_aside(desk.round, shelf, first.id, "Withdrawn.").name == "later.toml"
    assert desk.fates()["first.toml"] is Fate.COUNTED
    assert admit(desk.round, shelf, first.id, "After all.").name == "later.toml"
    desk.put(desk.amendment("Mine.", mover="X"), "a/wish.toml")
    desk.put(desk.amendment("Ours.", mover="Y"), "b/wish.toml")
    desk.take_in()
    with pytest.raises(UsageError, match="received more than once") as refused:
        set_aside(desk.round, shelf, "wish.toml", "Which?")
    assert refused.value.hint.count("(wish.toml, counted)") == 2


def test_overruling_is_refused_where_it_cannot_be(desk):
    desk.put(b"nonsense", "bad.toml")
    genuine = desk.amendment()
    desk.put(genuine, "genuine.toml")
    forged = desk.sealed(replace(desk.amendment("Mine.", mover="X"), id=genuine.id), MAY + DAY)
    desk.put(forged, "forged.toml")
    desk.take_in()
    shelf = Shelf(desk.round, desk.cache)
    digests = {item.name: item.digest for item in desk.ledger().items}
    with pytest.raises(UsageError, match="cannot be read as a submission"):
        admit(desk.round, shelf, digests["bad.toml"], "Please.")
    with pytest.raises(UsageError, match="Say why"):
        admit(desk.round, shelf, digests["forged.toml"], " ")
    with pytest.raises(UnknownId, match="was received"):
        admit(desk.round, shelf, "nothing-like-it", "Please.")
    admit(desk.round, shelf, digests["forged.toml"], "It is theirs.")
    assert desk.fates()["genuine.toml"] is Fate.REFUSED
    with pytest.raises(UsageError, match="carries the id of forged"):
        admit(desk.round, shelf, digests["genuine.toml"], "Both.")


# --- the accounts ---

_SENT = st.builds(
    Sent,
    id=st.sampled_from(["a", "b", "c"]),
    content=st.sampled_from(["x", "y", "z"]),
    person=st.sampled_from(["", "p", "q"]),
    target=st.sampled_from(["t", "u"]),
    sealed=st.sampled_from(["1", "2", "3"]),
    kind=st.just(DraftKind.AMENDMENT),
    title=st.just("T"),
    mover=st.just("M"),
    organisation=st.just(""),
)
_RECEIPTS = st.tuples(
    st.sampled_from(["received", "received", "received", "refused", "late", "blank"]),
    st.booleans(),
    st.lists(st.sampled_from(["one", "two"]), min_size=1, max_size=2, unique=True),
)


def _entries(acts):
    return [Entry(number, MAY, act) for number, act in enumerate(acts, 1)]


@st.composite
def _rounds(draw):
    """What is known of submissions, and acts: each group in order, the groups in any order."""
    sent = dict(enumerate(draw(st.lists(_SENT, max_size=7))))
    groups = []
    for number in sent:
        deed, is_readable, names = draw(_RECEIPTS)
        known = {"id": sent[number].id} if is_readable else {}
        group = [
            Act(
                f"inbox.{'duplicate' if nth else deed}",
                str(number),
                {"name": f"{name}-{number}", **({} if nth else known)},
            )
            for nth, name in enumerate(names)
        ]
        for kind in draw(
            st.lists(st.sampled_from(["admitted", "set-aside", "restored"]), max_size=4)
        ):
            group.append(Act(f"inbox.{kind}", str(number), {"reason": "r"}))
        groups.append(group)
    return {str(number): one for number, one in sent.items()}, groups


@settings(max_examples=120)
@given(_rounds(), st.randoms(use_true_random=False))
def test_the_accounts_add_up_and_do_not_depend_on_the_order(made, shuffled):
    sent, groups = made
    ledger = tell_ledger(_entries([act for group in groups for act in group]), sent)
    assert ledger.received == sum(ledger.counts.values())
    assert ledger.received == len(
        {a.details["name"] for g in groups for a in g if "name" in a.details}
    )
    counted = [item.id for item in ledger.of(Fate.COUNTED) if item.sent]
    assert len(counted) == len(set(counted))
    mixed = []
    waiting = [list(group) for group in groups]
    while any(waiting):
        mixed.append(shuffled.choice([group for group in waiting if group]).pop(0))
    assert tell_ledger(_entries(mixed), sent).items == ledger.items
    again = [act for act in mixed for _ in range(2)]
    assert tell_ledger(_entries(again), sent).items == ledger.items


def _various(desk):
    """A pool of files of every fate; nothing but their names and what becomes of them matters."""
    first = desk.amendment("One.")
    drafts = [
        first,
        first,
        desk.sealed(first, MAY + DAY),
        desk.amendment("Two.", at=MAY + 2 * DAY),
        desk.amendment("Three.", mover="B. Member"),
        desk.sealed(replace(desk.amendment("Four.", mover="X"), id=first.id), MAY + DAY),
        desk.response("Yes."),
        desk.response("No.", at=MAY + DAY),
        desk.response("Late.", mover="L", at=MAY + 90 * DAY),
        desk.response(mover="Blank"),
        _broken(desk),
        b"nonsense",
    ]
    return [desk.inbox / desk.put(draft, f"{n:02}.toml") for n, draft in enumerate(drafts)]


def _told(desk):
    return [(item.name, item.fate, item.reason, item.other) for item in desk.ledger().items]


def test_files_taken_in_one_by_one_in_any_order_end_in_the_same_state(tmp_path):
    desk = InboxDesk(tmp_path)
    files = _various(desk)
    desk.take_in()
    expected = _told(desk)
    assert len({fate for _, fate, _, _ in expected}) == len(Fate)
    for seed in range(4):
        desk.round = begin_round(tmp_path / f"round-{seed}", "Again")
        random.Random(seed).shuffle(files)
        for path in files:
            desk.take_in(path)
        assert _told(desk) == expected


def test_a_cache_that_is_gone_or_damaged_is_made_anew(desk):
    _various(desk)
    desk.take_in()
    expected = _told(desk), desk.submissions()
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"no database")):
        for path in desk.cache.glob("round-*"):
            spoil(path)
        assert (_told(desk), desk.submissions()) == expected


def test_what_was_received_and_altered_since_is_named(desk):
    desk.put(desk.amendment())
    (digest,) = desk.take_in().new
    stored = desk.round.received / f"{digest}.toml"
    stored.write_bytes(stored.read_bytes() + b"\n")
    desk.cache = None
    with pytest.raises(Exception, match="is not what was received"):
        desk.ledger()


_TAKE_IN = """
import sys
from pathlib import Path
from policytui.checks.basis import Basis
from policytui.conference.inbox import taking_in
from policytui.conference.round import open_round
from policytui.corpus.catalogue import Catalogue
taking_in._FILES_AT_ONCE = 2
folder = Path(sys.argv[1])
catalogue = Catalogue(folder / "corpus", None)
catalogue.refresh()
print(flush=True)
basis = Basis(catalogue, cache=folder / "cache")
taking_in.take_in(open_round(Path(sys.argv[2])), folder / "inbox", basis)
"""


def _start(desk, folder):
    command = [sys.executable, "-c", _TAKE_IN, str(desk.folder), str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_killed_at_any_moment_and_done_again_it_ends_in_the_same_state(desk):
    _various(desk)
    desk.take_in()
    expected, stored = _told(desk), sorted(path.name for path in desk.round.received.iterdir())
    for number in range(3):
        desk.round = begin_round(desk.folder / f"killed-{number}", "Killed")
        with _start(desk, desk.round.folder) as program:
            program.stdout.readline()
            time.sleep(random.uniform(0, 0.06))
            program.send_signal(signal.SIGKILL)
        desk.take_in()
        assert _told(desk) == expected
        assert sorted(path.name for path in desk.round.received.glob("[!.]*")) == stored


def test_two_who_take_in_at_once_do_not_harm_each_other(desk):
    _various(desk)
    desk.take_in()
    expected = _told(desk)
    desk.round = begin_round(desk.folder / "shared", "Shared")
    for program in [_start(desk, desk.round.folder) for _ in range(2)]:
        with program:
            assert program.wait() == 0
    assert _told(desk) == expected
    acts = [entry.act for entry in desk.round.journal.read()]
    assert len({(act.subject, act.details["name"]) for act in acts}) == len(acts)


# --- the submissions ---


def test_what_is_kept_for_opening_is_read_back_but_for_contact_data(desk):
    draft = desk.amendment(
        contact=Contact(email="a@b.c"),
        submitter=Submitter(
            "M", ("S",), Capacity.GROUP, "O", MAY.date(), Nation.WALES, "R", "North"
        ),
        relates=(Relates("platform/housing", Relation.SUPPORTS, "n"),),
        commitments=(
            Commitment("homes", Op.LEAST, 20_000, "homes", 2030),
            Commitment("share", Op.MOST, 0.5, "%", MAY.date()),
        ),
    )
    for one in (draft, desk.response("Yes.", remarks="More.")):
        assert draft_from_text(draft_as_text(one)) == replace(one, contact=Contact())


def test_submissions_are_found_by_question_kind_and_id(desk):
    desk.put(desk.amendment())
    desk.put(desk.response("Yes.", ""))
    desk.take_in()
    found = desk.submissions()
    amendment, response = sorted(found.all, key=lambda one: one.draft.kind)
    (answered,) = found.by_question["consultation-2021/question-1"]
    assert list(found.by_question) == ["consultation-2021/question-1"]
    assert (answered.submission, answered.answer.text) == (response, "Yes.")
    assert found.by_kind[DraftKind.AMENDMENT] == (found.get(amendment.id),)
    with pytest.raises(UnknownId, match="No submission that counts"):
        found.get("nothing")
