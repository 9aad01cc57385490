import io
import socket
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st
from word_files import (
    MAIN,
    content,
    left_out,
    level,
    lists,
    numbered,
    paragraph,
    read,
    run,
    style,
    texts,
    word_file,
    zipped,
)

from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.blocks import Unit, View
from policytui.importers.importing import import_file
from policytui.importers.readers.office import package
from policytui.importers.readers.word.document import read_word


def assert_nothing_lost(reading):
    assert not words_lost(reading.text, [block.text for block in reading.blocks])


# --- headings and looks ---

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>"
    + '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    + style("T", "<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:sz w:val='56'/></w:rPr>", "N",
            "Title")
    + style("berschrift1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:rPr><w:b/></w:rPr>", "N",
            "heading 1")
    + style("Bare", called="heading 3")
    + style("House", based="berschrift1")
    + style("Deep", "<w:pPr><w:outlineLvl w:val='4'/></w:pPr>", "N")
    + style("TOCHeading", "<w:pPr><w:outlineLvl w:val='9'/></w:pPr>", "berschrift1")
    + style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
    + style("Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    + style("Ring", based="Gnir") + style("Gnir", based="Ring")
)  # fmt: skip


@pytest.mark.parametrize(
    ("named", "properties", "expected"),
    [
        ("T", "", 1),
        ("berschrift1", "", 2),
        ("House", "", 2),
        ("Bare", "", 4),
        ("Deep", "", 6),
        ("TOCHeading", "", None),
        ("N", "", None),
        ("", "", None),
        ("Ring", "", None),
        ("", '<w:outlineLvl w:val="1"/>', 3),
        ("House", '<w:outlineLvl w:val="9"/>', None),
    ],
)
def test_a_heading_has_the_level_of_its_style_or_of_one_it_is_based_on(named, properties, expected):
    reading = read(paragraph("Homes", properties, named), styles=STYLES)

    assert content(reading)[0].level == expected
    assert not reading.knows_headings
    assert reading.unit is Unit.PARAGRAPH


@pytest.mark.parametrize(("named", "expected"), [("Heading2", 3), ("Title", 1), ("Other", None)])
def test_styles_that_are_not_in_the_file_are_told_from_their_names(named, expected):
    assert content(read(paragraph("Homes", style=named)))[0].level == expected


@pytest.mark.parametrize(
    ("inside", "named", "bold", "size"),
    [
        (run("Homes"), "", False, 11),
        (run("Homes", "<w:b/>") + run(" ") + run("first", "<w:b/>"), "", True, 11),
        (run("Homes", "<w:b/>") + run("first"), "", False, 11),
        (run("Homes"), "House", True, 11),
        (run("Homes", "<w:b w:val='0'/>"), "House", False, 11),
        (run("Homes", "<w:rStyle w:val='Strong'/>"), "", True, 11),
        # Bold twice over is not bold.
        (run("Homes", "<w:rStyle w:val='Strong'/>"), "House", False, 11),
        (run("Hi", "<w:sz w:val='40'/>") + run("homes for all", "<w:sz w:val='28'/>"), "", False,
         14),
        (run("Homes"), "T", False, 28),
    ],
)  # fmt: skip
def test_the_look_is_that_of_the_letters_that_are_seen(inside, named, bold, size):
    look = content(read(paragraph(inside, style=named), styles=STYLES))[0].look

    assert (look.is_bold, look.size) == (bold, size)


def test_alignment_indent_slant_and_line_are_told():
    properties = '<w:ind w:left="720" w:hanging="360"/><w:jc w:val="center"/>'
    inside = run("Homes", '<w:i/><w:u w:val="single"/>')

    look = content(read(paragraph(inside, properties), styles=STYLES))[0].look

    assert (look.is_centred, look.left, look.is_italic, look.is_underlined) == (
        True,
        18,
        True,
        True,
    )
    assert look.style == "Normal"


