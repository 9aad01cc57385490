import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.corpus.identity import is_position_id, is_slug, require_position_id, slug_from
from policytui.errors import UsageError


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Land use", "land-use"),
        ("Community assets/ ‘Right to try’", "community-assets-right-to-try"),
        ("The party's café", "the-partys-cafe"),
        ("!!!", "untitled"),
    ],
)
def test_a_heading_gives_a_readable_id(heading, slug):
    assert slug_from(heading) == slug


@given(st.text())
def test_any_heading_gives_a_usable_id(heading):
    assert is_slug(slug_from(heading))


@given(st.text(), st.integers(0, 4))
def test_an_id_is_never_given_twice(heading, times):
    taken: set[str] = set()
    for _ in range(times):
        slug = slug_from(heading, taken)
        assert slug not in taken
        taken.add(slug)


@pytest.mark.parametrize("text", ["a/../b", "../a", "a", "a/b/c", "A/b", "a/" + "b" * 200, "a/b\n"])
def test_what_is_no_id_is_refused(text):
    assert not is_position_id(text)
    with pytest.raises(UsageError, match="not the id of a position"):
        require_position_id(text)
