from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import left_out, paragraph, texts, word_file, zipped

from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.blocks import Unit, View
from policytui.importers.readers.odt.document import read_odt

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
_NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
KIND = "application/vnd.oasis.opendocument.text"


def odt_file(body, automatic="", styles="", masters=""):
    return zipped(
        {
            "mimetype": KIND,
            "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>"
            f"{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_NAMES}><office:styles>{styles}"
            f"</office:styles><office:master-styles>{masters}</office:master-styles>"
            "</office:document-styles>",
        }
    )


def read(body, view=View.ACCEPTED, **parts):
    reading = read_odt(odt_file(body, **parts), Path("shops.odt"), view)
    assert not words_lost(reading.text, [block.text for block in reading.blocks])
    return reading


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text, level, style=""):
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{text}</text:h>'


def style(name, letters="", paragraph="", parent="", more=""):
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{parent}" {more}><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {letters}/></style:style>"
    )


def levels(kind, *each):
    return "".join(
        f'<text:{kind} text:level="{n}" {attributes}/>' for n, attributes in enumerate(each, 1)
    )


def test_headings_have_the_level_of_their_outline_and_the_title_the_first():
    reading = read(
        p("Our shops", "P1") + h("Towns", 1) + h("Rent", 2) + p("Text."),
        automatic=style("P1", parent="Title"),
        styles=style("Title"),
    )

    assert [(block.text, block.level) for block in reading.blocks] == [
        ("Our shops", 1),
        ("Towns", 2),
        ("Rent", 3),
        ("Text.", None),
    ]
    assert reading.blocks[0].look.style == "Title"
    assert reading.unit is Unit.PARAGRAPH
    assert [block.line for block in reading.blocks] == [1, 2, 3, 4]


def test_the_look_comes_from_the_style_and_those_it_is_based_on():
    reading = read(
        p("Homes", "P1") + p('<text:span text:style-name="T1">Towns</text:span>', "Big"),
        automatic=style("P1", 'fo:font-size="150%"', 'fo:text-align="center"', "Big")
        + '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-style="italic" fo:font-weight="normal"/></style:style>',
        styles=style("Big", 'fo:font-size="20pt" fo:font-weight="bold"', 'fo:margin-left="1in"'),
    )

    first, second = (block.look for block in reading.blocks)
    assert (first.size, first.is_bold, first.is_centred, first.left) == (30, True, True, 72)
    assert (second.size, second.is_bold, second.is_italic) == (20, False, True)


def test_lists_are_marked_numbered_and_nested():
    def item(inside):
        return f"<text:list-item>{inside}</text:list-item>"

    def listed(style, *items, more=""):
        return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'

    automatic = (
        '<text:list-style style:name="B">' + levels("list-level-style-bullet", "", "")
        + '</text:list-style><text:list-style style:name="N">'
        + levels("list-level-style-number", 'style:num-format="1" style:num-suffix="."',
                 'style:num-format="a" style:num-prefix="(" style:num-suffix=")"')
        + "</text:list-style>"
    )  # fmt: skip
    reading = read(
        listed("B", item(p("one") + listed("", item(p("two")))), item(p("three")))
        + p("Text.")
        + listed("N", item(p("four") + listed("", item(p("five")), item(p("six")))))
        + p("Text.")
        + listed("N", item(p("seven") + p("more")), more='text:continue-numbering="true"')
        + p("Text.")
        + listed("N", item(p("eight"))),
        automatic=automatic,
    )

    assert [text for text in texts(reading) if text != "Text."] == [
        "- one",
        "  - two",
        "- three",
        "1. four",
        "(a) five",
        "(b) six",
        "2. seven",
        "more",
        "1. eight",
    ]
    assert [block.number for block in reading.blocks if block.number] == [
        *("1.", "(a)", "(b)", "2.", "1.")
    ]


def test_headings_are_numbered_by_the_outline():
    number = 'style:num-format="1" text:display-levels="{}"'
    outline = levels("outline-level-style", number.format(1), number.format(2))

    reading = read(
        h("Towns", 1) + h("Rent", 2) + h("Homes", 1),
        styles=f"<text:outline-style>{outline}</text:outline-style>",
    )

    assert texts(reading) == ["1 Towns", "1.1 Rent", "2 Homes"]
    assert [block.look.depth for block in reading.blocks] == [1, 2, 1]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("one<text:s text:c='3'/>two", "one two"),
        ("Homes<text:tab/>12", "Homes\t12"),
        ("one<text:line-break/>two", "one\ntwo"),
        ("<text:a>our <text:span>site</text:span></text:a> here", "our site here"),
        ("<text:number>1.1</text:number>Homes", "Homes"),
        ("see page <text:page-number>4</text:page-number>", "see page 4"),
        ("one\n\ttwo", "one two"),
    ],
)
def test_signs_and_fields_are_read_as_a_person_sees_them(inside, expected):
    assert texts(read(p(inside))) == [expected]


