import os
import stat
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from policytui.corpus.model import Header, Kind, Nation, Position, Role
from policytui.drafts.begin import (
    begin_amendment,
    begin_campaign_idea,
    begin_response,
    duplicate,
    revise,
)
from policytui.drafts.journal import Journal
from policytui.drafts.model import State, Submitter
from policytui.drafts.store import DraftConflict, DraftStore, PlaceTaken
from policytui.drafts.submission import content_digest, is_intact, seal, write_submission
from policytui.drafts.toml import format_draft, parse_draft, read_draft
from policytui.errors import StorageError, UnknownId
from policytui.files import sweep_temporaries

HEADER = Header("platform", "Our platform", Kind.PLATFORM, "2016")
POSITION = Position("platform/land", "Land", "Old words about land.")


@pytest.fixture
def store(tmp_path):
    return DraftStore(tmp_path / "drafts")


@pytest.fixture
def draft():
    return begin_amendment(POSITION, HEADER, Submitter(mover="A. Member"))


def test_a_saved_draft_loads_as_it_was(store, draft):
    saved = store.save(draft, None)

    assert store.load(draft.id) == saved
    assert [item.draft for item in store.list().drafts] == [draft]


def test_a_draft_carries_the_text_it_changes(draft):
    assert draft.base is not None
    assert (draft.base.position, draft.base.text) == (POSITION.id, POSITION.text)


def test_revising_words_the_instruction_anew(draft):
    revised = revise(draft, text="New words about land.")

    assert revised.instruction == ("Leave out “Old” and insert “New”",)
    assert revise(revised, text=POSITION.text).instruction == ()


def test_a_revision_that_changes_nothing_is_the_same_draft(draft):
    assert revise(draft, text=draft.text + "\n") is draft


def test_what_somebody_else_wrote_is_not_overwritten(store, draft):
    saved = store.save(draft, None)
    theirs = revise(draft, reason="Theirs")
    saved.path.write_text(format_draft(theirs), encoding="utf-8")

    with pytest.raises(DraftConflict) as caught:
        store.save(revise(draft, reason="Mine"), saved.stamp)

    assert caught.value.theirs is not None
    assert caught.value.theirs.draft.reason == "Theirs"
    assert read_draft(saved.path).reason == "Theirs"


def test_a_new_draft_never_takes_the_place_of_another(store, draft):
    store.save(draft, None)

    with pytest.raises(DraftConflict):
        store.save(draft, None)


def test_a_file_that_vanished_is_a_conflict_too(store, draft):
    saved = store.save(draft, None)
    saved.path.unlink()

    with pytest.raises(DraftConflict) as caught:
        store.save(draft, saved.stamp)

    assert caught.value.theirs is None


def test_a_deleted_draft_comes_back_as_it_was(store, draft):
    store.save(draft, None)
    aside = store.delete(draft.id)
    assert store.list().drafts == ()
    assert draft.id in store.ids()

    store.restore(aside)

    assert store.load(draft.id).draft == draft


def test_files_that_cannot_be_read_are_named_beside_the_others(store, draft):
    store.save(draft, None)
    (store.folder / "broken.toml").write_text("schema = 1\n", encoding="utf-8")
    (store.folder / "renamed.toml").write_text(format_draft(draft), encoding="utf-8")

    listing = store.list()

    assert len(listing.drafts) == 1
    assert {problem.file.name for problem in listing.problems} == {"broken.toml", "renamed.toml"}


@pytest.mark.parametrize("name", ["../x", "nothing-here", "", "a/b", "x" * 200])
def test_an_unknown_draft_is_named(store, name):
    with pytest.raises(UnknownId):
        store.load(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write read-only folders")
def test_a_read_only_folder_is_named(store, draft):
    store.folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)

    with pytest.raises(StorageError, match="cannot be saved"):
        store.save(draft, None)


def test_a_folder_that_cannot_be_looked_at_is_named(tmp_path):
    store = DraftStore(tmp_path / ("x" * 300))

    for read in (store.ids, store.list):
        with pytest.raises(StorageError, match="this folder of drafts cannot be read"):
            read()


def test_a_folder_that_cannot_be_made_is_named(tmp_path, draft):
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="file/drafts: cannot be used"):
        DraftStore(tmp_path / "file" / "drafts").save(draft, None)


def test_a_copy_is_a_draft_of_its_own(draft):
    sealed = seal(draft)

    copy = duplicate(sealed, {draft.id})

    assert copy.id != draft.id
    assert (copy.state, copy.seal, copy.text) == (State.DRAFT, None, draft.text)


def test_ids_of_drafts_begun_at_once_differ():
    assert len({begin_campaign_idea("Same", Submitter()).id for _ in range(20)}) == 20


def test_a_response_asks_only_the_questions_of_the_nation():
    def question(number, *nations):
        return Position(f"c/q{number}", "Q", f"Why {number}?", nations=nations, role=Role.QUESTION)

    questions = [
        question(1, Nation.WALES),
        question(2, Nation.ENGLAND),
        Position("c/b", "B", "Background.", role=Role.BACKGROUND),
        question(3, *Nation),
    ]

    draft = begin_response(HEADER, questions, Submitter(nation=Nation.WALES))

    assert [answer.wording for answer in draft.answers] == ["Why 1?", "Why 3?"]


def test_a_draft_that_could_not_be_opened_again_is_not_saved(store, draft):
    saved = store.save(draft, None)

    with pytest.raises(StorageError, match="Shorten it"):
        store.save(revise(draft, text="w" * 4_500_000), saved.stamp)

    assert store.load(draft.id).draft == draft


