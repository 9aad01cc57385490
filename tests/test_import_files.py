"""Files come in under permanent ids, are saved without harm, and bad ones are refused clearly."""

import time
from pathlib import Path

import pytest

from policytui.corpus.markdown import format_document, read_document
from policytui.errors import DataError, PolicyError, StorageError, UsageError
from policytui.importers.describe import describe_import, import_json
from policytui.importers.importing import Wanted, import_file, save_import

_PLAN = (
    "Plan for the Valley\n\nEmpty homes\n\nCouncils should be able to buy homes that stand empty.\n"
    "\nRents\n\nRents should rise no faster than wages.\n"
)


def write(folder: Path, text: str, name: str = "plan-for-the-valley-2024.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_header_values_come_from_the_file_or_from_the_caller(tmp_path: Path) -> None:
    path = write(tmp_path, _PLAN)
    header = import_file(path).document.header
    assert (header.id, header.title, header.edition) == (
        "plan-for-the-valley",
        "Plan for the Valley",
        "2024",
    )
    told = import_file(path, Wanted(id="valley", title="A Plan", edition="second")).document.header
    assert (told.id, told.title, told.edition) == ("valley", "A Plan", "second")


def test_a_title_made_from_the_file_name_is_doubted(tmp_path: Path) -> None:
    result = import_file(write(tmp_path, "Rents should fall, we say.", "fair_rents.txt"))
    assert result.document.header.title == "Fair rents"
    assert any("made from the file name" in doubt.message for doubt in result.doubts)


def test_a_newer_text_keeps_the_ids_of_headings_and_of_texts_that_stayed(tmp_path: Path) -> None:
    earlier = import_file(write(tmp_path, _PLAN)).document
    newer = _PLAN.replace("Empty homes", "Homes that stand empty").replace("no faster", "slower")
    newer += "\nBuses\n\nEvery village should have a bus.\n"
    later = import_file(write(tmp_path, newer), known=earlier).document
    assert [position.id for position in later.positions] == [
        "plan-for-the-valley/empty-homes",
        "plan-for-the-valley/rents",
        "plan-for-the-valley/buses",
    ]


def test_the_id_of_a_position_that_is_gone_is_not_given_again(tmp_path: Path) -> None:
    two = "## Rents\n\nOne thing is said.\n\n## Rents\n\nAnother is said.\n\n"
    earlier = import_file(write(tmp_path, two, "plan.md")).document
    fewer = "## Rents\n\nAnother is said.\n\n## Buses\n\nRun late.\n"
    later = import_file(write(tmp_path, fewer, "plan.md"), known=earlier).document
    assert [position.id for position in later.positions] == ["plan/rents-2", "plan/buses"]


def test_a_file_in_our_own_form_is_taken_as_it_is(tmp_path: Path) -> None:
    made = import_file(write(tmp_path, _PLAN)).document
    own = write(tmp_path, format_document(made), "own.md")
    assert import_file(own).document == made
    moved = import_file(own, Wanted(id="valley")).document
    assert [position.id for position in moved.positions] == ["valley/empty-homes", "valley/rents"]


def test_saving_writes_the_document_and_never_over_another(tmp_path: Path) -> None:
    result = import_file(write(tmp_path, _PLAN))
    corpus = tmp_path / "corpus"
    path = save_import(result, corpus)
    assert path == corpus / "plan-for-the-valley.md"
    assert read_document(path) == result.document
    path.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="--force"):
        save_import(result, corpus)
    assert path.read_text("utf-8") == "mine"
    save_import(result, corpus, force=True)
    assert read_document(path) == result.document
    assert [file.name for file in corpus.iterdir()] == [path.name]


def test_reports_tell_all_in_words_and_in_json(tmp_path: Path) -> None:
    result = import_file(write(tmp_path, _PLAN))
    words = describe_import(result)
    for text in ("Empty homes", "Rents", "line 1: the title of the document: Plan for the Valley"):
        assert text in words
    data = import_json(result, Path("corpus/plan-for-the-valley.md"))
    assert data["path"] == "corpus/plan-for-the-valley.md"
    assert data["positions"][1] == {
        "id": "plan-for-the-valley/rents",
        "title": "Rents",
        "themes": [],
        "text": "Rents should rise no faster than wages.",
        "role": "statement",
    }
    assert data["left_out"] == [
        {"text": "Plan for the Valley", "why": "the title of the document", "line": 1, "page": 0}
    ]
    words = data["word_count"]
    assert words["read"] == words["kept"] + words["left_out"] == data["words"]
    assert set(data) >= {"id", "path", "positions", "left_out", "doubts"}


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("empty.txt", b"", DataError, "is empty"),
        ("blank.txt", b" \n\t\n\xef\xbb\xbf", DataError, "is empty"),
        ("binary.txt", b"\x00\x01\x02", DataError, "is no text"),
        ("contents.txt", b"Contents\n\nRents ..... 3\nBuses ..... 4\n", DataError, "contents page"),
        ("headings.md", b"# One\n\n## Two\n", DataError, "holds no position"),
        ("broken.md", b"+++\nschema = 1\n", DataError, "front matter"),
        ("letter.odt", b"PK\x03\x04", DataError, "is "),
        ("letter", b"Words.", UsageError, "cannot be imported"),
    ],
)
def test_a_bad_file_is_refused_with_one_clear_message(
    name: str, data: bytes, error: type[PolicyError], message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=message):
        import_file(path)


def test_a_missing_a_huge_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no such file"):
        import_file(tmp_path / "missing.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(StorageError, match="no such file"):
        import_file(tmp_path / "folder.txt")
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(StorageError, match="50 MB"):
        import_file(huge)


@pytest.mark.parametrize("id_", ["../etc/passwd", "a" * 200, "", "A B", "\x1b[31m"])
def test_an_id_that_is_none_is_refused(id_: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be the id") as caught:
        import_file(write(tmp_path, _PLAN), Wanted(id=id_))
    assert "\x1b" not in str(caught.value)


def test_hostile_names_and_texts_do_no_harm(tmp_path: Path) -> None:
    hostile = "\x1b[31m[/x] \u202e{.question} +++ <b>"
    path = write(
        tmp_path, f"# {hostile} title\n\n## {hostile} head\n\n{hostile} text\n# no", "h.md"
    )
    path = path.rename(tmp_path / "\x1b[2J\u202e evil.md")
    result = import_file(path)
    saved = save_import(result, tmp_path / "corpus")
    assert read_document(saved) == result.document
    assert result.document.header.source == "Imported from \\x1b[2J\\u202e evil.md"
    assert describe_import(result).replace("\n", "").isprintable()


def test_a_large_text_comes_in_without_delay(tmp_path: Path) -> None:
    part = "Rents of part {0}\n\nRents should rise no faster than wages in part {0}.\n\n"
    path = write(tmp_path, "Plan\n\n" + "".join(part.format(n) for n in range(3000)))
    assert len(import_file(path).document.positions) == 3000


@pytest.mark.parametrize(
    "line",
    ["." * 100_000, "Rents " + "." * 50_000 + " 3", "a\t" * 50_000, "#" * 50_000, "a@" * 50_000],
    ids=["dots", "leader", "tabs", "hashes", "addresses"],
)
def test_a_line_made_to_be_slow_is_read_in_short_time(line: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"Rents\n\nRents must fall.\n\n{line}\n\nBuses\n\nBuses must run.\n")
    start = time.monotonic()
    import_file(path)
    assert time.monotonic() - start < 5
