import json
from dataclasses import replace

import pytest
from corpora import documents
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.align import Relation
from policytui.compare.documents import compare_documents, comparison_value, format_outline
from policytui.compare.words import Op
from policytui.corpus.model import Document, Header, Kind, Nation, Position
from policytui.errors import Cancelled

SHARED_HOMES = (
    "We will build 20,000 co-operative homes a year by 2030.\n\n"
    "Tenants should run the homes in which they live, with help from their council."
)
LAND = (
    "Councils must publish what land they own.\n\n"
    "Unused land goes to those who will build homes on it for people of the town."
)
SHOPS = "A shop that stands empty for a year should be offered to the people of the town."
BUSES = "Buses are a public service; each region decides on routes, fares and times."


def position(slug, title, text, *themes, document="platform"):
    return Position(f"{document}/{slug}", title, text, themes)


def edition(*positions, name="2016", document="platform"):
    return Document(Header(document, "Our platform", Kind.PLATFORM, name), positions)


BASE = edition(
    position("homes", "Homes we share", SHARED_HOMES, "Housing"),
    position("land", "Land for homes", LAND, "Housing"),
    position("shops", "Empty shops", SHOPS, "Towns"),
    position("buses", "Buses", BUSES, "Towns"),
)
HOMES, EMPTY_LAND, EMPTY_SHOPS, PUBLIC_BUSES = BASE.positions


def told(comparison):
    return [
        (
            one.relation.value,
            *(name for name in ("moved", "renamed", "nations_changed") if getattr(one, name)),
            one.first.id.partition("/")[2],
        )
        for one in comparison.positions
    ]


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        (
            BASE.positions,
            [("kept", "homes"), ("kept", "land"), ("kept", "shops"), ("kept", "buses")],
        ),
        (
            (
                HOMES,
                EMPTY_LAND,
                replace(EMPTY_SHOPS, text=SHOPS.replace("a year", "six months")),
                PUBLIC_BUSES,
            ),
            [("kept", "homes"), ("kept", "land"), ("amended", "shops"), ("kept", "buses")],
        ),
        (
            (HOMES, EMPTY_SHOPS, PUBLIC_BUSES),
            [("kept", "homes"), ("left out", "land"), ("kept", "shops"), ("kept", "buses")],
        ),
        (
            (HOMES, replace(EMPTY_LAND, title="Where we build"), EMPTY_SHOPS, PUBLIC_BUSES),
            [("kept", "homes"), ("kept", "renamed", "land"), ("kept", "shops"), ("kept", "buses")],
        ),
        (
            (HOMES, replace(EMPTY_LAND, themes=("Towns",)), EMPTY_SHOPS, PUBLIC_BUSES),
            [("kept", "homes"), ("kept", "moved", "land"), ("kept", "shops"), ("kept", "buses")],
        ),
        (
            (EMPTY_LAND, EMPTY_SHOPS, PUBLIC_BUSES, replace(HOMES, text=SHARED_HOMES[:-1] + "!")),
            [("kept", "land"), ("kept", "shops"), ("kept", "buses"), ("amended", "moved", "homes")],
        ),
        (
            (HOMES, EMPTY_LAND, replace(EMPTY_SHOPS, nations=(Nation.WALES,)), PUBLIC_BUSES),
            [
                ("kept", "homes"),
                ("kept", "land"),
                ("kept", "nations_changed", "shops"),
                ("kept", "buses"),
            ],
        ),
        (
            (
                HOMES,
                EMPTY_LAND,
                EMPTY_SHOPS,
                position("post", "Post", "Letters come on six days a week.", "Towns"),
                PUBLIC_BUSES,
            ),
            [
                ("kept", "homes"),
                ("kept", "land"),
                ("kept", "shops"),
                ("new", "post"),
                ("kept", "buses"),
            ],
        ),
    ],
    ids=["same", "amended", "left out", "renamed", "theme", "place", "nations", "new"],
)
def test_what_became_of_a_position_is_told_by_the_outline(positions, expected):
    assert told(compare_documents(BASE, edition(*positions, name="2017"))) == expected


def test_without_ids_positions_are_found_by_heading_and_by_words():
    other = edition(
        position("a", "Homes we share", "Quite another text on pensions.", document="new"),
        position("b", "Ground to build on", LAND.replace("must", "shall"), document="new"),
        position("c", "Fishing", "Quotas go to small boats first.", document="new"),
        document="new",
    )

    comparison = compare_documents(BASE, other)

    assert [
        (one.relation, one.base and one.base[0].title, one.renamed) for one in comparison.positions
    ] == [
        (Relation.AMENDED, "Homes we share", False),
        (Relation.AMENDED, "Land for homes", True),
        (Relation.LEFT_OUT, "Empty shops", False),
        (Relation.LEFT_OUT, "Buses", False),
        (Relation.NEW, (), False),
    ]


def test_a_theme_with_another_name_moves_nothing():
    positions = [
        replace(one, themes=("High streets",)) if one.themes == ("Towns",) else one
        for one in BASE.positions
    ]

    comparison = compare_documents(BASE, edition(*positions))

    assert comparison.renamed_themes == ((("Towns",), ("High streets",)),)
    assert comparison.counts["moved"] == 0


