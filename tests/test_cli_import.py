"""`policytui import`: a dry run shows all, editions are compared first, folders come in whole."""

import json
from pathlib import Path

import pytest

from policytui.corpus.markdown import read_document
from policytui.errors import Exit

_HOMES = "Homes\n\nCouncils should be able to buy homes that stand empty for two years.\n\n"
_RENTS = "Rents\n\nRents should rise no faster than wages, and councils publish them.\n\n"
_TREES = "Trees\n\nFor each tree that falls in a street two should be planted there.\n\n"
_NEWER = f"Fair homes\n\n{_HOMES}{_RENTS.replace('wages', 'prices')}{_TREES}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "homes 2019.txt"
    path.write_text(f"Fair homes\n\n{_HOMES}{_RENTS}")
    return path


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "homes 2022.txt"
    path.write_text(_NEWER)
    return path


def test_a_dry_run_tells_outline_doubts_and_words_and_writes_nothing(run, plan, tmp_path):
    code, out, _ = run("import", str(plan), "--into", "made", "--dry-run")
    assert code == Exit.DONE
    assert "Rents  (11 words, line 7)" in out
    assert "28 words read = 26 in positions + 2 left out" in out
    assert "line 1: the title of the document: Fair homes" in out
    assert not (tmp_path / "made").exists()


def test_a_newer_text_is_compared_and_saved_only_as_an_edition_that_is_named(run, plan, newer):
    assert run("import", str(plan), "--into", "made")[0] == Exit.DONE
    code, out, err = run("import", str(newer), "--into", "made")
    assert code == Exit.USAGE
    assert "--edition-of fair-homes" in err
    code, out, err = run(
        "import", str(newer), "--into", "made", "--edition-of", "fair-homes", "--dry-run"
    )
    assert "What it changes in the edition 2019" in out
    assert "Trees" in out
    code, out, err = run(
        "import", str(newer), "--into", "made", "--edition-of", "fair-homes",
        "--adopted", "2022-10-08", "--by", "Annual Conference", "--json",
    )  # fmt: skip
    assert code == Exit.DONE
    (entry,) = json.loads(out)["documents"]
    assert {row["relation"] for row in entry["comparison"]["positions"]} >= {"amended", "kept"}
    header = read_document(Path("made/fair-homes.md")).header
    assert (header.edition, header.adopted_by) == ("2022", "Annual Conference")
    assert read_document(Path("made/editions/fair-homes/2019.md")).header.edition == "2019"


def test_a_day_that_is_none_is_refused_in_words(run, plan):
    code, _, err = run("import", str(plan), "--into", "made", "--adopted", "soon")
    assert code == Exit.USAGE
    assert "is no day" in err


def test_an_edition_of_a_document_that_is_not_there_is_refused(run, plan, tmp_path):
    code, _, _ = run("import", str(plan), "--into", "made", "--edition-of", "gone")
    assert code == Exit.UNKNOWN_ID
    assert not (tmp_path / "made").exists()


def test_a_folder_comes_in_whole_with_one_report(run, plan, newer, tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    for path in (plan, newer):
        path.rename(archive / path.name)
    (archive / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    _, dry, err = run("import", str(archive), "--into", "made", "--dry-run")
    assert "nothing was written" in err
    assert not (tmp_path / "made").exists()
    code, out, _ = run("import", str(archive), "--into", "made")
    assert out == dry
    assert code == Exit.BAD_DATA
    assert "Imported (1)" in out
    assert "Imported as an edition (1)" in out
    assert "Could not be read (1)" in out
    code, out, _ = run("import", str(archive), "--into", "made", "--json")
    files = json.loads(out)["files"]
    assert [one["outcome"] for one in files].count("before") == 2


@pytest.mark.parametrize(
    "options",
    [["--id", "x"], ["--edition", "2"], ["--nation", "wales"], ["--force"], ["--kind", "motion"]],
)
def test_what_is_said_of_one_document_cannot_be_said_of_a_folder(run, tmp_path, options):
    (tmp_path / "archive").mkdir()
    code, _, err = run("import", "archive", "--into", "made", *options)
    assert code == Exit.USAGE
    assert options[0] in err
