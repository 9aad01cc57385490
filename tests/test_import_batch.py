"""Archives brought in whole: every file accounted for, and the work can be stopped anywhere."""

import json
from pathlib import Path

import pytest

from policytui.corpus.editions import read_editions
from policytui.corpus.markdown import read_document
from policytui.errors import Cancelled, StorageError
from policytui.importers.batch import NOTES, Filed, Outcome, import_archive

_HOMES = "Homes\n\nCouncils should be able to buy homes that stand empty for two years.\n\n"
_RENTS = "Rents\n\nRents should rise no faster than wages, and councils publish them.\n\n"
_BUSES = "Buses\n\nEvery village should have a bus on the hour until eleven at night.\n\n"
_TREES = "Trees\n\nFor each tree that falls in a street two should be planted there.\n\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    files = {
        "housing 2019.txt": f"Fair homes\n\n{_HOMES}{_RENTS}",
        "later/housing 2022.txt": f"Fair homes\n\n{_HOMES}{_RENTS}{_TREES}",
        "later/copy of housing.txt": f"Fair homes\n\n{_HOMES}{_RENTS}",
        "transport 2020.md": f"# Transport\n\n## {_BUSES}",
        "broken.txt": "\0\1\2",
        "picture.jpeg": "\xff\xd8",
        ".hidden.txt": "no",
        "~$lock.docx": "no",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "latin-1")
    return folder


def outcomes(filed: list[Filed]) -> dict[str, str]:
    return {one.file: one.outcome.name for one in filed}


_OUTCOMES = {
    "broken.txt": "REFUSED",
    "picture.jpeg": "OTHER",
    "housing 2019.txt": "MADE",
    "later/copy of housing.txt": "SAME",
    "later/housing 2022.txt": "EDITION",
    "transport 2020.md": "MADE",
}


def test_each_file_of_an_archive_is_accounted_for_and_a_failing_one_stops_none(
    archive: Path, tmp_path: Path
) -> None:
    filed = list(import_archive(archive, tmp_path / "corpus"))
    assert outcomes(filed) == _OUTCOMES
    assert all(one.lost == 0 for one in filed)
    assert sorted(path.name for path in (tmp_path / "corpus").glob("*.md")) == [
        "fair-homes.md",
        "transport.md",
    ]


def test_a_later_text_becomes_the_present_edition_and_the_earlier_is_kept(
    archive: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    list(import_archive(archive, corpus))
    editions = read_editions(corpus, "fair-homes")
    assert [edition.header.edition for edition in editions] == ["2019", "2022"]
    assert read_document(corpus / "fair-homes.md") == editions[-1]
    kept = [position.id for position in editions[0].positions]
    assert [position.id for position in editions[1].positions][:2] == kept


def test_an_archive_brought_in_again_changes_nothing(archive: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    list(import_archive(archive, corpus))
    before = {path: path.read_bytes() for path in corpus.rglob("*.md")}
    again = list(import_archive(archive, corpus))
    assert set(outcomes(again).values()) == {"BEFORE", "REFUSED", "OTHER"}
    assert {path: path.read_bytes() for path in corpus.rglob("*.md")} == before


@pytest.mark.parametrize("stop_after", range(1, 6))
def test_an_import_that_is_stopped_goes_on_where_it_was(
    archive: Path, tmp_path: Path, stop_after: int
) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    list(import_archive(archive, whole))
    seen: list[Filed] = []
    stopped = import_archive(archive, parts, is_cancelled=lambda: len(seen) >= stop_after)
    with pytest.raises(Cancelled):
        seen.extend(stopped)
    list(import_archive(archive, parts))
    files = {path.relative_to(whole): path.read_bytes() for path in whole.rglob("*.md")}
    assert {path.relative_to(parts): path.read_bytes() for path in parts.rglob("*.md")} == files


def test_a_file_that_was_written_but_not_noted_is_found_to_be_there(
    archive: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    list(import_archive(archive, corpus))
    notes = corpus / NOTES
    lines = notes.read_text().splitlines()
    notes.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:20])
    last = json.loads(lines[-1])[1]["file"]
    assert outcomes(list(import_archive(archive, corpus)))[last] == "SAME"


def test_another_text_of_the_same_edition_is_left_to_a_person(tmp_path: Path) -> None:
    archive, corpus = tmp_path / "archive", tmp_path / "corpus"
    archive.mkdir()
    (archive / "a homes 2019.txt").write_text(f"Fair homes\n\n{_HOMES}{_RENTS}")
    (archive / "b homes 2019.txt").write_text(f"Fair homes\n\n{_HOMES}{_RENTS}{_TREES}")
    filed = list(import_archive(archive, corpus))
    assert [one.outcome for one in filed] == [Outcome.MADE, Outcome.UNDECIDED]
    assert "2019" in filed[1].message
    assert len(read_document(corpus / "fair-homes.md").positions) == 2


def test_a_text_without_a_year_never_takes_the_place_of_a_dated_one(tmp_path: Path) -> None:
    archive, corpus = tmp_path / "archive", tmp_path / "corpus"
    archive.mkdir()
    (archive / "homes 2019.txt").write_text(f"Fair homes\n\n{_HOMES}{_RENTS}")
    (archive / "homes.txt").write_text(f"Fair homes\n\n{_HOMES}{_RENTS}{_TREES}")
    filed = list(import_archive(archive, corpus))
    assert [one.outcome for one in filed] == [Outcome.MADE, Outcome.UNDECIDED]
    assert "no year" in filed[1].message
    assert read_document(corpus / "fair-homes.md").header.edition == "2019"


def test_half_of_the_text_under_another_title_waits_for_a_person(tmp_path: Path) -> None:
    archive, corpus = tmp_path / "archive", tmp_path / "corpus"
    archive.mkdir()
    (archive / "a 2016.txt").write_text(f"Our plan\n\n{_HOMES}{_RENTS}{_BUSES}")
    (archive / "b 2019.txt").write_text(f"A plan for the valley\n\n{_HOMES}{_RENTS}{_TREES}")
    filed = list(import_archive(archive, corpus))
    assert [one.outcome for one in filed] == [Outcome.MADE, Outcome.UNDECIDED]
    assert "under another title" in filed[1].message
    assert "--edition-of our-plan" in filed[1].message
    assert read_document(corpus / "our-plan.md").header.title == "Our plan"


def test_a_dry_run_tells_what_would_become_of_each_file(archive: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    dry = list(import_archive(archive, corpus, is_dry=True))
    assert not corpus.exists()
    assert dry == list(import_archive(archive, corpus))


def test_two_documents_of_one_title_get_ids_of_their_own(tmp_path: Path) -> None:
    archive, corpus = tmp_path / "archive", tmp_path / "corpus"
    archive.mkdir()
    (archive / "a 2019.txt").write_text(f"Our plan\n\nHOUSING\n\n{_HOMES}{_RENTS}")
    (archive / "b 2020.txt").write_text(f"Our plan\n\nTRANSPORT\n\n{_BUSES}{_TREES}")
    filed = list(import_archive(archive, corpus))
    assert [one.document for one in filed] == ["our-plan", "our-plan-2"]


def test_an_archive_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such folder"):
        list(import_archive(tmp_path / "gone", tmp_path / "corpus"))