def test_a_position_that_became_two_is_split_and_back_again_joined():
    first, second = SHARED_HOMES.split("\n\n")
    divided = edition(
        replace(HOMES, text=first),
        position("tenants", "Tenants in charge", second, "Housing"),
        *BASE.positions[1:],
    )

    there, back = compare_documents(BASE, divided), compare_documents(divided, BASE)

    assert there.positions[0].relation is Relation.SPLIT
    assert [one.title for one in there.positions[0].proposed] == [
        "Homes we share",
        "Tenants in charge",
    ]
    assert back.positions[0].relation is Relation.JOINED
    assert [one.relation for one in there.positions[0].paragraphs] == [Relation.KEPT] * 2


def test_a_paragraph_that_went_to_another_position_is_told_in_both():
    stays, goes = LAND.split("\n\n")
    changed = edition(
        HOMES,
        replace(EMPTY_LAND, text=stays),
        EMPTY_SHOPS,
        replace(PUBLIC_BUSES, text=f"{BUSES}\n\n{goes}"),
    )

    comparison = compare_documents(BASE, changed)

    (_, gone), (_, come) = (comparison.positions[at].paragraphs for at in (1, 3))
    assert (gone.relation, gone.elsewhere) == (Relation.LEFT_OUT, "platform/buses")
    assert (come.relation, come.moved, come.elsewhere) == (Relation.KEPT, True, "platform/land")


def test_words_are_compared_inside_amended_paragraphs_only():
    text = SHARED_HOMES.replace("20,000", "30,000")

    (homes, *_) = compare_documents(BASE, edition(replace(HOMES, text=text))).positions

    amended, kept = homes.paragraphs
    assert [(one.base, one.proposed) for one in amended.changes if one.op is not Op.EQUAL] == [
        ("20,000", "30,000")
    ]
    assert kept.changes == ()


@pytest.mark.parametrize(
    "text",
    [
        SHARED_HOMES.replace(" ", "  "),
        SHARED_HOMES.replace("\n\n", "\n\n\n"),
        SHARED_HOMES.replace("a year", "a\nyear"),
        SHARED_HOMES.replace("\n", "\r\n"),
    ],
)
def test_layout_is_shown_as_layout(text):
    (homes, *_) = compare_documents(BASE, edition(replace(HOMES, text=text))).positions

    assert homes.layout_changed
    assert homes.is_same


@given(documents(), documents(), st.booleans())
def test_every_position_of_both_occurs_exactly_once(base, proposed, is_other):
    if is_other:
        proposed = Document(
            replace(proposed.header, id="e"),
            tuple(replace(one, id="e" + one.id[1:]) for one in proposed.positions),
        )

    comparison = compare_documents(base, proposed)

    before = [one.id for position in comparison.positions for one in position.base]
    after = [one.id for position in comparison.positions for one in position.proposed]
    assert sorted(before) == sorted(one.id for one in base.positions)
    assert after == [one.id for one in proposed.positions]
    assert format_outline(comparison)
    assert json.loads(json.dumps(comparison_value(comparison)))["schema"] == 1


@given(documents())
def test_a_document_beside_itself_is_all_kept(document):
    comparison = compare_documents(document, document)

    assert all(one.is_same for one in comparison.positions)
    assert comparison.counts["kept"] == len(document.positions)


@pytest.mark.parametrize(("base", "proposed"), [((), BASE.positions), (BASE.positions, ())])
def test_an_empty_document_makes_all_new_or_left_out(base, proposed):
    comparison = compare_documents(edition(*base), edition(*proposed))

    assert comparison.counts["left out"] == len(base)
    assert comparison.counts["new"] == len(proposed)


def test_the_outline_reads_as_plain_text():
    changed = edition(
        replace(HOMES, text=SHARED_HOMES.replace("20,000", "30,000")),
        replace(EMPTY_SHOPS, title="Shops"),
        position("post", "Post", "Letters come on six days a week.", "Towns"),
        PUBLIC_BUSES,
        name="2017",
    )

    assert format_outline(compare_documents(BASE, changed), changed_only=True) == (
        "Our platform, 2016 -> Our platform, 2017\n"
        "2 kept, 1 amended, 1 new, 1 left out, 1 renamed\n"
        "\n"
        "Housing\n"
        "  ~ Homes we share (amended)\n"
        "      ~ We will build [-20,000-]{+30,000+} co-operative homes a year by 2030.\n"
        "  - Land for homes (left out)\n"
        "\n"
        "Towns\n"
        "  = Shops (was “Empty shops”)\n"
        "  + Post (new)\n"
    )


def test_the_value_for_programs_has_its_keys():
    value = comparison_value(compare_documents(BASE, edition(HOMES)))

    assert value["counts"] == {
        "kept": 1, "amended": 0, "split": 0, "joined": 0, "new": 0, "left_out": 3,
        "moved": 0, "renamed": 0,
    }  # fmt: skip
    assert value["positions"][1]["relation"] == "left_out"
    assert value["positions"][1]["base"] == [
        {"id": "platform/land", "title": "Land for homes", "themes": ["Housing"]}
    ]


def test_work_stops_when_asked_and_tells_where_it_is():
    seen = []

    compare_documents(BASE, BASE, progress=lambda done, total, what: seen.append((done, total)))
    with pytest.raises(Cancelled):
        compare_documents(BASE, BASE, is_cancelled=lambda: True)

    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4)]