# --- what stands inside a paragraph ---


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>Homes</w:t><w:tab/><w:t>12</w:t></w:r>", "Homes\t12"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
        ('<w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r>', "one two"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co-op"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t></w:r>", "coop"),
        ("<w:r><w:t>co\u00adop</w:t></w:r>", "coop"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> done</w:t></w:r>', "✓ done"),
        ("<w:hyperlink><w:r><w:t>our</w:t></w:r></w:hyperlink>" + run(" site"), "our site"),
        ("<w:smartTag><w:customXml>" + run("Leeds") + "</w:customXml></w:smartTag>", "Leeds"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("a day") + "</w:sdtContent></w:sdt>", "a day"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE x</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>4</w:t></w:r>',
            "4",
        ),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
        ("<w:r><w:t>two\nlines</w:t></w:r>", "two lines"),
    ],
)
def test_signs_and_fields_are_read_as_a_person_sees_them(inside, expected):
    reading = read(paragraph(inside))

    assert texts(reading) == [expected]
    assert_nothing_lost(reading)


def test_hidden_words_are_left_out_with_a_reason():
    body = paragraph(
        run("Homes") + run("secret", "<w:vanish/>") + run("fit", "<w:rStyle w:val='Secret'/>")
    )

    reading = read(body, styles=STYLES)

    assert texts(reading) == ["Homes"]
    assert left_out(reading) == [("hidden text", "secretfit")]
    assert_nothing_lost(reading)


def test_pictures_and_inserted_files_are_told_of():
    reading = read(paragraph("Homes") + paragraph("<w:r><pic:pic/></w:r>") + "<w:altChunk/>")

    assert [doubt.message for doubt in reading.doubts] == [
        "1 picture was not read; look whether they show words.",
        "1 inserted file was not read; import each by itself.",
    ]


# --- notes, comments, boxes, headers ---


def note(kind, number, text):
    return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'


def test_notes_stand_after_their_paragraph_in_the_order_of_reference():
    refer = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = (
        paragraph(run("Homes ") + refer.format("endnote", 3) + run(" and shops."))
        + paragraph(run("Towns.") + refer.format("footnote", 2))
        + paragraph("The end.")
    )
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    footnotes = separator + note("footnote", 2, "See towns.") + note("footnote", 9, "Never.")

    reading = read(body, footnotes=footnotes, endnotes=note("endnote", 3, "See homes."))

    assert texts(reading) == [
        "Homes[^1] and shops.",
        "[^1]: See homes.",
        "Towns.[^2]",
        "[^2]: See towns.",
        "The end.",
    ]
    assert left_out(reading) == [("a note that nothing in the text refers to", "Never.")]
    assert_nothing_lost(reading)


def test_notes_of_a_list_stand_after_it():
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    refer = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = paragraph(run("one") + refer, item) + paragraph("two", item) + paragraph("After.")

    reading = read(
        body, footnotes=note("footnote", 1, "Note."), numbering=lists(level(0, "bullet", "o"))
    )

    assert texts(reading) == ["- one[^1]", "- two", "[^1]: Note.", "After."]
    assert content(reading)[1].is_tight


def test_comments_are_left_out_at_their_place_with_who_and_when():
    comments = (
        f'<w:comment w:id="1" w:author="A. Smith" w:date="2021-03-04T10:00:00Z">'
        f'{paragraph("Too long?")}</w:comment><w:comment w:id="2">{paragraph("Lost.")}</w:comment>'
    )
    body = paragraph(run("Homes.") + '<w:r><w:commentReference w:id="1"/></w:r>')

    reading = read(body + paragraph("Towns."), comments=comments)

    assert [block.text for block in reading.blocks] == ["Homes.", "Too long?", "Towns.", "Lost."]
    assert left_out(reading)[0][0] == "a comment by A. Smith, 2021-03-04"
    assert_nothing_lost(reading)


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on():
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    reading = read(paragraph(run("Be") + both + run("fore.")) + paragraph("After."))

    assert texts(reading) == ["Before.", "In a box.", "After."]
    assert_nothing_lost(reading)


def test_headers_and_footers_are_left_out_each_distinct_text_once():
    reading = read(
        paragraph("Homes."),
        header=paragraph("Our plan"),
        header2=paragraph("Our plan"),
        footer=paragraph("Page 1"),
    )

    assert left_out(reading) == [("page header", "Our plan"), ("page footer", "Page 1")]
    assert content(reading)[0].line == 1
    assert_nothing_lost(reading)


