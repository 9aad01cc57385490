"""Rows of a comparison: exact, within their width, readable without colour."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policytui.compare.layout import (
    Layout,
    before_and_after,
    count_changes,
    inline,
    inline_text,
    paragraphs,
    rows_text,
    side_by_side,
)
from policytui.compare.words import compare_words
from policytui.compare.wrap import Mark, wrap_text
from policytui.text import clean_prose

BASE = "Where local assets are transferred it is vital that they remain in use."
PROPOSED = "Where local assets are transferred they must remain in use."

words = st.text(st.sampled_from("ab cé.,\n日本🏠x-"), max_size=120).map(clean_prose)
widths = st.integers(8, 60)


def shown(layout: Layout) -> str:
    return rows_text(layout, cell_len)


def column(layout: Layout, number: int) -> str:
    """All that a column shows, without white space and signs of paragraph breaks."""
    texts = [
        "".join(segment.text.strip("+−") for segment in row.cells[number].segments)
        for row in layout.rows
    ]
    return "".join("".join(texts).split()).replace("¶", "").replace("·", "")


def bare(text: str) -> str:
    return "".join(text.split()).replace("+", "").replace("−", "")


def test_inline_shows_both_texts_with_signs() -> None:
    layout = inline(compare_words(BASE, PROPOSED), 46, cell_len)
    assert shown(layout) == (
        "− Where local assets are transferred −it is\n~ vital that they− +they must+ remain in use."
    )


def test_side_by_side_keeps_what_corresponds_level() -> None:
    base = "First words.\n\nThe same paragraph at the end."
    proposed = "First words, and many more of them to fill rows.\n\nThe same paragraph at the end."
    layout = side_by_side(compare_words(base, proposed), 60, cell_len)
    level = [row for row in layout.rows if "The same" in shown(Layout((row,), 27))]
    assert len(level) == 1
    assert [cell.segments[0].text[:8] for cell in level[0].cells] == ["The same", "The same"]


def test_an_inserted_paragraph_leaves_the_other_side_empty() -> None:
    base = "First.\n\nLast."
    layout = side_by_side(compare_words(base, "First.\n\nNew.\n\nLast."), 40, cell_len)
    rows = shown(layout).split("\n")
    new = next(row for row in rows if "+New.+" in row)
    assert not new.split("│")[0].strip()
    last = next(row for row in rows if "Last." in row)
    assert last.count("Last.") == 2


def test_long_unchanged_runs_are_folded_and_counted() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    changes = compare_words(text + " old", text + " new")
    folded = shown(inline(changes, 60, cell_len, folded=True))
    assert "⋯ 180 words unchanged ⋯" in folded
    assert "word0" not in folded.split()
    assert "word199" in folded
    assert "⋯" not in shown(inline(changes, 60, cell_len, folded=False))


def test_changes_are_found_again_by_their_rows() -> None:
    base = "One two three.\n\nFour five six seven eight.\n\nNine."
    changes = compare_words(base, base.replace("two", "2").replace("Nine", "9"))
    layout = inline(changes, 40, cell_len)
    assert len(layout.starts) == count_changes(changes) == 2
    assert "2" in "".join(s.text for s in layout.rows[layout.starts[0]].cells[0].segments)


def test_a_new_paragraph_break_alone_is_visible() -> None:
    base = "One sentence stands here. Another sentence follows it."
    layout = inline(compare_words(base, base.replace("here. ", "here.\n\n")), 60, cell_len)
    assert "¶" in shown(layout)


def test_clean_shows_both_texts_without_signs() -> None:
    narrow = shown(before_and_after(BASE, PROPOSED, 100, cell_len, two_columns=False))
    assert narrow.index("Before") < narrow.index(BASE) < narrow.index("After")
    assert "+" not in narrow
    wide = before_and_after(BASE, "", 100, cell_len, two_columns=True)
    assert "left out" in shown(wide)


def test_numbered_paragraphs_hang() -> None:
    layout = paragraphs(["Leave out the first words", "Insert"], 16, cell_len, numbered=True)
    assert shown(layout) == "  1. Leave out\n     the first\n     words\n  2. Insert"


def test_inline_text_is_the_word_diff_of_wdiff() -> None:
    assert inline_text(compare_words("a cat sat", "a dog sat")) == "a [-cat-]{+dog+} sat"


def test_wide_characters_count_twice_and_long_words_break() -> None:
    lines = wrap_text("日本語日本語 " + "x" * 25, 10, cell_len)
    assert [sum(cell_len(s.text) for s in line) for line in lines] == [10, 2 + 1 + 7, 10, 8]


def test_a_row_sign_tells_what_happens_in_it() -> None:
    layout = inline(compare_words(BASE, BASE + "\n\nNew."), 200, cell_len)
    assert [row.cells[0].sign for row in layout.rows if row.cells[0].segments] == [" ", "+"]
    assert {s.mark for s in layout.rows[-1].cells[0].segments} == {Mark.ADDED}


@given(words, words, widths, st.booleans())
def test_no_row_is_wider_than_the_screen(base: str, proposed: str, width: int, fold: bool) -> None:
    changes = compare_words(base, proposed)
    for draw in (inline, side_by_side):
        layout = draw(changes, width + 12, cell_len, folded=fold)
        for line in rows_text(layout, cell_len).split("\n"):
            assert cell_len(line) <= width + 12


@given(words, words, widths)
def test_columns_show_every_character_of_both_texts(base: str, proposed: str, width: int) -> None:
    layout = side_by_side(compare_words(base, proposed), width + 12, cell_len)
    assert column(layout, 0) == bare(base)
    assert column(layout, 1) == bare(proposed)
