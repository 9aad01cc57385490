"""Foreign files are read apart: none can hang the program, fill its memory or make it crash."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.errors import (
    Cancelled,
    DataError,
    PolicyError,
    Problem,
    StorageError,
    UsageError,
)
from policytui.importers.blocks import Block, Look, Reading, Unit, View
from policytui.importers.readers.confined import LARGEST_TEXT, ConfinedReader
from policytui.importers.readers.kinds import LARGEST_SOURCE, read_source
from policytui.importers.readers.wire import (
    error_from_json,
    error_to_json,
    reading_from_json,
    reading_to_json,
)
from policytui.importers.report import Doubt

_PAGE = "<h1>Plan</h1><h2>Homes</h2><ol><li>Cap rents</ol><table><tr><td>a<td>b</table>"
_LONG = "<p>Every town should have a library that is open on <b>every</b> day.</p>" * 20_000

on_linux = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at processes as Linux lists them"
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def look_up(process: Path) -> tuple[str, int]:
    """The state of a process and who started it; a dead one's where there is none."""
    try:
        state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return "Z", 0
    return state, int(parent)


def is_running(process: int) -> bool:
    return look_up(Path(f"/proc/{process}"))[0] != "Z"


def children(of: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = {int(entry.name): look_up(entry) for entry in Path("/proc").glob("[0-9]*")}
    return [process for process, (state, parent) in found.items() if parent == of and state != "Z"]


# --- the way between the processes ---

_texts = st.text(st.characters(), max_size=20)
_looks = st.builds(
    Look,
    size=st.floats(allow_nan=False),
    is_bold=st.booleans(),
    is_italic=st.booleans(),
    is_underlined=st.booleans(),
    is_centred=st.booleans(),
    style=_texts,
    depth=st.integers(),
    left=st.floats(allow_nan=False),
)
_blocks = st.builds(
    Block,
    text=_texts,
    line=st.integers(),
    level=st.none() | st.integers(),
    is_item=st.booleans(),
    is_table=st.booleans(),
    is_tight=st.booleans(),
    left_out=_texts,
    page=st.integers(),
    look=st.none() | st.just(Look()) | _looks,
    number=_texts,
    rows=st.lists(st.lists(_texts, max_size=2).map(tuple), max_size=2).map(tuple),
)
_readings = st.builds(
    Reading,
    blocks=st.lists(_blocks, max_size=4).map(tuple),
    text=_texts,
    knows_headings=st.booleans(),
    title=_texts,
    doubts=st.lists(st.builds(Doubt, st.integers(), _texts, st.integers()), max_size=2).map(tuple),
    unit=st.sampled_from(Unit),
)


@given(_readings)
def test_a_reading_comes_through_unchanged(reading: Reading) -> None:
    assert reading_from_json(json.loads(json.dumps(reading_to_json(reading)))) == reading


@pytest.mark.parametrize(
    "error",
    [
        UsageError("No.", hint="Do this."),
        StorageError("Full."),
        DataError(
            [Problem(Path("a\udcff.docx"), 3, "key", "is damaged."), Problem(None, 0, "", "x")]
        ),
        DataError([], hint="Save it."),
    ],
)
def test_an_error_comes_through_with_the_same_text(error: PolicyError) -> None:
    again = error_from_json(json.loads(json.dumps(error_to_json(error))))

    assert (type(again), str(again), again.hint) == (type(error), str(error), error.hint)
    assert getattr(again, "problems", None) == getattr(error, "problems", None)


# --- reading ---


def test_files_read_apart_are_read_the_same(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Homes for all.")
    document.save(str(tmp_path / "plan.docx"))
    paths = [
        write(tmp_path, "plan.txt", "Plan\n\nHomes"),
        write(tmp_path, "plan.html", _PAGE),
        tmp_path / "plan.docx",
        write(tmp_path, os.fsdecode(b"caf\xe9 \xf0\x9f\x8f\xa0.html"), _PAGE),
    ]
    with ConfinedReader() as reader:
        for path in paths:
            assert reader.read(path, view=View.ORIGINAL) == read_source(
                path.read_bytes(), path, view=View.ORIGINAL
            )


def test_relative_names_hold_where_the_person_works_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ConfinedReader() as reader:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            write(tmp_path / name, "plan.html", f"<p>{name}</p>")
            monkeypatch.chdir(tmp_path / name)
            assert reader.read(Path("plan.html")).text.strip() == name


@on_linux
def test_plain_text_needs_no_process_and_other_kinds_share_one(tmp_path: Path) -> None:
    text, page = write(tmp_path, "plan.md", "# Plan"), write(tmp_path, "plan.html", _PAGE)
    with ConfinedReader() as reader:
        reader.read(text)
        assert children(os.getpid()) == []
        reader.read(page)
        (first,) = children(os.getpid())
        reader.read(page)
        assert children(os.getpid()) == [first]
    assert children(os.getpid()) == []


def test_a_module_in_the_folder_that_the_person_works_in_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lxml", "json", "policytui"):
        write(tmp_path, f"{name}.py", "open('was_run', 'w')\n")
    page = write(tmp_path, "plan.html", _PAGE)
    monkeypatch.chdir(tmp_path)

    with ConfinedReader() as reader:
        assert reader.read(page).blocks

    assert not (tmp_path / "was_run").exists()


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("plan.docx", b"%PDF-1.7", DataError, "rename it to plan.pdf"),
        ("plan.html", b"", DataError, "is empty"),
        ("plan.rtf", b"{\\rtf1", UsageError, "RTF"),
        ("missing.pdf", None, StorageError, "no such file"),
        ("missing.txt", None, StorageError, "no such file"),
    ],
)
def test_errors_are_those_of_reading_directly(
    name: str, content: bytes | None, error: type[PolicyError], message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with ConfinedReader() as reader, pytest.raises(error, match=message) as caught:
        reader.read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(("name", "limit"), [("x.txt", LARGEST_TEXT), ("x.pdf", LARGEST_SOURCE)])
def test_a_file_that_is_too_large_is_not_even_read(name: str, limit: int, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(limit + 1)
    with ConfinedReader() as reader, pytest.raises(StorageError, match="more than the"):
        reader.read(tmp_path / name)


# --- hostile files ---


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    slow, quick = write(tmp_path, "slow.html", _LONG * 3), write(tmp_path, "quick.html", _PAGE)
    with ConfinedReader(seconds=1.0) as reader:
        reader.read(quick)
        started = time.monotonic()
        with pytest.raises(DataError, match=r"took longer than 1\.\d+ seconds to read") as caught:
            reader.read(slow)
        assert time.monotonic() - started < 2.5
        assert caught.value.problems[0].file == slow
        assert caught.value.hint
        assert reader.read(quick).blocks


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound memory")
def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read(
    tmp_path: Path,
) -> None:
    large = write(tmp_path, "large.html", b"<!-- -->" * 5_000_000 + b"<p>Words")
    quick = write(tmp_path, "quick.html", _PAGE)
    with ConfinedReader(memory=120_000_000) as reader:
        assert reader.read(quick).blocks
        with pytest.raises(DataError, match="needs more memory than 120 MB"):
            reader.read(large)
        assert reader.read(quick).blocks


@on_linux
def test_a_process_that_dies_refuses_its_file_alone(tmp_path: Path) -> None:
    slow, quick = write(tmp_path, "slow.html", _LONG), write(tmp_path, "quick.html", _PAGE)

    def is_cancelled() -> bool:
        for child in children(os.getpid()):
            os.kill(child, signal.SIGSEGV)
        return False

    with ConfinedReader() as reader:
        with pytest.raises(DataError, match="the reader stopped in the midst of it"):
            reader.read(slow, is_cancelled=is_cancelled)
        assert reader.read(quick).blocks


@on_linux
def test_a_process_that_died_between_two_files_costs_none_of_them(tmp_path: Path) -> None:
    page = write(tmp_path, "plan.html", _PAGE)
    with ConfinedReader() as reader:
        reader.read(page)
        (child,) = children(os.getpid())
        os.kill(child, signal.SIGKILL)
        assert reader.read(page).blocks


@on_linux
def test_a_person_who_stops_the_work_stops_the_process(tmp_path: Path) -> None:
    slow, quick = write(tmp_path, "slow.html", _LONG), write(tmp_path, "quick.html", _PAGE)
    asked = iter([False, False, True])
    with ConfinedReader() as reader:
        with pytest.raises(Cancelled):
            reader.read(slow, is_cancelled=lambda: next(asked))
        assert children(os.getpid()) == []
        assert reader.read(quick).blocks


@on_linux
def test_a_failing_onlooker_does_not_leave_an_answer_for_the_next_file(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.html", _PAGE), write(tmp_path, "b.html", "<p>Other</p>")

    def fail() -> bool:
        raise RuntimeError

    with ConfinedReader() as reader:
        with pytest.raises(RuntimeError):
            reader.read(first, is_cancelled=fail)
        assert reader.read(second).text.strip() == "Other"


_ABANDONED = """
import os, sys, threading
from pathlib import Path
from policytui.importers.readers.confined import ConfinedReader
threading.Timer(0.4, os._exit, [0]).start()
ConfinedReader().read(Path(sys.argv[1]))
"""


@on_linux
def test_the_process_ends_with_the_program_even_while_it_reads(tmp_path: Path) -> None:
    page = write(tmp_path, "slow.html", _LONG * 4)
    command = [sys.executable, "-c", _ABANDONED, str(page)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    seen: list[int] = []
    with subprocess.Popen(command, env=environment) as program:
        while program.poll() is None:
            seen = children(program.pid) or seen
            time.sleep(0.02)
    assert seen
    until = time.monotonic() + 3
    while time.monotonic() < until and any(map(is_running, seen)):
        time.sleep(0.02)
    assert not any(map(is_running, seen))