# --- tables ---


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside, properties=""):
    body = inside if inside.startswith("<") or not inside else paragraph(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body or '<w:p/>'}</w:tc>"


def test_a_table_is_one_block_with_its_cells():
    body = table(
        cell("Rent") + cell("") + cell("Half"),
        cell("Both", '<w:gridSpan w:val="2"/>') + cell(paragraph("one") + paragraph("two")),
        cell("Tall", '<w:vMerge w:val="restart"/>') + cell("a") + cell("b"),
        cell("", "<w:vMerge/>") + cell("c") + cell(table(cell("d") + cell("e"))),
    )

    block = content(read(body))[0]

    assert block.is_table
    assert block.text == "Rent |  | Half\nBoth | one / two\nTall | a | b\nc | d / e"
    assert block.rows[1:] == (("Both", "", "one / two"), ("Tall", "a", "b"), ("", "c", "d / e"))


def test_a_table_of_one_column_is_read_as_the_paragraphs_in_it():
    inside = paragraph("Homes", style="Heading1") + paragraph("Warm ones.")

    reading = read(table(cell(inside), cell("")) + table(cell("") + cell("Beside.")))

    assert texts(reading) == ["Homes", "Warm ones.", "Beside."]
    assert content(reading)[0].level == 2


# --- tracked changes ---


def changed(kind, text, by="A. Smith"):
    words = run(text)
    if kind in ("del",):
        words = words.replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")
    return f'<w:{kind} w:author="{by}">{words}</w:{kind}>'


CHANGES = (
    paragraph(run("Warm hous") + changed("del", "es") + changed("ins", "ing") + run(" for all."))
    + paragraph(changed("moveFrom", "Moved."))
    + paragraph("Stays.")
    + paragraph(changed("moveTo", "Moved.", "B. Jones"))
)


def test_accepted_changes_are_read_and_deletions_left_out():
    reading = read(CHANGES)

    assert texts(reading) == ["Warm housing for all.", "Stays.", "Moved."]
    assert left_out(reading) == [
        ("deleted in tracked changes by A. Smith", "es"),
        ("moved elsewhere in tracked changes by A. Smith", "Moved."),
    ]
    assert reading.doubts[0].message == (
        "the file holds tracked changes: 1 insertion and 1 deletion and 1 move by A. Smith, "
        "B. Jones; read as accepted."
    )
    assert_nothing_lost(reading)


def test_the_original_is_read_as_it_was_before_the_changes():
    reading = read(CHANGES, View.ORIGINAL)

    assert texts(reading) == ["Warm houses for all.", "Moved.", "Stays."]
    assert ("inserted in tracked changes by A. Smith", "ing") in left_out(reading)
    assert_nothing_lost(reading)


@pytest.mark.parametrize(
    ("kind", "view", "expected"),
    [
        ("del", View.ACCEPTED, ["Homes for all."]),
        ("del", View.ORIGINAL, ["Homes", "for all."]),
        ("ins", View.ACCEPTED, ["Homes", "for all."]),
        ("ins", View.ORIGINAL, ["Homes for all."]),
    ],
)
def test_a_deleted_end_joins_two_paragraphs(kind, view, expected):
    mark = f"<w:rPr><w:{kind} w:author='A'/></w:rPr>"
    body = paragraph(run("Homes "), mark) + paragraph("for all.")

    reading = read(body, view)

    assert texts(reading) == expected
    assert_nothing_lost(reading)


def test_a_deleted_row_and_what_was_inserted_and_deleted_again_are_in_no_view():
    gone = table(f"<w:trPr><w:del/></w:trPr>{cell('old')}{cell('row')}", cell("a") + cell("b"))
    twice = paragraph(f"<w:ins>{changed('del', 'never')}</w:ins>" + run("Text."))

    accepted, original = read(gone + twice), read(gone + twice, View.ORIGINAL)

    assert texts(accepted) == ["a | b", "Text."]
    assert texts(original) == ["old | row\na | b", "Text."]
    assert_nothing_lost(accepted)
    assert_nothing_lost(original)


