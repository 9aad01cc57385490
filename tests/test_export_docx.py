"""Word documents: real tracked changes, exact when accepted and exact when rejected."""

import difflib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.compare.words import Change, Op, compare_words
from policytui.export.comparison import Comparison
from policytui.export.docx import write_docx
from policytui.export.paragraphs import mark_paragraphs
from policytui.text import clean_prose, split_paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2026, 9, 1, 10, 30, tzinfo=UTC)
HOSTILE = "[/x] \x1b[31mred <script>alert(1)</script> ]]> &amp; \x00 \u202eabc\u200f \ufffe end"
HARMLESS = "[/x] red <script>alert(1)</script> ]]> &amp;  abc  end"
FAMILY = "👩\u200d👩\u200d👧"

BASE = """We will build 100,000 homes by 2030.

Where local assets are transferred it is vital that they remain in use.

Renters deserve secure tenancies. Evictions should end.

This goes."""
PROPOSED = """We will build 150,000 homes by 2030.

Where local assets are transferred they must remain in use.

Renters deserve secure tenancies.

Evictions should end.

A fund will lend to tenants:
- in towns
- in villages"""

PAIRS = [
    pytest.param(BASE, PROPOSED, id="an amendment of many paragraphs"),
    pytest.param("", PROPOSED, id="empty base"),
    pytest.param(BASE, "", id="empty proposal"),
    pytest.param("", "", id="nothing at all"),
    pytest.param(BASE, BASE, id="identical"),
    pytest.param("One. Two.", "One.\n\nTwo.", id="split"),
    pytest.param("One.\n\nTwo.", "One. Two.", id="joined"),
    pytest.param("One.\n\nTwo.", "One.\nTwo.", id="a blank line becomes a line break"),
    pytest.param("One.\nTwo.", "One.\n\n\nTwo.", id="a line break becomes two blank lines"),
    pytest.param("A.\n\nC.", "A.\n\nB.\n\nC.", id="new paragraph between"),
    pytest.param("A.\n\nB.", "B.", id="first paragraph left out"),
    pytest.param("A.\n\nB.", "A.", id="last paragraph left out"),
    pytest.param("A\tb  c", "A b c", id="white space only"),
    pytest.param(f"A {FAMILY} goes.", "A 👍🏽 goes to cafe\u0301.", id="emoji and accents"),
    pytest.param("שלום לכולם", "שלום לעולם", id="right to left"),
    pytest.param("{+x+} [-y-] ¶", "[-y-] {+z+} ↵", id="text like our own marks"),
]

texts = st.text(st.sampled_from("ab c.\n\n\n\t1é👍🏽"), max_size=60).map(clean_prose)
anything = st.text(max_size=40).map(lambda text: re.sub("[\ufffe\uffff]", "", text))


def many(
    base: st.SearchStrategy[str], proposed: st.SearchStrategy[str]
) -> st.SearchStrategy[list[tuple[str, str]]]:
    """About a dozen pairs: a document costs far more than one more pair in it."""
    return st.lists(st.tuples(base, proposed), min_size=8, max_size=16)


def by_characters(base: str, proposed: str) -> tuple[Change, ...]:
    """Changes that begin and end anywhere, also inside blank lines."""
    matcher = difflib.SequenceMatcher(None, base, proposed, autojunk=False)
    return tuple(
        Change(Op(op), base[a:b], proposed[c:d]) for op, a, b, c, d in matcher.get_opcodes()
    )


def packed(*changes: Sequence[Change], author: str = "Harbour branch", **fields: object) -> ZipFile:
    """A document with a comparison for each sequence of changes."""
    comparisons = [
        Comparison(**{"title": "Homes", "changes": tuple(one), **fields})  # type: ignore[arg-type]
        for one in changes
    ]
    return ZipFile(BytesIO(write_docx(comparisons, title="Amendments", author=author, when=WHEN)))


