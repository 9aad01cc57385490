"""Paths as people type them: what no file can be called is refused in words everywhere."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policytui.errors import UsageError
from policytui.tui.exporting import file_named
from policytui.tui.importing_files import list_files
from policytui.tui.importing_saving import folder_named
from policytui.tui.operands import _files as files_offered
from policytui.tui.paths_typed import path_from
from policytui.tui.reporting import TABLES, path_named
from policytui.tui.screens.inbox_asking import _inbox_from as inbox_from

LONG = "a" * 300
REFUSED = {
    "": "Give it a name.",
    " '' ": "Give it a name.",
    "~nobody-of-this-name/r.html": "no such home folder",
    f"{LONG}.html": "cannot be used .*too long",
    f"{LONG}/r.html": "cannot be used .*too long",
    "a\0/r.html": "has a sign that no name can have",
    "{here}/file.txt/r.html": "is a file, not a folder",
    "{here}/loop/r.html": "cannot be used",
    "{here}/shut/r.html": "may not look into",
}
ASKED: dict[str, Callable[[str, Path], object]] = {
    "inbox": lambda typed, folder: inbox_from(typed),
    "report": lambda typed, folder: path_named(typed, folder, ".html"),
    "tables": lambda typed, folder: path_named(typed, folder, TABLES),
    "comparison": file_named,
    "corpus": lambda typed, folder: folder_named(typed),
    "path": path_from,
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "file.txt").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "shut").mkdir(mode=0)
    yield tmp_path
    (tmp_path / "shut").chmod(0o700)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_nothing_can_be_called_is_refused_in_words_wherever_it_is_typed(
    here: Path, typed: str
) -> None:
    if "shut" in typed and os.geteuid() == 0:
        pytest.skip("root may look into every folder")
    said = REFUSED[typed]
    typed = typed.format(here=here)
    for asked in ASKED.values():
        with pytest.raises(UsageError):
            asked(typed, here)
    with pytest.raises(UsageError, match=said):
        path_from(typed, here)
    if typed.strip(" '"):
        assert not list(files_offered(typed))
        assert not list_files(here, typed)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_tables_do_not_go_into_a_folder_that_is_shut(here: Path) -> None:
    with pytest.raises(UsageError, match="may not write into this folder"):
        path_named("shut", here, TABLES)


@pytest.mark.parametrize("typed", ["our plan.html", " 'our plan.html' ", "our\\ plan.html"])
def test_a_name_lies_in_the_folder_that_is_offered_and_one_with_a_home_there(
    here: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))
    assert path_from(typed, here / "new") == here / "new" / "our plan.html"
    assert path_from(f"~/{typed.strip(chr(39) + ' ')}", Path("/x")) == here / "our plan.html"
    (here / "our\\ plan.html").touch()
    assert path_from("our\\ plan.html", here).name == "our\\ plan.html"
