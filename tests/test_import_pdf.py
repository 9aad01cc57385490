import hashlib
import zlib

import pytest

from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.importing import import_file
from policytui.importers.readers.pdf.document import read_pdf

REGULAR, BOLD = "F1", "F2"
LEADING = 14


def objects(bodies, trailer=b""):
    """The bytes of a PDF of these objects, the first its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start, size = len(out), len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        *(size, trailer, start),
    )


def stream(content, entries=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def pdf(*pages, box=b"[0 0 612 792]", entries=b"", bookmarks=(), trailer=b"", own_title=b""):
    """The bytes of a PDF with pages of these contents."""
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(pages)))
    after = first + 2 * len(pages)
    last = after + len(bookmarks) - 1
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        stream(
            b"\0" * 3,
            b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8",
        ),
        b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (after, last) if bookmarks else b"null",
    ]
    for place, content in enumerate(pages):
        bodies.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents %d 0 R%s/Resources"
            b"<</XObject<</P 5 0 R>>/Font<</F1 3 0 R/F2 4 0 R>>>>>>"
            % (box, first + 2 * place + 1, entries)
        )
        bodies.append(stream(content.encode("cp1252")))
    for place, (title, page) in enumerate(bookmarks):
        onward = b"/Next %d 0 R" % (after + place + 1) if place + 1 < len(bookmarks) else b""
        bodies.append(
            b"<</Title(%s)/Parent 6 0 R/Dest[%d 0 R/Fit]%s>>"
            % (title.encode(), first + 2 * (page - 1), onward)
        )
    if own_title:
        bodies.append(b"<</Title(%s)>>" % own_title)
        trailer += b"/Info %d 0 R" % len(bodies)
    return objects(bodies, trailer)


def put(text, left, base, size=11, font=REGULAR):
    """Text at a place; a bracket in it must be escaped."""
    return f"BT /{font} {size} Tf 1 0 0 1 {left} {base} Tm ({text}) Tj ET "


def lines(texts, left=72, base=700, size=11, font=REGULAR, leading=LEADING):
    return "".join(
        put(text, left, base - place * leading, size, font) for place, text in enumerate(texts)
    )


def read(data, path):
    reading = read_pdf(data, path / "shops.pdf")
    assert words_lost(reading.text, [block.text for block in reading.blocks]) == []
    return reading


def content(reading):
    return [block for block in reading.blocks if not block.left_out]


def texts(reading):
    return [block.text for block in content(reading)]


def left_out(reading):
    return [(block.text, block.left_out) for block in reading.blocks if block.left_out]


PARAGRAPH = [
    "A shop that stands empty for longer than half of one year should be offered to",
    "the people of its town at a rent that they can pay, before any other use of it is",
    "agreed by the council.",
]


def test_a_pdf_becomes_positions_with_a_word_of_caution(tmp_path):
    path = tmp_path / "shops 2024.pdf"
    path.write_bytes(pdf(put("Empty shops", 72, 730, 14, BOLD) + lines(PARAGRAPH)))

    made = import_file(path)

    assert made.document.positions[0].title == "Empty shops"
    assert "should be offered to the people of its town" in made.document.positions[0].text
    assert any("PDF" in doubt.message for doubt in made.doubts)


def test_letters_tell_how_they_are_set(tmp_path):
    reading = read(pdf(put("Empty shops", 72, 730, 14.2, BOLD) + lines(PARAGRAPH)), tmp_path)

    heading, text = content(reading)
    assert (heading.look.size, heading.look.is_bold, heading.look.left) == (14.0, True, 72.0)
    assert (text.look.size, text.look.is_bold) == (11.0, False)
    assert heading.level is text.level is None


def test_lines_become_paragraphs_by_their_gaps_indents_and_marks(tmp_path):
    written = (
        lines(PARAGRAPH)
        + lines(PARAGRAPH, base=640)
        + put("•", 80, 590)
        + lines(
            ["The first offer goes to groups of neighbours who wish to run the shop for"], 95, 590
        )
        + lines(["the town."], 95, 576)
        + put("1.", 80, 562)
        + put("The second goes to traders.", 95, 562)
    )

    reading = read(pdf(written), tmp_path)

    whole = " ".join(PARAGRAPH)
    assert texts(reading) == [
        whole,
        whole,
        "- The first offer goes to groups of neighbours who wish to run the shop for the town.",
        "1. The second goes to traders.",
    ]
    assert [block.is_item for block in content(reading)] == [False, False, True, True]


LEFT = [
    "Markets should have a day of their",
    "own in every town, and the stalls",
    "should be let to those who make",
    "what they sell. No town is too small",
    "for a market, and no market is too",
    "small for a town that wants it, for",
]
RIGHT = [
    "trade is what a town is made of in",
    "the first place. Buses should run",
    "until the last stall is taken down,",
    "and the square should be free of",
    "cars while the market lasts, with",
    "room for all who come on foot.",
]


@pytest.mark.parametrize("lower", [0, 6], ids=["one height", "heights of their own"])
def test_columns_are_read_one_after_the_other_below_a_heading_over_both(tmp_path, lower):
    written = put("Markets and squares of the towns of this country", 110, 740, 18, BOLD)
    written += lines(LEFT) + lines(RIGHT, left=320, base=700 - lower)
    written += put("A line over the whole page that follows the columns and crosses them.", 72, 560)

    reading = read(pdf(written), tmp_path)

    assert texts(reading) == [
        "Markets and squares of the towns of this country",
        " ".join(LEFT + RIGHT),
        "A line over the whole page that follows the columns and crosses them.",
    ]


def test_columns_that_the_file_writes_line_by_line_are_read_as_columns(tmp_path):
    written = "".join(
        put(one, 72, 700 - 14 * place) + put(two, 320, 700 - 14 * place)
        for place, (one, two) in enumerate(zip(LEFT, RIGHT, strict=True))
    )

    assert texts(read(pdf(written), tmp_path)) == [" ".join(LEFT + RIGHT)]


def test_short_cells_in_columns_are_a_table_row_by_row(tmp_path):
    rows = [("Place", "Rent"), ("Mill Lane", "Half"), ("Old Wharf", "A third"), ("Dale", "None")]
    written = "".join(
        put(one, 72, 700 - 16 * place) + put(two, 300, 700 - 16 * place)
        for place, (one, two) in enumerate(rows)
    )

    (table,) = content(read(pdf(written), tmp_path))

    assert table.is_table
    assert table.rows == tuple(rows)
    assert table.text.startswith("Place | Rent\nMill Lane | Half\n")


def test_cells_between_rules_are_never_scrambled(tmp_path):
    rules = "".join(f"60 {y} m 540 {y} l S " for y in (720, 676, 632))
    rules += "".join(f"{x} 632 m {x} 720 l S " for x in (60, 200, 540))
    written = rules + lines(["Rent of an", "empty shop"], 66, 706)
    written += lines(["What is paid for a shop while it", "stands empty and unused."], 206, 706)
    written += lines(["Trader"], 66, 660) + lines(["A person who sells."], 206, 660)

    (table,) = content(read(pdf(written), tmp_path))

    assert table.rows == (
        ("Rent of an empty shop", "What is paid for a shop while it stands empty and unused."),
        ("Trader", "A person who sells."),
    )


def test_a_contents_page_keeps_titles_and_pages_apart(tmp_path):
    entries = [("Empty shops", 2), ("Markets", 3), ("Squares", 5)]
    written = put("Contents", 72, 730, 14, BOLD)
    for place, (title, page) in enumerate(entries):
        written += put(f"{title} .............................. {page}", 72, 700 - 16 * place)
        written += put(title, 72, 600 - 16 * place) + put(str(page), 500, 600 - 16 * place)

    reading = read(pdf(written), tmp_path)

    expected = [f"{title}\t{page}" for title, page in entries]
    assert texts(reading) == ["Contents", *expected, *expected]


def test_a_paragraph_goes_on_over_a_page_and_its_words_are_made_whole(tmp_path):
    first = [
        *PARAGRAPH[:2],
        "agreed by those who make its policy, for in all matters of shop policy-",
    ]
    second = ["making and of neighbour-", "hoods the people come first. The neighbourhoods agree."]

    (block,) = content(read(pdf(lines(first), lines(second)), tmp_path))

    assert "of shop policy-making and of neighbourhoods the people come first" in block.text
    assert (block.line, block.page) == (1, 1)


def sheet(number, roman=False):
    foot = ["i", "ii", "iii", "iv"][number - 1] if roman else f"Page {number} of 4"
    words = put(f"Words of page {'abcd'[number - 1]} and of nothing else.", 72, 500 + 20 * number)
    return put("Our shops", 72, 760, 9) + words + put(foot, 300, 30, 9)


@pytest.mark.parametrize("roman", [False, True])
def test_running_heads_and_page_numbers_are_left_out(tmp_path, roman):
    title = put("Our shops", 72, 760, 24, BOLD) + put("Words of the title page.", 72, 400)

    reading = read(pdf(title, *(sheet(number, roman) for number in range(1, 5))), tmp_path)

    assert texts(reading)[:2] == ["Our shops", "Words of the title page."]
    assert len(texts(reading)) == 6
    reasons = [reason for _, reason in left_out(reading)]
    assert reasons.count("a running head, repeated on the pages") == 4
    assert reasons.count("a page number") == 4


def test_a_heading_that_comes_again_in_every_chapter_is_no_running_head(tmp_path):
    pages = [put(f"Words of page {'abcdefghijklmnopqrstuvwxy'[n]}.", 72, 500) for n in range(25)]
    for number in (0, 12, 24):
        pages[number] += put("What this chapter covers", 72, 740, 14, BOLD)

    reading = read(pdf(*pages), tmp_path)

    assert texts(reading).count("What this chapter covers") == 3


def test_two_pages_with_numbers_have_running_heads_too(tmp_path):
    reading = read(pdf(sheet(1), sheet(2)), tmp_path)

    assert len(texts(reading)) == 2
    assert len(left_out(reading)) == 4


def test_numbers_of_a_contents_page_are_no_page_numbers(tmp_path):
    pages = [
        "".join(
            put(f"Matter {'abcdefghij'[place]}{'xyz'[number]}", 72, 700 - 16 * place)
            + put(str(10 * number + place), 500, 700 - 16 * place)
            for place in range(10)
        )
        for number in range(3)
    ]

    reading = read(pdf(*pages), tmp_path)

    assert left_out(reading) == []
    assert len(texts(reading)) == 30


def noted(mark, note):
    return (
        lines(PARAGRAPH[:2])
        + put("agreed by the council.", 72, 672)
        + put(mark, 182, 676, 6)
        + put(mark, 72, 60, 6)
        + put(note, 78, 57, 8)
    )


def test_footnotes_are_marked_in_the_text_and_named_once_in_the_document(tmp_path):
    reading = read(
        pdf(noted("1", "See the rules of the council."), noted("1", "See the report.")), tmp_path
    )

    found = texts(reading)
    assert found[0].endswith("agreed by the council.[^1]")
    assert found[1] == "[^1]: See the rules of the council."
    assert found[2].endswith("agreed by the council.[^2]")
    assert found[3] == "[^2]: See the report."


def test_a_raised_number_without_a_note_is_not_glued_to_its_word(tmp_path):
    written = (
        put("The square of a metre", 72, 700) + put("2", 180, 705, 6) + put("is small.", 190, 700)
    )

    assert texts(read(pdf(written), tmp_path)) == ["The square of a metre 2 is small."]


def test_a_bookmark_marks_the_heading_that_it_names(tmp_path):
    written = put("1. Empty shops", 72, 730, 14, BOLD) + lines(PARAGRAPH)

    reading = read(pdf(written, bookmarks=[("Empty shops", 1), ("Nowhere", 1)]), tmp_path)

    assert [block.level for block in content(reading)] == [2, None]


PICTURE = "q 600 0 0 780 0 0 cm /P Do Q "


@pytest.mark.parametrize(
    ("own", "title"), [(b"Our shops", "Our shops"), (b"Microsoft Word - draft3.doc", "")]
)
def test_the_title_that_a_file_gives_itself_counts_where_its_text_bears_it(tmp_path, own, title):
    written = put("Our shops", 72, 730, 24, BOLD) + lines(PARAGRAPH)

    reading = read(pdf(written, own_title=own), tmp_path)

    assert reading.title == title


def test_pages_that_are_pictures_of_text_are_named(tmp_path):
    reading = read(pdf(lines(PARAGRAPH), PICTURE, PICTURE), tmp_path)

    (doubt,) = [doubt for doubt in reading.doubts if "pictures" in doubt.message]
    assert doubt.message == "pages 2 and 3 hold pictures of text only; nothing of them was read."
    assert doubt.page == 2


def test_text_behind_a_picture_of_a_page_is_read(tmp_path):
    hidden = "3 Tr " + lines(PARAGRAPH)

    assert texts(read(pdf(PICTURE + hidden), tmp_path)) == [" ".join(PARAGRAPH)]


def test_text_at_an_angle_is_left_out(tmp_path):
    written = lines(PARAGRAPH) + "BT /F1 60 Tf .7 .7 -.7 .7 150 200 Tm (DRAFT) Tj ET"

    reading = read(pdf(written), tmp_path)

    assert texts(reading) == [" ".join(PARAGRAPH)]
    assert left_out(reading) == [("DRAFT", "text set at an angle")]


def test_a_page_that_is_turned_is_read_upright(tmp_path):
    turned = "".join(
        f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * place} 72 Tm ({text}) Tj ET "
        for place, text in enumerate(PARAGRAPH)
    )

    assert texts(read(pdf(turned, entries=b"/Rotate 90"), tmp_path)) == [" ".join(PARAGRAPH)]


def locked(user):
    """A PDF locked with a password by the oldest rule (40 bits of RC4)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = rc4(hashlib.md5((b"owner" + pad)[:32]).digest()[:5], (user + pad)[:32])
    rights, name = b"\xfc\xff\xff\xff", b"0123456789abcdef"
    key = hashlib.md5((user + pad)[:32] + owner + rights + name).digest()[:5]
    entries = (owner.hex().encode(), rc4(key, pad).hex().encode(), name.hex().encode())
    trailer = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<%s><00>]" % entries
    return pdf("", trailer=trailer)