def exported(*changes: Sequence[Change], **fields: object) -> dict[str, ElementTree.Element]:
    """The parts of such a document, each of them read."""
    archive = packed(*changes, **fields)  # type: ignore[arg-type]
    return {
        name: ElementTree.fromstring(archive.read(name))
        for name in archive.namelist()
        if name.endswith(".xml")
    }


def settle(document: ElementTree.Element, dropped: str) -> list[str]:
    """The paragraphs once every change is accepted (`del` dropped) or rejected (`ins`)."""
    paragraphs = [""]
    for paragraph in document.iter(f"{W}p"):
        for child in paragraph:
            if child.tag != f"{W}{dropped}":
                paragraphs[-1] += "".join(written(child))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is None:
            paragraphs.append("")
    assert paragraphs.pop() == "", "the last mark of a document stays"
    return paragraphs


def written(element: ElementTree.Element) -> Iterator[str]:
    for run in element.iter(f"{W}r"):
        for part in run:
            if part.tag in (f"{W}t", f"{W}delText"):
                yield part.text or ""
            yield {f"{W}br": "\n", f"{W}tab": "\t"}.get(part.tag, "")


def position_texts(paragraphs: Sequence[str]) -> list[list[str]]:
    """The paragraphs of each position, without what stands around them."""
    found: list[list[str]] = []
    is_inside = False
    for text in paragraphs:
        if text == "Text with the changes marked":
            found.append([])
            is_inside = True
        elif text.endswith(("in the name of Harbour branch.", "The two texts are the same.")):
            is_inside = False
        elif is_inside and not text.startswith(("Before: ", "After: ")):
            found[-1].append(text)
    return found


def assert_exact(changes: Sequence[Sequence[Change]]) -> None:
    """Accepting all changes gives each proposed text, rejecting all each base text."""
    document = ElementTree.fromstring(packed(*changes).read("word/document.xml"))
    for dropped, side in (("del", "proposed"), ("ins", "base")):
        texts = ["".join(getattr(change, side) for change in one) for one in changes]
        assert position_texts(settle(document, dropped)) == [
            split_paragraphs(clean_prose(text)) for text in texts
        ]


@pytest.mark.parametrize(("base", "proposed"), PAIRS)
def test_accepting_gives_the_proposal_and_rejecting_the_base(base: str, proposed: str) -> None:
    assert_exact([compare_words(base, proposed)])


@settings(max_examples=8)
@given(many(texts, texts))
def test_words_are_exact_whatever_the_texts(pairs: list[tuple[str, str]]) -> None:
    assert_exact([compare_words(*pair) for pair in pairs])


@settings(max_examples=8)
@given(many(texts, texts))
def test_changes_may_begin_and_end_anywhere(pairs: list[tuple[str, str]]) -> None:
    assert_exact([by_characters(*pair) for pair in pairs])


@settings(max_examples=8)
@given(many(anything, anything))
def test_texts_that_nobody_cleaned_are_exact_once_cleaned(pairs: list[tuple[str, str]]) -> None:
    assert_exact([(Change(Op.REPLACE, *pair),) for pair in pairs])


@given(texts, texts)
def test_no_paragraph_is_empty_and_no_two_pieces_alike_stand_together(
    base: str, proposed: str
) -> None:
    for paragraph in mark_paragraphs(by_characters(base, proposed)):
        operations = [piece.op for piece in paragraph.pieces]
        assert operations
        assert all(one is not other for one, other in pairwise(operations))


def test_a_whole_paragraph_is_inserted_with_its_own_mark() -> None:
    document = exported(compare_words("A.\n\nC.", "A.\n\nB.\n\nC."))["word/document.xml"]
    marks = {
        "".join(written(paragraph)): paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None
        for paragraph in document.iter(f"{W}p")
    }
    assert (marks["A."], marks["B."], marks["C."]) == (False, True, False)


def test_a_paragraph_taken_out_whole_joins_one_of_its_own_style() -> None:
    # LibreOffice gives the joined paragraph the style of the first.
    paragraphs = list(exported(compare_words("A.", ""))["word/document.xml"].iter(f"{W}p"))
    place = next(n for n, one in enumerate(paragraphs) if "".join(written(one)) == "A.")
    assert paragraphs[place + 1].find(f"{W}pPr/{W}pStyle") is None


