import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import content, level, lists, numbered, paragraph, read, style, texts

from policytui.importers.accounts import words_lost
from policytui.importers.readers.office.numerals import written_number

DECIMAL = (
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
)


def labels(order, numbering):
    body = "".join(numbered("Homes for all", at, number) for at, number in order)
    return [block.number for block in content(read(body, numbering=numbering))]


@pytest.mark.parametrize(
    ("levels", "order", "expected"),
    [
        (DECIMAL, [0, 1, 1, 0, 1], ["1.", "1.1", "1.2", "2.", "2.1"]),
        (DECIMAL, [0, 1, 2, 2, 1, 2], ["1.", "1.1", "(a)", "(b)", "1.2", "(a)"]),
        # A level that is passed over counts as if it stood there.
        (DECIMAL, [1, 0, 1], ["1.1", "2.", "2.1"]),
        ([level(0, "upperRoman", "Part %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")],
         [0, 0, 1], ["Part I", "Part II", "2.1"]),
        ([level(0, "decimal", "%1"), level(1, "lowerRoman", "%2)",
          '<w:lvlRestart w:val="0"/>')], [0, 1, 0, 1], ["1", "i)", "2", "ii)"]),
        ([level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%3",
          '<w:lvlRestart w:val="1"/>')], [0, 1, 2, 1, 2, 0, 2], ["1", "1.1", "1", "1.2", "2",
                                                                "2", "1"]),
        ([level(0, "lowerLetter", "%1)", start=25)], [0, 0, 0], ["y)", "z)", "aa)"]),
        ([level(0, "ordinal", "%1"), level(1, "cardinalText", "%2:")], [0, 0, 1],
         ["1st", "2nd", "One:"]),
        ([level(0, "none", "Policy")], [0, 0], ["Policy", "Policy"]),
        ([level(0, "none", "")], [0], [""]),
        ([level(0, "decimalZero", "%1")], [0, 0], ["01", "02"]),
    ],
)  # fmt: skip
def test_paragraphs_are_numbered_as_the_program_shows_them(levels, order, expected):
    assert labels([(at, 1) for at in order], lists(*levels)) == expected


@pytest.mark.parametrize(
    ("override", "order", "expected"),
    [
        ("", [1, 2, 1], ["1.", "2.", "3."]),
        ('<w:startOverride w:val="1"/>', [1, 1, 2, 2, 1], ["1.", "2.", "1.", "2.", "3."]),
        ('<w:startOverride w:val="7"/>', [1, 2, 2], ["1.", "7.", "8."]),
        (level(0, "upperLetter", "%1)"), [1, 2], ["1.", "B)"]),
    ],
)
def test_lists_of_one_kind_go_on_counting_unless_one_says_otherwise(override, order, expected):
    second = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride></w:num>'
    )

    assert labels([(0, n) for n in order], lists(*DECIMAL, more=second)) == expected


def test_a_list_may_be_told_by_a_style_of_lists():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Ours"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Ours"/>{DECIMAL[0]}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    linked = style("Ours", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="list")

    for styles in (linked, ""):
        reading = read(numbered("Homes"), numbering=numbering, styles=styles)
        assert texts(reading) == ["1. Homes"]


def numbering_of(at):
    return f'<w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr></w:pPr>'