# --- any document at all ---

PIECES = st.sampled_from(
    [
        run("homes"),
        run(" warm "),
        run("secret", "<w:vanish/>"),
        run("bold", "<w:b/>"),
        changed("ins", "new"),
        changed("del", "old", "B"),
        changed("del", "gone"),
        f"<w:ins>{changed('del', 'never')}</w:ins>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:r><w:commentReference w:id="1"/></w:r>',
        f"<w:r><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:r>",
        "<w:r><w:tab/></w:r>",
        "<w:r><w:noBreakHyphen/></w:r>",
    ]
)
ENDS = st.sampled_from(["", '<w:numPr><w:numId w:val="1"/></w:numPr>', "<w:rPr><w:del/></w:rPr>"])
PARAGRAPHS = st.builds(lambda pieces, end: paragraph("".join(pieces) or "<w:r/>", end),
                       st.lists(PIECES, max_size=5), ENDS)  # fmt: skip
TABLES = st.lists(PARAGRAPHS, min_size=2, max_size=4).map(lambda inside: table(*map(cell, inside),
                                                          "".join(map(cell, inside))))  # fmt: skip


@given(st.lists(st.one_of(PARAGRAPHS, TABLES), max_size=6), st.sampled_from(View))
def test_no_word_is_ever_lost(parts, view):
    reading = read(
        "".join(parts),
        view,
        numbering=lists(level(0, "decimal", "%1.")),
        footnotes=note("footnote", 1, "noted"),
        comments=f'<w:comment w:id="1">{paragraph("said")}</w:comment>',
    )

    assert_nothing_lost(reading)


# --- the file itself ---


def test_headings_of_a_word_file_become_themes_and_positions(tmp_path):
    made = docx.Document()
    made.add_heading("Our shops", 0)
    made.add_heading("Towns", 1)
    made.add_heading("Empty shops", 2)
    made.add_paragraph("A shop that stands empty should be let to the town.")
    made.add_paragraph("first offer", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rent", "Half"
    made.add_heading("Markets", 2)
    made.add_paragraph("Markets should have a day in every town.")
    made.save(tmp_path / "shops 2024.docx")

    document = import_file(tmp_path / "shops 2024.docx").document

    assert document.header.title == "Our shops"
    assert [position.title for position in document.positions] == ["Empty shops", "Markets"]
    assert document.positions[0].themes == ("Towns",)
    assert "- first offer" in document.positions[0].text
    assert "Rent | Half" in document.positions[0].text


def test_a_file_of_a_word_processor_is_read():
    made, file = docx.Document(), io.BytesIO()
    made.add_heading("Our shops", 0)
    made.add_heading("Towns", 1)
    made.add_paragraph("first offer", style="List Bullet")
    made.save(file)

    reading = read_word(file.getvalue(), Path("shops.docx"))

    assert texts(reading) == ["Our shops", "Towns", "- first offer"]
    assert [block.level for block in content(reading)] == [1, 2, None]


def test_the_strict_form_of_the_format_is_read():
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("Homes", style="H"), styles=style(
        "H", called="heading 1")))) as usual:  # fmt: skip
        parts = {
            name: usual.read(name)
            .replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            )
            for name in usual.namelist()
        }

    block = content(read_word(zipped(parts), Path("shops.docx")))[0]

    assert (block.text, block.level) == ("Homes", 2)


def test_names_of_parts_with_backslashes_and_capitals_are_found():
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("Homes")))) as usual:
        parts = {name: usual.read(name) for name in usual.namelist()}
    parts["Word\\Document.xml"] = parts.pop("word/document.xml")

    assert texts(read_word(zipped(parts), Path("shops.docx"))) == ["Homes"]


def told(name, content):
    kind = f"application/vnd.oasis.opendocument.{name}"
    return zipped({"mimetype": kind, "content.xml": content})


DEEP = "<w:sdt><w:sdtContent>"
BILLION = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
DOCUMENT = f'<w:document xmlns:w="{MAIN}"><w:body>{{}}</w:body></w:document>'