def test_every_change_has_a_number_of_its_own_an_author_and_a_time() -> None:
    changes = compare_words(BASE, PROPOSED)
    parts = exported(changes, changes, mover="Ada Byron", when=date(2026, 5, 3), reason="Fair.")
    tracked = [
        element
        for element in parts["word/document.xml"].iter()
        if element.tag in (f"{W}ins", f"{W}del")
    ]
    comments = list(parts["word/comments.xml"].iter(f"{W}comment"))
    numbers = [element.get(f"{W}id") for element in (*tracked, *comments)]
    assert len(numbers) == len(set(numbers)) == 18
    assert {element.get(f"{W}author") for element in tracked} == {"Ada Byron"}
    assert {element.get(f"{W}date") for element in tracked} == {"2026-05-03T00:00:00Z"}


@pytest.mark.parametrize(
    ("mover", "author", "named"),
    [
        ("Ada Byron", "Harbour branch", "Ada Byron"),
        ("", "Harbour branch", "Harbour branch"),
        ("", "", "Mover not named"),
    ],
)
def test_changes_are_the_movers(mover: str, author: str, named: str) -> None:
    document = exported(compare_words("A.", "B."), mover=mover, author=author)["word/document.xml"]
    assert {element.get(f"{W}author") for element in document.iter(f"{W}ins")} == {named}


@pytest.mark.parametrize(("base", "proposed"), PAIRS)
def test_the_reason_is_a_comment_around_all_that_changes(base: str, proposed: str) -> None:
    reason = "First thought.\n\nSecond & last."
    parts = exported(compare_words(base, proposed), reason=reason, mover="Ada Byron")
    (comment,) = parts["word/comments.xml"].iter(f"{W}comment")
    assert ["".join(written(one)) for one in comment.iter(f"{W}p")] == [
        "First thought.",
        "Second & last.",
    ]
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials")) == ("Ada Byron", "AB")
    assert comment.get(f"{W}date") == "2026-09-01T10:30:00Z"
    tags = [element.tag.removeprefix(W) for element in parts["word/document.xml"].iter()]
    start, end = tags.index("commentRangeStart"), tags.index("commentRangeEnd")
    runs = [place for place, tag in enumerate(tags) if tag in ("delText", "ins", "del")]
    assert start < end < tags.index("commentReference")
    inside_marks = {place for place in runs if tags[place - 1] == "rPr"}
    assert all(start < place < end for place in runs if place not in inside_marks)


def test_a_document_without_reasons_has_no_comment() -> None:
    parts = exported(compare_words("A.", "B."))
    assert "commentReference" not in ElementTree.tostring(parts["word/document.xml"], "unicode")


def test_instruction_mover_and_source_stand_around_the_text() -> None:
    document = exported(
        compare_words("A.", "B."),
        instruction=("Leave out “A”", "At end insert “C”"),
        mover="Ada Byron",
        when=date(2026, 5, 3),
        base_title="Platform 2024",
        proposed_title="Amendment 7",
        source=("Platform 2024, paragraph 12", "platform/homes"),
    )["word/document.xml"]
    assert settle(document, "del") == [
        "Amendments",
        "Homes",
        "Moved by Ada Byron, 3 May 2026",
        "Instruction",
        "1.\tLeave out “A”",
        "2.\tAt end insert “C”",
        "Text with the changes marked",
        "Before: Platform 2024\nAfter: Amendment 7",
        "B.",
        "1 change in the name of Ada Byron.\nSource: Platform 2024, paragraph 12; platform/homes",
    ]