def test_what_was_deleted_before_under_one_name_is_kept_as_well(store, draft):
    store.save(draft, None)
    first = store.delete(draft.id)
    store.save(revise(draft, reason="Another"), None)

    second = store.delete(draft.id)
    assert second != first
    assert len(store.deleted()) == 2

    # Each comes back under its own id: a draft of another name could not be read.
    store.restore(second)
    assert store.load(draft.id).draft.reason == "Another"
    with pytest.raises(PlaceTaken, match="has taken its place"):
        store.restore(first)
    assert store.deleted() == [first]


def test_a_draft_that_was_written_on_since_is_not_deleted_unseen(store, draft):
    saved = store.save(draft, None)
    later = store.save(revise(draft, reason="An hour of work"), saved.stamp)

    with pytest.raises(DraftConflict):
        store.delete(draft.id, saved.stamp)
    assert store.load(draft.id) == later

    aside = store.delete(draft.id, later.stamp)
    aside.unlink()
    with pytest.raises(UnknownId, match="no longer there"):
        store.restore(aside)


def test_a_submission_of_the_same_content_takes_the_place_of_its_like(tmp_path, draft):
    first = write_submission(seal(draft), tmp_path / "outbox")
    later = seal(replace(draft, history=()))

    assert write_submission(later, tmp_path / "outbox") == first
    assert read_draft(first) == later


def test_a_draft_that_is_revised_carries_no_old_seal(draft):
    opened = replace(seal(draft), state=State.DRAFT)

    assert revise(opened, reason="New").seal is None


# --- the journal ---


def test_unsaved_words_are_kept_until_they_are_saved(tmp_path, draft):
    journal = Journal(tmp_path / "state", tmp_path / "drafts")
    unsaved = revise(draft, text="Half a sentence")

    assert journal.note(unsaved)
    assert Journal(tmp_path / "state", tmp_path / "drafts").pending() == (unsaved,)
    assert Journal(tmp_path / "state", tmp_path / "other").pending() == ()

    journal.forget(draft.id)
    assert journal.recover(draft.id) is None


def test_two_windows_keep_their_words_of_one_draft_apart(tmp_path, draft):
    mine, theirs, later = (Journal(tmp_path / "state", tmp_path / "drafts") for _ in range(3))
    of_another = replace(draft, id=f"{draft.id}-2")
    words, others, newest = (revise(draft, text=f"Words {n}") for n in range(3))
    for journal, version in ((mine, words), (theirs, others), (mine, of_another)):
        journal.note(version)

    assert {kept.id for kept in later.pending()} == {draft.id, of_another.id}
    assert later.look(draft.id) == others
    later.note(newest)
    assert later.look(draft.id) == newest

    later.claim(others)
    later.forget(draft.id)
    mine.forget(draft.id)
    assert theirs.look(draft.id) == newest
    assert theirs.recover(draft.id) == newest
    theirs.forget(draft.id)
    assert later.pending() == (of_another,)


def test_a_damaged_journal_is_no_error(tmp_path, draft):
    journal = Journal(tmp_path / "state", tmp_path / "drafts")
    journal.note(draft)
    for path in (tmp_path / "state").rglob("*.toml"):
        path.write_bytes(b"\xff")

    assert journal.pending() == ()


def test_a_journal_that_cannot_be_written_says_so(tmp_path, draft):
    (tmp_path / "file").write_text("")

    assert not Journal(tmp_path / "file", tmp_path).note(draft)


# --- submissions ---


def test_a_seal_tells_whether_the_content_was_altered(draft):
    sealed = seal(draft)

    assert is_intact(sealed)
    assert is_intact(parse_draft(format_draft(sealed)))
    assert not is_intact(replace(sealed, text="Other words"))
    assert not is_intact(draft)


def test_the_seal_covers_content_and_not_history(draft):
    assert content_digest(draft) == content_digest(seal(draft))


def test_a_submission_is_never_overwritten_by_another(tmp_path, draft):
    sealed = seal(draft)
    path = write_submission(sealed, tmp_path / "outbox")
    assert write_submission(sealed, tmp_path / "outbox") == path

    with pytest.raises(StorageError, match="lies there already"):
        write_submission(seal(replace(draft, reason="Other")), tmp_path / "outbox")


# --- crashes ---

_SAVE_FOREVER = """
import sys
from dataclasses import replace
from pathlib import Path
from policytui.drafts.store import DraftStore
store = DraftStore(Path(sys.argv[1]))
saved = store.load(sys.argv[2])
number = int(saved.draft.reason)
while True:
    number += 1
    saved = store.save(replace(saved.draft, reason=str(number)), saved.stamp)
    print(number, flush=True)
"""


def test_a_kill_while_saving_loses_no_saved_draft(store, draft):
    store.save(replace(draft, reason="0", text="words " * 5000), None)
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", _SAVE_FOREVER, str(store.folder), draft.id],
            stdout=subprocess.PIPE,
            text=True,
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.02)
            run.kill()
            reported = [int(line) for line in run.stdout.read().split()]

        number = int(store.load(draft.id).draft.reason)
        assert number >= max(reported, default=1)
        assert len(store.list().drafts) == 1
        assert store.list().problems == ()
        # Killed between getting its name and taking its place, a file lies there whole.
        for left in store.folder.glob(".*.tmp"):
            parse_draft(left.read_text("utf-8"))
        sweep_temporaries(store.folder, older_than=0)
        assert [path.name for path in store.folder.iterdir()] == [f"{draft.id}.toml"]