def test_notes_comments_boxes_and_pictures_stand_where_they_belong():
    note = (
        "<text:note><text:note-citation>7</text:note-citation>"
        f"<text:note-body>{p('See.')}</text:note-body></text:note>"
    )
    comment = (
        "<office:annotation><dc:creator>A. Smith</dc:creator><dc:date>2021-03-04T1</dc:date>"
        f"{p('Long?')}</office:annotation>"
    )
    box = f"<draw:frame><draw:text-box>{p('Boxed.')}</draw:text-box></draw:frame>"

    reading = read(
        p(f"Ho{box}mes{note} and{comment} shops.<draw:frame><draw:image/></draw:frame>") + p("End.")
    )

    assert texts(reading) == ["Homes[^1] and shops.", "[^1]: See.", "Boxed.", "End."]
    assert left_out(reading) == [("a comment by A. Smith, 2021-03-04", "Long?")]
    assert reading.doubts[0].message.startswith("1 picture was not read")


def test_a_table_is_one_block_and_one_of_one_column_is_text():
    def table(*rows):
        written = (f"<table:table-row>{row}</table:table-row>" for row in rows)
        return f"<table:table>{''.join(written)}</table:table>"

    def cell(inside, tag="table-cell"):
        return f"<table:{tag}>{inside}</table:{tag}>"

    reading = read(
        table(
            cell(p("Rent")) + cell(p("Half") + p("less")),
            cell(p("Both")) + cell("", "covered-table-cell"),
        )
        + table(cell(h("Homes", 1) + p("Warm.")))
    )

    assert texts(reading) == ["Rent | Half / less\nBoth", "Homes", "Warm."]
    assert reading.blocks[0].rows == (("Rent", "Half / less"), ("Both", ""))
    assert reading.blocks[1].level == 2


def test_headers_and_footers_are_left_out():
    masters = (
        f"<style:master-page><style:header>{p('Our plan')}</style:header>"
        f"<style:header-first>{p('Our plan')}</style:header-first>"
        f"<style:footer>{p('Page 1')}</style:footer></style:master-page>"
    )

    reading = read(p("Homes."), masters=masters)

    assert left_out(reading) == [("page header", "Our plan"), ("page footer", "Page 1")]


def change(kind, name, inside=""):
    return (
        f'<text:changed-region text:id="{name}"><text:{kind}><office:change-info>'
        f"<dc:creator>A. Smith</dc:creator></office:change-info>{inside}</text:{kind}>"
        "</text:changed-region>"
    )


CHANGES = (
    f"<text:tracked-changes>{change('deletion', 'd', p('es'))}{change('insertion', 'i')}"
    "</text:tracked-changes>"
)
CHANGED = (
    'Warm hous<text:change text:change-id="d"/><text:change-start text:change-id="i"/>ing'
    '<text:change-end text:change-id="i"/> for all.'
)


@pytest.mark.parametrize(
    ("view", "expected", "reason", "gone"),
    [
        (View.ACCEPTED, "Warm housing for all.", "deleted", "es"),
        (View.ORIGINAL, "Warm houses for all.", "inserted", "ing"),
    ],
)
def test_tracked_changes_are_read_in_either_view(view, expected, reason, gone):
    reading = read(CHANGES + p(CHANGED), view)

    assert texts(reading) == [expected]
    assert left_out(reading) == [(f"{reason} in tracked changes by A. Smith", gone)]
    assert "1 insertion and 1 deletion by A. Smith" in reading.doubts[0].message


PIECES = st.sampled_from(
    [
        "homes",
        " warm ",
        "<text:tab/>",
        "<text:s/>",
        "<text:span>in</text:span>",
        '<text:change text:change-id="d"/>',
        '<text:change-start text:change-id="i"/>',
        '<text:change-end text:change-id="i"/>',
        f"<text:note><text:note-body>{p('noted')}</text:note-body></text:note>",
        f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=5), st.sampled_from(View))
def test_no_word_is_ever_lost(paragraphs, view):
    read(CHANGES + "".join(map(p, paragraphs)), view)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (odt_file("")[:-20], "damaged or cut short"),
        (zipped({"mimetype": KIND, "content.xml": "<a>"}), "damaged"),
        (zipped({"mimetype": KIND, "content.xml": "<a/>"}), "damaged"),
        (zipped({"mimetype": KIND}), "is no OpenDocument text"),
        (
            zipped({"mimetype": KIND, "content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            "definitions",
        ),
        (
            zipped({"mimetype": KIND, "META-INF/manifest.xml": "<m:encryption-data/>"}),
            "is locked with a password",
        ),
        (zipped({"mimetype": KIND.replace("text", "spreadsheet")}), "a spreadsheet"),
        (word_file(paragraph("Homes")), "a Word document"),
        (b"%PDF-1.4", "a PDF file"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong(data, said):
    with pytest.raises(DataError, match=said):
        read_odt(data, Path("shops.odt"))
