import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.text import clean_prose, clean_text, digest_text, printable, split_paragraphs


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("e\u0301", "é"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("a\x00b", "ab"),
        ("\u202eleft", "left"),
        ("tab\tstays", "tab\tstays"),
        ("[/x] stays", "[/x] stays"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_text_that_enters_keeps_its_words_and_loses_its_tricks(raw, clean):
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_prose(clean_prose(text)) == clean_prose(text)


@given(st.text())
def test_nothing_a_terminal_obeys_survives(text):
    for result in (clean_text(text), printable(text)):
        assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in result)
        assert not set(result) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_unsafe_characters_of_names_are_shown_not_obeyed():
    assert printable("a\x1b[2Jb") == "a\\x1b[2Jb"


def test_the_digest_does_not_depend_on_how_lines_end():
    assert digest_text("a\r\nb\r\n") == digest_text("a\nb")
    assert digest_text("a\nb") != digest_text("a b")


def test_paragraphs_are_parted_by_blank_lines():
    assert split_paragraphs("one\nstill one\n\n\ntwo\n") == ["one\nstill one", "two"]
