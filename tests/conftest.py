"""What every test stands on: folders of its own, and no settings of the person who runs it."""

import gc
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import write_corpus
from hypothesis import settings

from policytui.cli.main import main
from policytui.errors import Exit

settings.register_profile("suite", deadline=None, max_examples=25)
settings.load_profile("suite")

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


gc.set_threshold(100_000, 20, 50)


def pytest_collection_finish() -> None:
    """Take what is loaded out of the garbage collector's rounds, which it makes longer."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point every folder of the program into a fresh place."""
    home = tmp_path_factory.mktemp("home")
    wanted = {
        "POLICYTUI_CACHE": str(home / "cache"),
        "POLICYTUI_STATE": str(home / "state"),
        "POLICYTUI_CONFIG": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }
    before = {key: os.environ.get(key) for key in (*wanted, "POLICYTUI_CORPUS", "POLICYTUI_DRAFTS")}
    os.environ.update(wanted)
    os.environ.pop("POLICYTUI_CORPUS", None)
    os.environ.pop("POLICYTUI_DRAFTS", None)
    yield
    for key, value in before.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value


@pytest.fixture
def seeds() -> Path:
    """The folder of the two real documents; skips where it is absent."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real documents lie beside the project, not in it, and are absent here")
    return folder


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs a command in a project of its own; gives exit code, output and talk."""
    write_corpus(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)

    def call(*arguments, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def amended(run):
    """The path of a complete amendment."""
    code, out, _ = run(
        *("draft", "new", "--target", "platform/empty-shops", "--text-file", "-"),
        *("--reason", "Towns need it.", "--mover", "A. Member"),
        stdin="A shop that stands empty for six months should be offered to the people.",
    )
    assert code == Exit.DONE
    return out.strip()


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: the app's tests spend a third of their time waiting."""
    return (os.cpu_count() or 1) + 1
