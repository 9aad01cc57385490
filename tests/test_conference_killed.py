"""Killed before any write of a whole round and led on, a round ends as if it had not been."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conference_round import NAME, amend, files_of, texts_of, write_texts

from policytui.checks.basis import Basis
from policytui.conference.decisions.adopting import adopt, finish, undo
from policytui.conference.decisions.adoption import Stage, last_decision
from policytui.conference.decisions.calling import open_calling
from policytui.conference.decisions.deciding import Decision, decide, propose_fallen
from policytui.conference.decisions.planning import plan_adoption
from policytui.conference.inbox import taking_in
from policytui.conference.inbox.ledger import Fate
from policytui.conference.inbox.reconsidering import reconsider
from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.journal import NAME as JOURNAL
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.round import Round, begin_round, change_conditions, open_round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import read_document
from policytui.drafts.model import Seal, State
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft

_WRITES = {"fsync": lambda handle: None, "replace": os.replace, "unlink": os.unlink}
"""What follows on every line of a journal and every whole new file, or takes one away.

A kill loses nothing that the system was given, so that waiting for the disk would only take time.
"""
_NEVER = 10**9
_SEALED = datetime(2026, 5, 3, 12, tzinfo=UTC)


class Killed(BaseException):
    """The program is no more; nothing in it may catch this, and nothing more is written."""


@contextmanager
def _killed_before(write: int) -> Iterator[Callable[[], int]]:
    """Let no write happen from one of them on; gives how many were asked for so far."""
    asked = 0

    def watch(do: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            nonlocal asked
            asked += 1
            if asked >= write:
                raise Killed
            return do(*args, **kwargs)

        return watched

    with pytest.MonkeyPatch.context() as patch:
        for name, do in _WRITES.items():
            patch.setattr(os, name, watch(do))
        yield lambda: asked


def _fill_inbox(folder: Path) -> None:
    """Amendments of which one falls with another, one that comes twice, and one that is none."""
    texts = texts_of(write_texts(folder / "corpus"))
    inbox = folder / "inbox"
    inbox.mkdir()
    for id_, new in (("ten", "twenty thousand"), ("few", "two thousand")):
        draft = amend(texts, "plan/homes", "ten thousand", new, id_)
        draft = replace(draft, state=State.SUBMITTED, created=_SEALED, updated=_SEALED)
        draft = replace(draft, seal=Seal(content_digest(draft), _SEALED))
        (inbox / f"{id_}.toml").write_text(format_draft(draft), encoding="utf-8")
    shutil.copy(inbox / "ten.toml", inbox / "twice.toml")
    (inbox / "bad.toml").write_bytes(b"nonsense")


def _lead(folder: Path) -> None:
    """From the inbox to the next edition, as the commands do it one after the other."""
    corpus = folder / "corpus"
    round_ = begin_round(folder / "round", "Conference")
    catalogue = Catalogue(corpus, None)
    catalogue.refresh()
    take_in(round_, folder / "inbox", Basis(catalogue))

    def calling():
        return open_calling(round_, lambda id_: read_document(corpus / f"{id_}.md"), None)

    journal = round_.journal
    decide(journal, ["few"], Decision(Outcome.CARRIED, "120:80:3"))
    for id_, decision in propose_fallen(calling().simulation).items():
        decide(journal, [id_], decision)
    before = finish(journal, corpus)
    if before is None or before.stage is Stage.UNDONE:
        called = calling()
        plan = plan_adoption(corpus, called.listed, called.decisions, NAME)
        decided = last_decision(called.entries)
        adopt(journal, corpus, "2026", plan.documents, plan.files, decided)


def _undo(folder: Path) -> None:
    journal = Round(folder / "round", "Conference").journal
    standing = finish(journal, folder / "corpus")
    if standing and standing.stage is not Stage.UNDONE:
        undo(journal, folder / "corpus")


def _mend(folder: Path) -> None:
    """Conditions that kept everything out are put right, and what they kept out looked at."""
    text = 'title = "Conference"\nkinds = ["amendment"]\n'
    (folder / "conditions" / "right.toml").write_text(text, encoding="utf-8")
    catalogue = Catalogue(folder / "corpus", None)
    catalogue.refresh()
    round_ = change_conditions(open_round(folder / "round"), "right")
    reconsider(round_, Basis(catalogue))


def _refuse_all(folder: Path) -> None:
    (folder / "conditions").mkdir()
    text = 'title = "Conference"\nkinds = ["response"]\n'
    (folder / "conditions" / "wrong.toml").write_text(text, encoding="utf-8")
    round_ = begin_round(folder / "round", "Conference", conditions="wrong")
    catalogue = Catalogue(folder / "corpus", None)
    catalogue.refresh()
    take_in(round_, folder / "inbox", Basis(catalogue))


def _state(folder: Path) -> tuple[object, ...]:
    """All files, the journal without times, and what became of everything that was sent in.

    What was half-written in the round is swept away an hour later; in the corpus nothing may lie.
    """
    files = {
        name: data
        for name, data in files_of(folder).items()
        if not name.endswith(JOURNAL) and not (name.endswith(".tmp") and name.startswith("round/"))
    }
    round_ = Round(folder / "round", "Conference")
    inbox = open_inbox(round_, None)
    return files, [entry.act for entry in round_.journal.read()], inbox.ledger.items


@pytest.mark.parametrize("does", [_lead, _undo, _mend])
def test_killed_before_any_write_it_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(taking_in, "_FILES_AT_ONCE", 2)
    begun = tmp_path / "begun"
    begun.mkdir()
    _fill_inbox(begun)
    if does is _undo:
        _lead(begun)
    if does is _mend:
        _refuse_all(begun)
    whole = shutil.copytree(begun, tmp_path / "whole")
    with _killed_before(_NEVER) as asked:
        does(whole)
    expected, writes = _state(whole), asked()
    assert writes > (30 if does is _lead else 3)
    if does is _mend:
        assert open_inbox(open_round(whole / "round")).ledger.counts[Fate.COUNTED] == 2
    for write in range(1, writes + 1):
        folder = shutil.copytree(begun, tmp_path / str(write))
        with pytest.raises(Killed), _killed_before(write):
            does(folder)
        with _killed_before(_NEVER):
            does(folder)
        assert _state(folder) == expected, f"killed before write {write} of {writes}"
        shutil.rmtree(folder)