def test_hostile_text_is_only_text_in_every_field() -> None:
    comparison = Comparison(
        title=HOSTILE,
        changes=(Change(Op.EQUAL, HOSTILE, HOSTILE), Change(Op.INSERT, "", HOSTILE)),
        base_title=HOSTILE,
        proposed_title=HOSTILE,
        instruction=(HOSTILE,),
        reason=HOSTILE,
        mover=HOSTILE,
        source=(HOSTILE,),
    )
    data = write_docx([comparison], title=HOSTILE, author=HOSTILE, when=WHEN)
    document = docx.Document(BytesIO(data))
    line = " ".join(HARMLESS.split())
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert shown[:3] == [line, line, f"Moved by {line}"]
    assert HARMLESS in shown
    assert [comment.text for comment in document.comments] == [HARMLESS]
    assert document.core_properties.author == line


def test_the_same_input_gives_the_same_bytes() -> None:
    comparison = Comparison(title="Homes", changes=compare_words(BASE, PROPOSED), reason="Fair.")
    first, second = (
        write_docx([comparison], title="Amendments", author="Harbour branch", when=when)
        for when in (WHEN, WHEN.astimezone(timezone(timedelta(hours=9))))
    )
    assert first == second
    with ZipFile(BytesIO(first)) as packed:
        assert {member.date_time[0] for member in packed.infolist()} == {1980}


def test_a_reason_without_changes_or_title_is_still_a_comment() -> None:
    parts = exported((), title="\x00", reason="Fair.")
    assert "commentReference" in ElementTree.tostring(parts["word/document.xml"], "unicode")


def test_a_document_without_comparisons_opens() -> None:
    data = write_docx([], title="Amendments", author="", when=WHEN)
    assert [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs] == [
        "Amendments"
    ]


def test_one_paragraph_of_a_megabyte_is_exact() -> None:
    base = "word " * 200_000 + "end"
    proposed = base.replace("word end", "word finish")
    assert_exact([compare_words(base, proposed)])


# --- LibreOffice ---

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(folder)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
  Dim none()
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  For Each verb In Array("Accept", "Reject")
    doc = StarDesktop.loadComponentFromURL(folder &amp; "/amendments.docx", "_blank", 0, hidden())
    frame = doc.CurrentController.Frame
    dispatcher.executeDispatch(frame, ".uno:" &amp; verb &amp; "AllTrackedChanges", "", 0, none())
    doc.storeToURL(folder &amp; "/" &amp; verb &amp; ".docx", kind())
    doc.close(True)
  Next
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/></library:library>
"""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_accepts_and_rejects_the_changes(tmp_path: Path) -> None:
    pairs = [parameters.values for parameters in PAIRS]
    comparisons = [
        Comparison(title=f"Position {number}", changes=compare_words(*pair), reason="Fair.")
        for number, pair in enumerate(pairs)
    ]
    data = write_docx(comparisons, title="Amendments", author="Harbour branch", when=WHEN)
    (tmp_path / "amendments.docx").write_bytes(data)

    run_libreoffice(tmp_path, "--convert-to", "txt:Text (encoded):UTF8", "amendments.docx")
    assert "We will build 100,000150,000 homes" in (tmp_path / "amendments.txt").read_text("utf-8")

    # The first start made the profile; the macro goes into it.
    basic = tmp_path / "profile/user/basic/Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(MACRO, "utf-8")
    (basic / "script.xlb").write_text(LIBRARY, "utf-8")
    run_libreoffice(tmp_path, f'macro:///Standard.Module1.Settle("{tmp_path.as_uri()}")')
    for verb, dropped, side in (("Accept", "del", 1), ("Reject", "ins", 0)):
        settled = docx.Document(tmp_path / f"{verb}.docx")
        assert [paragraph.text for paragraph in settled.paragraphs] == settle(
            ElementTree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml")), dropped
        )
        headings = [one.text for one in settled.paragraphs if one.style.name == "Heading 1"]
        assert headings == [comparison.title for comparison in comparisons]
        assert position_texts([paragraph.text for paragraph in settled.paragraphs]) == [
            split_paragraphs(clean_prose(pair[side])) for pair in pairs
        ]


def run_libreoffice(folder: Path, *arguments: str) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