def packed(document, **parts):
    return zipped({"word/document.xml": document, **parts})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 cut short", "damaged or cut short"),
        (word_file(paragraph("Homes"))[:-30], "damaged or cut short"),
        (packed(b"\0" * 10), "damaged"),
        (packed("<w:document"), "damaged"),
        (packed("<html/>"), "is no Word file"),
        (packed(DOCUMENT.replace("w:body", "w:bod")), "damaged"),
        (packed(DOCUMENT.format(DEEP * 2000)), "damaged"),
        (packed(BILLION + DOCUMENT.format("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), "definitions"),
        (packed((BILLION + DOCUMENT.format("")).encode("utf-16")), "definitions"),
        (zipped({"a.txt": "Homes"}), "is no Word file"),
        (told("text", "<a/>"), "an OpenDocument text"),
        (told("spreadsheet", "<a/>"), "a spreadsheet"),
        (b"%PDF-1.4", "a PDF file"),
        (b"{\\rtf1 Homes}", "an RTF file"),
        (b"Homes for all.", "is no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "an old Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is locked with a password",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong(data, said):
    with pytest.raises(DataError, match=said) as caught:
        read_word(data, Path("shops.docx"))

    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("limit", "value"),
    [("LARGEST_PART", 10_000), ("LARGEST_WHOLE", 10_000), ("MOST_PARTS", 3), ("MOST_TAGS", 100)],
)
def test_a_file_that_would_fill_the_memory_is_refused(monkeypatch, limit, value):
    data = word_file(paragraph("Homes") * 300)
    assert len(data) < 3_000
    monkeypatch.setattr(package, limit, value)

    with pytest.raises(DataError, match="more than a text can hold"):
        read_word(data, Path("shops.docx"))


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(word_file(paragraph("Homes") * 300))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        size = made.getinfo("word/document.xml").file_size
    lie = bytes(data).replace(size.to_bytes(4, "little"), (50).to_bytes(4, "little"))

    with pytest.raises(DataError, match="damaged"):
        read_word(lie, Path("shops.docx"))


def test_nothing_that_a_file_points_to_is_fetched(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a connection was opened"))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    away = "".join(
        f'<Relationship Id="x{kind}" Type="{office}/{kind}" TargetMode="External" '
        f'Target="http://127.0.0.1:9/{kind}"/>'
        for kind in ("image", "attachedTemplate", "styles", "header")
    )
    near = f'<Relationship Id="n" Type="{office}/footer" Target="../../../../etc/passwd"/>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{away}{near}</Relationships>"
    )
    data = packed(
        DOCUMENT.format(paragraph("Homes")), **{"word/_rels/document.xml.rels": relations}
    )

    assert texts(read_word(data, Path("shops.docx"))) == ["Homes"]


def test_boxes_and_tables_nested_as_deep_as_a_file_may_are_read():
    box, open_table = "<w:p><w:r><w:txbxContent>", "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    for opening, closing, depth in [
        (box, "</w:txbxContent></w:r></w:p>", 70),
        (open_table, "</w:tc></w:tr></w:tbl>", 70),
    ]:
        reading = read(opening * depth + paragraph("Homes") + closing * depth)
        assert texts(reading) == ["Homes"]


def test_long_files_take_time_in_proportion_to_their_length():
    body = numbered("Homes for all.") * 2_000

    reading = read(body, numbering=lists(level(0, "decimal", "%1.")))

    assert content(reading)[-1].text == "2000. Homes for all."


REAL = sorted(
    [*(SHARED / "data" / "docx").glob("*.docx"), *(SHARED / "data" / "uk-gov-docx").glob("*.docx")],
    key=lambda path: path.stat().st_size,
)


@pytest.mark.skipif(not REAL, reason="the data lie beside the project and are absent here")
def test_real_files_are_read_as_they_were_without_losing_a_word():
    # As they are, every real file is read in test_import_data.py.
    for path in REAL[:40:2]:
        reading = read_word(path.read_bytes(), path, View.ORIGINAL)
        assert reading.blocks, path
        assert not words_lost(reading.text, [block.text for block in reading.blocks]), path