HEADINGS = (
    style("H1", numbering_of(0), called="heading 1")
    + style("H2", numbering_of(1), called="heading 2")
    + style("Own", based="H2")
    + style("Plain", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', based="H2")
)


def test_headings_are_numbered_by_their_styles_and_those_they_are_based_on():
    body = "".join(
        paragraph(text, style=name)
        for text, name in [("Homes", "H1"), ("Rent", "H2"), ("Repairs", "Own"), ("Note", "Plain")]
    )

    reading = read(body, numbering=lists(*DECIMAL), styles=HEADINGS)

    assert texts(reading) == ["1. Homes", "1.1 Rent", "1.2 Repairs", "Note"]
    assert [block.level for block in content(reading)] == [2, 3, 3, 3]
    assert [block.number for block in content(reading)] == ["1.", "1.1", "1.2", ""]
    assert [block.look.depth for block in content(reading)] == [1, 2, 2, 0]


def test_a_level_that_names_a_style_numbers_the_paragraphs_of_that_style():
    styles = style("Deep", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    levels = (DECIMAL[0], level(1, "decimal", "%1.%2", '<w:pStyle w:val="Deep"/>'))

    reading = read(paragraph("Rent", style="Deep"), numbering=lists(*levels), styles=styles)

    assert texts(reading) == ["1.1 Rent"]


def test_numbering_is_switched_off_by_list_nought():
    body = numbered("Homes", number=0, style="H1") + paragraph("Towns", style="H1")

    assert texts(read(body, numbering=lists(*DECIMAL), styles=HEADINGS)) == ["Homes", "1. Towns"]


def test_bullets_become_dashes_indented_by_their_depth():
    bullets = lists(*(level(at, "bullet", "o") for at in range(4)))
    body = "".join(numbered(text, at) for text, at in [("a", 1), ("b", 3), ("c", 1), ("d", 0)])

    reading = read(body + paragraph("Text.") + numbered("e", 1), numbering=bullets)

    assert texts(reading) == ["- a", "  - b", "- c", "- d", "Text.", "- e"]
    assert [block.is_item for block in content(reading)] == [True] * 4 + [False, True]
    assert [block.is_tight for block in content(reading)] == [False, *[True] * 3, False, False]
    assert {block.look.depth for block in content(reading)} == {0}


@pytest.mark.parametrize(
    ("format", "pattern", "named", "expected"),
    [
        ("lowerLetter", "(%1)", "", True),
        ("lowerRoman", "%1.", "", True),
        ("decimal", "%1.", "", False),
        ("decimal", "%1.", "ListParagraph", True),
        ("decimal", "1.%1", "ListParagraph", False),
        ("upperRoman", "%1", "", False),
    ],
)
def test_numbered_paragraphs_of_prose_are_no_items(format, pattern, named, expected):
    body = numbered("Homes first.", style=named) + numbered("Then towns.", style=named)

    reading = read(body, numbering=lists(level(0, format, pattern)))

    assert [block.is_item for block in content(reading)] == [expected] * 2


def test_a_lone_number_amid_text_is_no_item():
    body = paragraph("Text.") + numbered("Homes", style="ListParagraph") + paragraph("More text.")

    reading = read(body, numbering=lists(DECIMAL[0]))

    assert [(block.text, block.is_item) for block in content(reading)][1] == ("1. Homes", False)


def test_a_number_without_a_text_is_counted_and_left_out():
    reading = read(numbered(" ") + numbered("Homes"), numbering=lists(DECIMAL[0]))

    assert texts(reading) == ["2. Homes"]
    assert not words_lost(reading.text, [block.text for block in reading.blocks])


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>',
        '<w:num w:numId="1"/><w:abstractNum/>',
        lists('<w:lvl w:ilvl="x"/>', '<w:lvl w:ilvl="77"/>', '<w:lvl/>'),
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/><w:styleLink w:val="A"/>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ],
)  # fmt: skip
def test_damaged_lists_leave_the_text_unnumbered(numbering):
    assert texts(read(numbered("Homes"), numbering=numbering)) == ["Homes"]


@given(st.integers(1, 3999))
def test_roman_numbers_read_back_as_what_they_were(number):
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    signs = [values[sign] for sign in written_number(number, "upperRoman")]

    total = sum(
        -one if one < after else one for one, after in zip(signs, [*signs[1:], 0], strict=True)
    )

    assert total == number


@given(st.integers(0, 10**6), st.sampled_from(["decimal", "lowerRoman", "upperLetter", "chinese"]))
def test_every_number_is_written_somehow(number, format):
    assert written_number(number, format)
