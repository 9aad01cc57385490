import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.quoting import quote, read_quoted

texts = st.text(alphabet="ab “”\n\t [U+]\u00a0\"'", max_size=20) | st.text(max_size=20)


@given(texts)
def test_what_is_quoted_reads_back(text):
    quoted = quote(text)

    assert read_quoted(quoted, 0) == (text, len(quoted))


@given(texts)
def test_a_quotation_is_one_line(text):
    assert len(quote(text).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("plain", "“plain”"),
        ("", "“”"),
        (" edge ", "“ edge ”"),
        ("say “yes” now", "“say “yes” now”"),
        ("open “ only", "“open ” [opening quotation mark] “ only”"),
        ("One.\n\nTwo.", "“One.” [new paragraph] “Two.”"),
        ("- a\n- b", "“- a” [new line] “- b”"),
        ("a  b\tc", "“a” [2 spaces] “b” [tab] “c”"),
        ("10\u00a0km", "“10” [U+00A0] “km”"),
        ("[new line]", "“[new line]”"),
    ],
)
def test_what_a_line_cannot_hold_stands_between_the_quotations(text, quoted):
    assert quote(text) == quoted


@pytest.mark.parametrize("line", ["", "a", "“open", "[note]", "[U+FFFFFF]", "”"])
def test_what_is_no_quotation_is_not_read(line):
    assert read_quoted(line, 0) is None
