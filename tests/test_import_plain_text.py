"""Bytes of text and Markdown become blocks: encodings, paragraphs, headings, page furniture."""

import codecs
from pathlib import Path

import pytest

from policytui.errors import DataError
from policytui.importers.blocks import Block, Reading
from policytui.importers.readers.text.plain_text import read_markdown, read_plain_text

_FILE = Path("plan.txt")


def read(text: str) -> Reading:
    return read_plain_text(text.encode(), _FILE)


def content(text: str) -> list[str]:
    return [block.text for block in read(text).blocks if not block.left_out]


def headings(blocks: tuple[Block, ...]) -> list[tuple[str, int | None]]:
    return [(block.text, block.level) for block in blocks if block.level is not None]


@pytest.mark.parametrize(
    ("data", "doubted"),
    [
        ("Café – “rent”".encode(), False),
        ("Café – “rent”".encode("utf-8-sig"), False),
        (codecs.BOM_UTF16_LE + "Café – “rent”".encode("utf-16-le"), False),
        (codecs.BOM_UTF16_BE + "Café – “rent”".encode("utf-16-be"), False),
        ("Café – “rent”".encode("cp1252"), True),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "windows-1252"],
)
def test_every_usual_encoding_is_read(data: bytes, doubted: bool) -> None:
    reading = read_plain_text(data, _FILE)
    assert [block.text for block in reading.blocks] == ["Café – “rent”"]
    assert bool(reading.doubts) is doubted


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\0\0\0\1",
        b"Housing\0and more",
        b"%PDF-1.7 ...",
        b"PK\x03\x04word/document.xml",
        b"{\\rtf1 Housing}",
        codecs.BOM_UTF16_LE + b"a",
        bytes(range(1, 32)) * 9,
    ],
    ids=["program", "nul", "pdf", "docx", "rtf", "cut utf-16", "controls"],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(DataError, match=r"plan\.txt: is no text"):
        read_plain_text(data, _FILE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_an_editor(end: str) -> None:
    reading = read(end.join(["One here.", "", "\u2028Two\x0bthere."]))
    assert [(block.text, block.line) for block in reading.blocks] == [
        ("One here.", 1),
        ("Two there.", 3),
    ]


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    wrapped = (
        "Councils should be able to buy homes that stand empty for more than two\n"
        "years, and let them to people on the waiting list at a rent that nurses\n"
        "can pay.\n"
        "\n"
        "Rents should rise no faster than wages do in the same part of the land,\n"
        "and councils should say so."
    )
    first, second = content(wrapped)
    assert first.startswith("Councils should")
    assert first.endswith("a rent that nurses can pay.")
    assert second == (
        "Rents should rise no faster than wages do in the same part of the land, "
        "and councils should say so."
    )


def test_lines_that_are_whole_paragraphs_are_not_joined() -> None:
    line = "Each line of a saved web page is a paragraph of its own, however long it may be. " * 3
    assert len(content(f"{line}\n{line}\n{line}")) == 3


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("where many people travel and others also like to tra-", "vel on.", "to travel on."),
        (
            "where housing is co-operative and we like more co-",
            "operative homes.",
            "co-operative ho",
        ),
        ("where some people have never heard of our dis-", "establishment.", "dis-establishment."),
    ],
    ids=["written whole elsewhere", "written with a hyphen elsewhere", "unknown keeps its hyphen"],
)
def test_a_word_parted_at_a_line_end_is_made_whole(first: str, second: str, joined: str) -> None:
    assert joined in content(f"{first}\n{second}\n\n{first}")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Housing\n=======\n\nRents\n-----\nText.", ["Housing", "Rents"]),
        ("HOUSING\n\nText here.", ["HOUSING"]),
        ("1 Housing\n\n1.2 Rents\n\nText here.", ["1 Housing", "1.2 Rents"]),
        ("Chapter 2: Rents\n\nText here.", ["Chapter 2: Rents"]),
        ("# Housing\n\n## Rents\n\nText.", ["Housing", "Rents"]),
        ("1.2 We say that rents must fall, and soon.\n\nText.", []),
        ("1. Freeze fares\n2. Run night buses\n", []),
        ("NHS\n\nText here.", []),
        ("Just a line\n\nText here.", []),
    ],
)
def test_headings_that_the_text_marks_are_seen(text: str, expected: list[str]) -> None:
    found = headings(read(text).blocks)
    assert [heading for heading, _ in found] == expected
    ranks = [level for _, level in found]
    assert ranks == sorted(set(ranks), key=lambda rank: rank or 0)


def test_page_numbers_and_running_heads_are_no_content() -> None:
    page = "Valley plan\n\nThe bus should run on the hour in page {0}.\n\n{0}\n\f"
    reading = read("".join(page.format(number) for number in range(1, 5)))
    kept = [block.text for block in reading.blocks if not block.left_out]
    why = {block.text: block.left_out for block in reading.blocks if block.left_out}
    assert kept[0] == "Valley plan"
    assert len(kept) == 5
    assert why == {
        "Valley plan": "a running head, repeated on the pages",
        **{str(number): "a page number" for number in range(1, 5)},
    }


def test_lists_keep_their_items_and_tables_their_lines() -> None:
    blocks = read("We will:\n- freeze fares\n- run buses\n\nYear\tFares\n2024\t£2").blocks
    assert [(block.text, block.is_item, block.is_table) for block in blocks] == [
        ("We will:", False, False),
        ("- freeze fares", True, False),
        ("- run buses", True, False),
        ("Year\tFares\n2024\t£2", False, True),
    ]


def test_markdown_paragraphs_front_matter_and_fences_are_understood() -> None:
    source = (
        "---\ntitle: 'Plan &amp; hope'\n---\n# Rents {#r}\n\nOne line\nand its end.\n\n"
        "```\n# no heading\n```\n"
    )
    reading = read_markdown(source.encode(), Path("plan.md"))
    kept = [block.text for block in reading.blocks if not block.left_out]
    assert reading.title == "Plan & hope"
    assert reading.knows_headings
    assert kept == ["Rents", "One line and its end.", "```\n# no heading\n```"]


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred\x1b[0m",
        "\u202eevil",
        "[/x] [@click=app.quit]x[/]",
        "\x1b]0;title\x07x",
        "\u200b",
    ],
)
def test_hostile_signs_never_come_through(hostile: str) -> None:
    for block in read(f"Rents\n\n{hostile} must fall.").blocks:
        assert block.text.replace("\n", "").isprintable()
