"""Web pages: the main part is content, all around it is left out with reasons, nothing is lost."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.blocks import Block, Reading
from policytui.importers.prose import words_of
from policytui.importers.readers.html.lists import format_number
from policytui.importers.readers.html.page import read_html

_PATH = Path("page.html")


def read(page: str | bytes) -> Reading:
    data = page.encode("utf-8") if isinstance(page, str) else page
    reading = read_html(data, _PATH)
    assert words_lost(reading.text, [block.text for block in reading.blocks]) == []
    return reading


def content(page: str | bytes) -> list[str]:
    return [block.text for block in read(page).blocks if not block.left_out]


def left_out(page: str) -> dict[str, str]:
    return {block.text: block.left_out for block in read(page).blocks if block.left_out}


_BODY = "<p>Every town should have a library that is open on every day of the week.</p>"


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("<nav><a href=a>Home</a></nav>", "navigation of the page"),
        ("<div role=navigation>Home</div>", "navigation of the page"),
        ('<div class="main-menu">Home</div>', "navigation of the page"),
        ("<ul><li><a href=a>A</a><li><a href=b>B</a><li><a href=c>C</a></ul>", "navigation"),
        ("<header><p>The Valley Party</p></header>", "page header"),
        ("<footer>Printed by us</footer>", "page footer"),
        ("<div id=footer>Printed by us</div>", "page footer"),
        ("<div role=contentinfo>Printed by us</div>", "page footer"),
        ('<div class="cookie-banner">We like biscuits</div>', "cookie notice"),
        ('<section id="comments">I disagree</section>', "a comment below the text"),
        ("<aside>By the way</aside>", "an aside"),
        ('<div class="sidebar">By the way</div>', "an aside"),
        ("<form><input><label>Search</label></form>", "a form"),
        ("<button>Print</button>", "a form"),
        ("<p hidden>Not seen</p>", "hidden on the page"),
        ('<p style="display: none">Not seen</p>', "hidden on the page"),
        ('<p aria-hidden="true">Not seen</p>', "hidden on the page"),
        ('<span class="sr-only">Not seen</span>', "hidden on the page"),
        ("<template>Not seen</template>", "hidden on the page"),
        ("<noscript>Switch on scripts</noscript>", "shown only where scripts are off"),
        ("<svg><text>In a picture</text></svg>", "words in a picture"),
        ("<iframe>Old</iframe>", "shown only by old browsers"),
    ],
)
def test_what_is_no_content_is_left_out_with_its_reason(part: str, why: str) -> None:
    page = part + _BODY * 3

    assert len(content(page)) == 3
    (reason,) = left_out(page).values()
    assert reason.startswith(why)


@pytest.mark.parametrize(
    "part",
    [
        '<section id="social-care"><p>Care</p></section>',
        '<section id="menu-labelling"><p>Care</p></section>',
        '<div class="cookies-and-cakes"><p>Care</p></div>',
        "<article><header><p>Care</p></header></article>",
        '<footer class="footnotes"><p>Care</p></footer>',
        "<form><label>What do you think of care?</label></form>",
        "<details><summary>Care</summary></details>",
    ],
)
def test_content_with_a_name_like_furniture_is_kept(part: str) -> None:
    assert any("care" in text.casefold() for text in content(part + _BODY * 3))


def test_what_stands_outside_the_main_part_is_left_out() -> None:
    page = f"<body>Loose words<div>Other words</div><main>{_BODY}</main>after</body>"

    assert len(content(page)) == 1
    assert left_out(page) == {
        "Loose words\nOther words": "outside the main part of the page",
        "after": "outside the main part of the page",
    }


def test_a_main_part_that_holds_little_is_not_taken_for_it() -> None:
    reading = read(f"<main><p>Short.</p></main>{_BODY}{_BODY}")

    assert not any(block.left_out for block in reading.blocks)
    assert "outside" in reading.doubts[0].message


def test_a_form_drawn_around_the_whole_page_hides_none_of_it() -> None:
    page = f"<form><div id=menu>Menu</div><div id=content>{_BODY}</div><label>Search</label></form>"

    assert len(content(page)) == 1
    assert list(left_out(page)) == ["Menu", "Search"]


def test_cards_in_an_aside_are_not_taken_for_the_main_part() -> None:
    assert len(content(f"<aside><article>{_BODY}</article></aside>{_BODY}{_BODY}")) == 2


def test_a_page_named_as_furniture_as_a_whole_is_content() -> None:
    assert len(content(f'<div class="sidebar">{_BODY}{_BODY}</div><p>Little.</p>')) == 3


def test_scripts_styles_and_comments_are_no_text() -> None:
    page = f"<style>p {{}}</style><script>var a = '<p>no</p>'</script><!-- no -->{_BODY}"

    assert "no" not in words_of(read(page).text)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Homes | The Party</title><h1>Homes</h1>", ""),
        ("<title>Homes | The Party</title>", "Homes"),
        ("<title>Homes - our plan</title>", "Homes - our plan"),
        ("<title>Homes - The Party</title><footer>The Party</footer>", "Homes"),
    ],
)
def test_the_title_of_the_page_counts_where_no_heading_gives_it(page: str, title: str) -> None:
    reading = read(page + _BODY * 3)

    assert reading.title == title
    assert reading.blocks[0].left_out == "the title of the page in the browser"


def test_the_heading_of_the_page_is_kept_from_its_header_but_not_the_name_of_the_site() -> None:
    head = "<title>Homes | The Party</title>"
    kept = f"{head}<header>The Party<h1>Homes</h1></header>{_BODY}"
    other = f"{head}<header><h1>The Valley</h1></header>{_BODY}"

    assert [block.text for block in read(kept).blocks if block.level == 1] == ["Homes"]
    assert [block.text for block in read(other).blocks if block.level == 1] == []


def test_headings_have_their_ranks_and_are_trusted() -> None:
    reading = read(f"<h1>Plan</h1><h2>Homes<br>and  rents</h2>{_BODY}<h4>Buses</h4>{_BODY}")

    assert [(block.text, block.level) for block in reading.blocks if block.level] == [
        ("Plan", 1),
        ("Homes and rents", 2),
        ("Buses", 4),
    ]
    assert reading.knows_headings


def test_bold_paragraphs_are_told_where_headings_are_not_marked() -> None:
    reading = read(f"<p><b>Homes</b></p>{_BODY}<p><strong>Buses</strong> run.</p>")

    assert [bool(block.look and block.look.is_bold) for block in reading.blocks] == [
        True,
        False,
        False,
    ]
    assert not reading.knows_headings


def test_the_look_of_a_paragraph_is_told() -> None:
    page = '<p class="lead" style="text-align:center; font-size:16px"><i><u>Homes</u></i></p>'
    look = read(page).blocks[0].look

    assert look is not None
    assert (look.size, look.style) == (12.0, "lead")
    assert look.is_centred
    assert look.is_italic
    assert look.is_underlined
    assert not look.is_bold


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<ul><li>a<li>b</ul>", ["- a", "- b"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["- a", "  - b", "- c"]),
        ("<ol><li>x<li>y</ol>", ["1. x", "2. y"]),
        ("<ol type=a start=2><li>x<li>y</ol>", ["(b) x", "(c) y"]),
        ("<ol type=i><li>x<li>y<li value=9>z</ol>", ["(i) x", "(ii) y", "(ix) z"]),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol style='list-style-type: upper-alpha'><li>x</ol>", ["(A) x"]),
        ("<ol><li>1.1 Already counted</ol>", ["1.1 Already counted"]),
        ("<ol><li><p>x</p><p>y</p></ol>", ["1. x", "  y"]),
        ("<ol><li>x<br>y</ol>", ["1. x\n  y"]),
        ("<ol start=99999999999999999999><li>x</ol>", ["999999. x"]),
        (
            "<dl><dt>Tenant<dd>Who rents.<dt>A<dt>B:<dd>C<dt>D</dl>",
            ["Tenant: Who rents.", "A, B: C", "D"],
        ),
        ("<p>one<br>two<br><br>three</p>", ["one\ntwo", "three"]),
        ("<pre>a\n   b  c</pre>", ["a\n   b  c"]),
        ("<blockquote><p>a<br>b</p></blockquote>", ["> a\n> b"]),
        ("<p>H<sub>2</sub>O, the 21<sup>st</sup>&nbsp;caf&eacute;</p>", ["H2O, the 21st café"]),
        ("<p>un<b>broken</b></p>broken<div>words</div>", ["unbroken", "broken", "words"]),
        ("<ul><li><h2>Homes</h2><p>More.</p></ul>", ["Homes", "More."]),
    ],
)
def test_lists_and_paragraphs_are_written_as_they_are_shown(page: str, texts: list[str]) -> None:
    assert content(page) == texts


def test_a_generated_number_is_told_and_counted() -> None:
    reading = read("<ol><li>Cap rents</ol>")

    assert reading.blocks[0].number == "1."
    assert "1" in words_of(reading.text)


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (1, "1", "1."),
        (27, "a", "(aa)"),
        (1994, "I", "(MCMXCIV)"),
        (0, "a", "0."),
        (-3, "i", "-3."),
        (4000, "i", "4000."),
        (5, "bogus", "5."),
    ],
)
def test_numbers_are_written_as_lists_show_them(number: int, kind: str, text: str) -> None:
    assert format_number(number, kind) == text


def test_a_table_of_data_keeps_its_rows() -> None:
    page = (
        "<table><caption>Homes</caption><tr><th>Year<th>Built"
        "<tr><td>2020<td><p>5</p><p>of 9</p><span hidden>five</span><tr><td></table>"
    )
    caption, table, hidden = read(page).blocks

    assert caption.text == "Homes"
    assert table.rows == (("Year", "Built"), ("2020", "5 of 9"))
    assert (table.text, table.is_table) == ("Year | Built\n2020 | 5 of 9", True)
    assert (hidden.text, hidden.left_out) == ("five", "hidden on the page")


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>",
        "<table role=presentation><tr><td>One.<td>Two.</table>",
        "<table><tr><td><table><tr><td>One.</table><td>Two.</table>",
    ],
)
def test_a_table_that_only_places_things_is_no_table(page: str) -> None:
    assert content(page) == ["One.", "Two."]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Homes<sup><a href='#n1'>1</a></sup>.</p><ol><li id=n1>A source. <a href=#r>↩</a></ol>",
        "<p>Homes<a href='#n1'><sup>1</sup></a>.</p><p id=n1><sup>1</sup>A source.</p>",
        "<p>Homes<a href='#n1' name=r1>[1]</a>.</p><p><a name=n1 href='#r1'>[1]</a> A source.</p>",
    ],
)
def test_footnotes_are_joined_with_their_calls(page: str) -> None:
    texts = [text for text in content(page) if words_of(text)]

    assert texts == ["Homes[^1].", "[^1]: A source."]


def test_what_is_hidden_within_a_sentence_does_not_cut_it() -> None:
    page = "<p>Read <a href=x>the plan<span class=sr-only> (opens anew)</span></a>.</p>"

    assert content(page + _BODY)[0] == "Read the plan."
    assert left_out(page + _BODY) == {"(opens anew)": "hidden on the page"}


_LETTERS = "<p>Café – “town”</p>"


@pytest.mark.parametrize(
    "data",
    [
        _LETTERS.encode("utf-8"),
        b"\xef\xbb\xbf" + _LETTERS.encode("utf-8"),
        b"\xff\xfe" + _LETTERS.encode("utf-16-le"),
        b"\xfe\xff" + _LETTERS.encode("utf-16-be"),
        b"<meta charset=iso-8859-1>" + _LETTERS.encode("cp1252"),
        b'<meta http-equiv=x content="text/html; charset=windows-1252">'
        + _LETTERS.encode("cp1252"),
        b'<?xml version="1.0" encoding="utf-8"?><html><body>' + _LETTERS.encode("utf-8"),
        b"<meta charset=unicode_escape>" + _LETTERS.encode("utf-8"),
        b"<meta charset=zip>" + _LETTERS.encode("utf-8"),
        _LETTERS.encode("cp1252"),
    ],
)
def test_letters_are_read_in_the_encoding_that_the_page_is_in(data: bytes) -> None:
    assert content(data) == ["Café – “town”"]


def test_a_guessed_encoding_is_doubted() -> None:
    assert "Windows-1252" in read(_LETTERS.encode("cp1252")).doubts[0].message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n<!-- nothing -->", "is empty"),
        (b"<title>App</title><div id=app></div><noscript>Scripts!</noscript>", "script"),
        (b"<nav>Home</nav><footer>End</footer>" + b"<form>Go</form>", "nothing|no text but"),
        (b"<p>a\0b", "NUL"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>x", "web archive"),
        (b"<div>" * 100_000 + b"x", "too deep"),
        (b"<p>" + b"x" * 11_000_000, "too long a text"),
    ],
)
def test_what_is_no_readable_page_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read_html(data, _PATH)
    assert caught.value.problems[0].file == _PATH
    assert "Open it in a browser" in caught.value.hint


def test_entities_that_a_page_defines_are_not_unfolded() -> None:
    page = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>Before &b; after</p>'

    assert "haha" not in read(page).text
    assert any("Before &b; after" in text for text in content(page))


class _Plain(HTMLParser):
    """The words of a page by another parser."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


