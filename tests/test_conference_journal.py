"""The journal of a round: added to only, whole after a kill, the same for two at once."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.conference.journal import NAME, RECEIVED, TORN, Act, Journal
from policytui.conference.round import Round, begin_round, open_round
from policytui.errors import DataError, StorageError, UsageError

_ACTS = st.lists(
    st.builds(
        Act,
        kind=st.sampled_from(["inbox.received", "decision.set"]),
        subject=st.text(max_size=8),
        details=st.dictionaries(
            st.text(max_size=5), st.none() | st.integers() | st.text(max_size=9)
        ),
        by=st.text(max_size=5),
    ),
    max_size=6,
)


@given(_ACTS, _ACTS)
def test_what_was_added_is_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, first: list[Act], second: list[Act]
) -> None:
    journal = Journal(tmp_path_factory.mktemp("round"))
    added = journal.add(lambda _: first) + journal.add(lambda _: second)
    assert [entry.act for entry in journal.read()] == first + second
    assert journal.read() == added
    assert [entry.number for entry in added] == list(range(1, len(added) + 1))


def test_a_line_cut_off_by_a_kill_counts_as_never_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(lambda _: [Act("a.b", "one"), Act("a.b", "two")])
    whole = journal.file.read_bytes()
    for end in range(whole.index(b"\n") + 1, len(whole) - 1):
        journal.file.write_bytes(whole[:end])
        assert [entry.act.subject for entry in journal.read()] == ["one"]
        journal.add(lambda before: [Act("a.b", f"{len(before) + 1}")])
        assert [entry.act.subject for entry in journal.read()] == ["one", "2"]
    torn = (tmp_path / TORN).read_bytes().splitlines()
    assert torn[-1] == whole.splitlines()[1][:-1]


def test_a_last_line_without_its_line_break_counts_and_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(lambda _: [Act("a.b", "one"), Act("a.b", "two")])
    journal.file.write_bytes(journal.file.read_bytes().rstrip(b"\n"))
    assert [entry.act.subject for entry in Journal(tmp_path).read()] == ["one", "two"]
    journal.add(lambda _: [Act("a.b", "three")])
    assert [entry.act.subject for entry in Journal(tmp_path).read()] == ["one", "two", "three"]


@pytest.mark.parametrize("content", [b"", None])
def test_a_journal_that_is_gone_is_no_empty_round(tmp_path: Path, content: bytes | None) -> None:
    journal = Journal(tmp_path)
    (tmp_path / RECEIVED).mkdir()
    (tmp_path / RECEIVED / "abc.toml").write_bytes(b"x")
    if content is not None:
        journal.file.write_bytes(content)
    with pytest.raises(StorageError, match="missing or empty, though received"):
        journal.read()
    assert journal.read(may_be_new=True) == ()


def test_what_is_no_journal_is_refused_at_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    os.mkfifo(journal.file)
    with pytest.raises(StorageError, match="no ordinary file"):
        journal.read()
    journal.file.unlink()
    journal.file.write_bytes(b"[" * 200_000 + b"\n")
    with pytest.raises(DataError, match="is no line of a journal"):
        journal.read()


def test_a_line_that_was_altered_is_named(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(lambda _: [Act("a.b", "one"), Act("a.b", "two")])
    lines = journal.file.read_bytes().splitlines(keepends=True)
    journal.file.write_bytes(lines[1])
    with pytest.raises(DataError, match=rf"{NAME}:1: is no line of a journal"):
        journal.read()


def test_what_is_there_already_is_not_added_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for _ in range(3):
        journal.add(lambda before: [] if before else [Act("a.b", "once")])
    assert len(journal.read()) == 1
    assert len(json.loads(journal.file.read_bytes())) > 3


def test_a_round_is_begun_once_and_opened_again(tmp_path: Path) -> None:
    made = begin_round(tmp_path / "r", " Annual  Conference 2026 ", ("platform",), "conference")
    assert (
        open_round(tmp_path / "r")
        == made
        == begin_round(tmp_path / "r", "Annual Conference 2026", ("platform",), "conference")
    )
    assert made == Round(tmp_path / "r", "Annual Conference 2026", ("platform",), "conference")
    with pytest.raises(UsageError, match="lies there already"):
        begin_round(tmp_path / "r", "Another")
    with pytest.raises(UsageError, match="no round here"):
        open_round(tmp_path / "elsewhere")
    (tmp_path / "r" / "round.toml").write_text('schema = 1\ntitel = "x"\n')
    with pytest.raises(DataError, match="title"):
        open_round(tmp_path / "r")


def test_what_others_add_or_put_back_is_seen_by_who_has_read_before(tmp_path: Path) -> None:
    mine, theirs = Journal(tmp_path), Journal(tmp_path)
    mine.add(lambda _: [Act("a.b", "one")])
    copy = mine.file.read_bytes()
    theirs.add(lambda _: [Act("a.b", "two")])
    assert [entry.act.subject for entry in mine.read()] == ["one", "two"]
    mine.file.write_bytes(copy)
    assert [entry.act.subject for entry in mine.read()] == ["one"]
    mine.file.write_bytes(copy.replace(b"one", b"eno"))
    mine.add(lambda before: [Act("a.b", before[0].act.subject)])
    assert [(entry.number, entry.act.subject) for entry in theirs.read()] == [
        (1, "eno"),
        (2, "eno"),
    ]
