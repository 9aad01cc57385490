import time

import pytest
from corpora import CONSULTATION, PLATFORM, documents
from hypothesis import given

from policytui.corpus.escaping import escape, unescape
from policytui.corpus.markdown import LARGEST_FILE, format_document, parse_document, read_document
from policytui.corpus.model import Nation, Role
from policytui.errors import DataError, StorageError

FRONT = '+++\nschema = 1\nid = "d"\ntitle = "D"\nkind = "platform"\nedition = "2016"\n+++\n'


@given(documents())
def test_what_is_written_reads_back_as_equal(document):
    assert parse_document(format_document(document)) == document


def test_headings_become_themes_and_positions():
    document = parse_document(PLATFORM)

    assert [position.id for position in document.positions] == [
        "platform/homes-we-share",
        "platform/land-for-homes",
        "platform/empty-shops",
    ]
    assert document.positions[1].themes == ("Housing",)
    assert document.positions[1].nations == (Nation.ENGLAND, Nation.WALES)
    assert document.positions[1].text.split("\n\n")[1].startswith("Unused land")


def test_a_consultation_tells_questions_from_background():
    document = parse_document(CONSULTATION)

    assert [p.role for p in document.positions] == [Role.BACKGROUND, Role.QUESTION, Role.QUESTION]
    assert document.header.closes is not None
    assert document.header.closes.isoformat() == "2021-06-11T23:59:00+01:00"


def test_a_reworded_heading_keeps_its_id():
    reworded = PLATFORM.replace("### Homes we share {", "### Homes held in common {")

    assert parse_document(reworded).positions[0].id == "platform/homes-we-share"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("no front matter", 1, "has no front matter"),
        ("+++\nschema = 1\n", 1, "not closed"),
        (FRONT.replace("edition", "edtion"), 6, 'Did you mean "edition"?'),
        (FRONT.replace('"platform"', '"platfrom"'), 5, 'Did you mean "platform"?'),
        (FRONT.replace("schema = 1", "schema = 2"), 2, "reads schema 1"),
        (FRONT.replace("+++\n", "+++\nadopted = 2016-13-01\n", 1), 2, "not valid TOML"),
        (FRONT.replace("+++\n", '+++\nadopted = "soon"\n', 1), 2, "a date such as"),
        (FRONT.replace("+++\n", '+++\nnations = ["walse"]\n', 1), 2, 'Did you mean "wales"?'),
        (FRONT.replace('"d"', '"../d"'), 3, "small letters"),
        (FRONT + "lost words\n\n## A {#a}\n\ntext\n", 8, "outside any position"),
        (FRONT + "## T\nlost words\n### A {#a}\ntext\n", 9, "outside any position"),
        (FRONT + "## A\n\ntext\n", 8, "has no id; add {#a}"),
        (FRONT + "## A {#a}\n", 8, "has no text"),
        (FRONT + "## A {#a}\n\nx\n\n## B {#a}\n\ny\n", 12, "line 8 has already"),
        (FRONT + '## A {#a nations="mars"}\n\nx\n', 8, 'unknown nation "mars"'),
        (FRONT + "## A {#a .quesion}\n\nx\n", 8, 'Did you mean ".question"?'),
        (FRONT + f"## A {{#{'a' * 200}}}\n\nx\n", 8, "cannot be used"),
        (FRONT + "## A {#../../etc}\n\nx\n", 8, "cannot be used"),
        (FRONT, 7, "holds no position"),
        (FRONT + "## A {#a}\n\n```\nx\n\n## B {#b}\n\ny\n", 10, "``` opens is not closed"),
        (FRONT + "## A {#a}\n\n~~~~ x\n~~~\n\n## B {#b}\n\ny\n", 10, "add a line ~~~~"),
        (FRONT + "## A {#a}\n\nx\n\n```", 12, "``` opens is not closed"),
        (FRONT + "## A {#a}\n\n```\n## B {#b}\n```\n", 11, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n##B no space {#b}\n\ny\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n\t## Tabbed {#t}\n\ny\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n    ## Four {#t} ##\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n####### Seven {#seven}\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n> ## quoted {#q}\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n- ## listed {#l}\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n1. ## l {.question #l}\n", 12, "looks like a heading"),
        (FRONT + "## A {#a}\n\nx\n\n<!--\n## B {#b}\n\ny\n-->\n", 12, "comments are not read"),
        (FRONT + "## A {#a #b}\n\nx\n", 8, "more than one id"),
        (FRONT + "## A {#a nations=wales nations=wales}\n\nx\n", 8, "more than one list"),
        (FRONT + '## A {#a nations=""}\n\nx\n', 8, "names no nation"),
        (FRONT + "## A {#a .question .background}\n\nx\n", 8, "more than one class"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, line, said):
    with pytest.raises(DataError) as caught:
        parse_document(text)

    assert any(said in problem.message for problem in caught.value.problems), caught.value
    assert next(p.line for p in caught.value.problems if said in p.message) in {line, line + 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(end):
    text = FRONT + "## A {#a}\n\nx\x0cy\x0bz\x85\u2028\u2029w\n\n\x0c## B {#b}\n\nv\n"

    document = parse_document(text.replace("\n", end))

    assert [position.line for position in document.positions] == [8, 12]
    assert document.positions[0].text == "x y z   w"


@pytest.mark.parametrize(
    "heading",
    [
        "## A" + " " * 100_000 + "b {#a}",
        "## A" + " " * 100_000 + "{#a}" + " " * 100_000,
        "## A " + "{ " * 100_000 + "{#a}",
    ],
)
def test_a_long_heading_is_read_in_no_time(heading):
    begun = time.perf_counter()

    document = parse_document(FRONT + heading + "\n\nx\n")

    assert document.positions[0].id == "d/a"
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "line", ["# " * 50_000, "#" * 100_000, " " * 100_000 + "#", "> " * 50_000, "\\" * 100_000 + "-"]
)
def test_long_lines_are_escaped_in_no_time(line):
    begun = time.perf_counter()

    assert unescape(escape(line)) == line
    assert time.perf_counter() - begun < 5


def test_a_closed_block_and_escaped_lines_are_text():
    prose = "```\ncode\n```\n\n\\## x {#x}\n\n\\<!-- y\n\n\\> ## z {#z}"

    document = parse_document(FRONT + "## A {#a}\n\n" + prose + "\n\n## B {#b}\n\ny\n")

    assert document.positions[0].text == prose.replace("\\", "")
    assert len(document.positions) == 2


def test_every_mistake_of_a_file_is_named_at_once():
    text = FRONT.replace('"2016"', "2016") + "## A\n\nx\n\n## B {#b nations=x}\n\ny\n"

    with pytest.raises(DataError) as caught:
        parse_document(text)

    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text file"),
        ("+++\nköpfe".encode("latin-1"), "not written in UTF-8"),
        (b"", "no front matter"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_plain_words(tmp_path, data, said):
    path = tmp_path / "a.md"
    path.write_bytes(data)

    with pytest.raises(DataError, match=said) as caught:
        read_document(path)

    assert caught.value.problems[0].file == path


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.md"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)

    assert path.stat().st_size > LARGEST_FILE
    with pytest.raises(StorageError, match="50 MB"):
        read_document(path)


def test_headings_inside_lists_and_quotes_are_text():
    document = parse_document(FRONT + "## A {#a}\n\n- # not a heading\n\n> ## nor this\n")

    assert document.positions[0].text == "- # not a heading\n\n> ## nor this"