_TAGS = "p div span b a sup ul ol li dl dt dd table tr td th h1 h2 nav aside main article header"
_TAGS += " footer form label button blockquote pre br details summary noscript template center x-y"
_MARKS = ["", " hidden", " class=nav", " id=n1", " href='#n1'", " role=main", " type=a start=4"]
_pieces = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(_TAGS.split()), st.sampled_from(_MARKS)),
    st.builds("</{}>".format, st.sampled_from(_TAGS.split())),
    st.sampled_from(
        ["town ", "bus", "1", " 2. home", "(a) x", "&amp;", "&#27;[3", "[1]", "?", "\n"]
    ),
)


@given(st.lists(_pieces, max_size=40).map("".join))
def test_no_word_of_any_page_is_lost(page: str) -> None:
    try:
        reading = read(page)
    except DataError:
        return
    assert all(isinstance(block, Block) and block.text for block in reading.blocks)


@given(st.lists(st.sampled_from(["<p>", "<div>", "<b>", "<ul><li>", "town ", "bus ", "<nav>"])))
def test_another_parser_finds_the_same_words(pieces: list[str]) -> None:
    page = "<html><body><p>Words. " + "".join(pieces)
    other = _Plain()
    other.feed(page)
    other.close()

    assert sorted(words_of(read(page).text)) == sorted(words_of(other.text))
