"""The house holds: floors, start-up, size of modules, and the words of the project."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from corpora import write_corpus

PROJECT = Path(__file__).resolve().parent.parent

_LOADED = """
import sys
sys.argv = ["policytui", *sys.argv[1:]]
from policytui.cli.main import main
try:
    main()
except SystemExit:
    pass
print("LOADED", " ".join(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--help"], {"textual", "rich", "whoosh", "markdown_it", "sqlite3", "rapidfuzz"}),
        (["keys"], {"textual", "rich", "whoosh", "markdown_it"}),
        (["search", "homes"], {"textual", "rich", "markdown_it", "rapidfuzz"}),
        (["show", "platform/empty-shops"], {"textual", "rich", "markdown_it"}),
        (["draft", "list"], {"textual", "rich", "whoosh", "markdown_it"}),
    ],
)
def test_a_command_loads_only_what_it_needs(tmp_path, arguments, never):
    corpus = write_corpus(tmp_path / "corpus")
    command = [sys.executable, "-c", _LOADED, "--corpus", str(corpus)]
    subprocess.run([*command, "index"], capture_output=True, check=True)

    said = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True).stderr

    loaded = set(said.rpartition("LOADED ")[2].split())
    assert "policytui" in loaded
    assert not loaded & never


def test_modules_stay_small_enough_to_hold_one_idea():
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in (PROJECT / "policytui").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert not long


def test_every_screen_is_left_once_however_often_its_key_is_pressed():
    textual = {"textual.screen", "textual.screen.Screen", "textual.screen.ModalScreen"}
    taking = {
        path.name
        for path in (PROJECT / "policytui" / "tui" / "screens").rglob("*.py")
        if textual.intersection(_imported(path))
    }

    assert taking == {"leaving.py"}


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