def rc4(key, data):
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = [], 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no PDF"),
        (b"\0" * 900, "is no PDF"),
        (b"%PDF-1.4 cut short", "is no PDF, or is damaged"),
        (pdf("")[:300], "damaged|no text"),
        (b"<!DOCTYPE html><p>Shops", "it is a web page"),
        (b"{\\rtf1 Shops}", "it is an RTF file"),
        (pdf(""), "holds no text"),
        (pdf(PICTURE), r"holds pictures of pages, no text; run text recognition \(OCR\)"),
        (locked(b"secret"), "is locked with a password; save a copy without one"),
        # A file that its owner alone locked against changes opens.
        (locked(b""), "holds no text"),
        (pdf(*[""] * 2001), "has 2,001 pages; 2,000 are read"),
        (pdf("BT /F1 9 Tf " + "(abcdefghij) Tj " * 21_000 + "ET"), "more letters on page 1"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, data, said):
    with pytest.raises(DataError, match=said):
        read_pdf(data, tmp_path / "a.pdf")


@pytest.mark.parametrize(
    "box", [b"[nan 0 inf 1e99]", b"[0 0 .001 .001]", b"[-1e30 -1e30 1e30 1e30]", b"[5 5 5 5]"]
)
def test_a_page_of_an_impossible_size_is_read_all_the_same(tmp_path, box):
    assert texts(read(pdf(lines(PARAGRAPH), box=box), tmp_path)) == [" ".join(PARAGRAPH)]


def test_letters_without_a_meaning_are_named(tmp_path):
    private = (
        b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<00><ff>"
        b"endcodespacerange 1 beginbfchar<41><E001>endbfchar endcmap"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(put("AAAA", 72, 700).encode()),
        font,
        stream(private),
    ]
    reading = read_pdf(objects(bodies), tmp_path / "a.pdf")

    assert any("4 letters have no known meaning" in doubt.message for doubt in reading.doubts)


def test_progress_counts_the_pages(tmp_path):
    told = []

    read_pdf(pdf(*[lines(PARAGRAPH)] * 3), tmp_path / "a.pdf", lambda *step: told.append(step[:2]))

    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_packed_page_of_nothing_is_read_in_bounded_time(tmp_path):
    packed = zlib.compress(b" " * 5_000_000)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        stream(packed, b"/Filter/FlateDecode"),
    ]

    with pytest.raises(DataError, match="no text"):
        read_pdf(objects(bodies), tmp_path / "a.pdf")
