import json
from difflib import SequenceMatcher
from itertools import islice

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.words import Op
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.errors import Cancelled, PolicyError, UnknownId
from policytui.importers.importing import Wanted, import_file
from policytui.importers.readers.text.plain_text import read_markdown
from policytui.proposals.match import Verdict, match_proposal
from policytui.proposals.parts import (
    Part,
    parts_from_blocks,
    parts_from_import,
    parts_from_text,
)
from policytui.search.whoosh import WhooshEngine
from policytui.text import split_paragraphs

HOMES = "We will build 20,000 co-operative homes a year by 2030. Tenants should run them."
LAND = "Councils must publish what land they own, and sell none of it below its worth."
UNUSED = "Unused land goes to those who will build homes on it for the people of the town."
SHOPS = "A shop that stands empty for a year should be offered to the people of the town."
CARERS = "Carers should have a right to own the service for which they work."

PLATFORM = Document(
    Header("platform", "Our platform", Kind.PLATFORM, "2016"),
    (
        Position("platform/homes", "Homes we share", HOMES, ("Housing",)),
        Position("platform/land", "Land for homes", f"{LAND}\n\n{UNUSED}", ("Housing",)),
        Position("platform/shops", "Empty shops", SHOPS, ("Towns",)),
    ),
)
PAPER = Document(
    Header("care", "Care", Kind.POLICY_PAPER, "2017"),
    (Position("care/own", "Right to own", CARERS, ("Care",)),),
)
MOTION = Document(
    Header("motion", "A motion", Kind.MOTION, "2017"),
    (Position("motion/bees", "Bees", "Every park keeps bees and every school a hive.", ("M",)),),
)


def desk(folder, *documents):
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (folder / f"{document.id}.md").write_text(format_document(document), encoding="utf-8")
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    engine = WhooshEngine(None)
    engine.update(catalogue)
    return engine, catalogue


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    return desk(tmp_path_factory.mktemp("corpus"), PLATFORM, PAPER, MOTION)


@pytest.mark.parametrize(
    ("text", "verdict", "where"),
    [
        (HOMES, Verdict.ALREADY, "homes"),
        (HOMES.replace(" ", "  "), Verdict.ALREADY, "homes"),
        (UNUSED, Verdict.ALREADY, "land"),
        (f"{LAND} {UNUSED}", Verdict.ALREADY, "land"),
        ("We will build 20,000 co-operative homes a year by 2030.", Verdict.ALREADY, "homes"),
        (f"{SHOPS} Councils pay for the key and the paint.", Verdict.EXTENDS, "shops"),
        (HOMES.replace("20,000", "30,000"), Verdict.CHANGES, "homes"),
        (SHOPS.replace("should be", "should not be"), Verdict.CHANGES, "shops"),
        (LAND.replace("none of it", "it"), Verdict.CHANGES, "land"),
        (SHOPS.replace(" for a year", ""), Verdict.CHANGES, "shops"),
        (SHOPS.replace("people of the town", "highest bidder"), Verdict.CHANGES, "shops"),
        ("Fishing quotas go to small boats before large ones.", Verdict.NEW, ""),
        ("Every park keeps bees and every school a hive.", Verdict.NEW, ""),
        ("🐝🐝🐝", Verdict.NEW, ""),
        ("نريد بيوتا للجميع في المدينة", Verdict.NEW, ""),
    ],
)
def test_a_paragraph_is_told_for_what_it_is_beside_policy(platform, text, verdict, where):
    (found,) = match_proposal(parts_from_text(text), *platform).paragraphs

    assert (found.verdict, found.position) == (verdict, where and f"platform/{where}")


def test_the_words_shared_and_changed_are_shown(platform):
    text = HOMES.replace("20,000", "30,000")

    (found,) = match_proposal([Part("Homes", (text,))], *platform).paragraphs

    assert "co-operative homes a year by 2030. Tenants should run them." in found.shared
    assert [one.proposed for one in found.changes if one.op is not Op.EQUAL] == ["30,000"]
    assert "".join(one.base for one in found.changes) == found.base == HOMES
    assert "".join(one.proposed for one in found.changes) == text
    assert 0.8 < found.score < 1


def test_what_nothing_touches_remains(platform):
    matched = match_proposal([Part("Homes", (HOMES, "Buses run at night."))], *platform)

    assert set(matched.remains) == {"platform/land", "platform/shops", "care/own"}
    assert [one.text for one in matched.touching("platform/homes")] == [HOMES]


def test_only_the_documents_named_are_compared(platform):
    matched = match_proposal([Part("", (HOMES, CARERS))], *platform, documents=["care"])

    assert [one.position for one in matched.paragraphs] == ["", "care/own"]
    assert matched.remains == ()


def test_an_unknown_document_is_named(platform):
    with pytest.raises(UnknownId):
        match_proposal([], *platform, documents=["nowhere"])


@pytest.mark.parametrize("parts", [(), (Part("", ()),), (Part("Title", (" \n ",)),)])
def test_an_empty_proposal_touches_nothing(platform, parts):
    matched = match_proposal(parts, *platform)

    assert matched.paragraphs == ()
    assert len(matched.remains) == 4


def test_an_empty_platform_makes_everything_new(tmp_path):
    matched = match_proposal([Part("", (HOMES,))], *desk(tmp_path / "empty"))

    assert [one.verdict for one in matched.paragraphs] == [Verdict.NEW]


def test_the_same_heading_decides_between_the_same_words(tmp_path):
    text = "For the purposes of this part the council means the district council."
    positions = tuple(
        Position(f"law/{name}", name.title(), text, ("Law",))
        for name in ("roads", "water", "waste")
    )
    document = Document(Header("law", "Law", Kind.PLATFORM, "2016"), positions)

    (found,) = match_proposal([Part("Water", (text,))], *desk(tmp_path, document)).paragraphs

    assert found.position == "law/water"


def test_work_stops_when_asked(platform):
    with pytest.raises(Cancelled):
        match_proposal([Part("", (HOMES,))], *platform, is_cancelled=lambda: True)


@given(st.text(max_size=200))
def test_any_text_is_matched_and_rebuilt(platform, text):
    for found in match_proposal([Part(text[:20], (text,))], *platform).paragraphs:
        assert found.text == text
        if found.changes:
            assert "".join(one.proposed for one in found.changes) == text


MARKDOWN = "# Our plan\n\n## Homes\n\nBuild more.\n\n- one\n- two\n\n## Shops\n\nOpen them.\n"


def test_markdown_gives_headings_and_their_paragraphs(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(MARKDOWN, encoding="utf-8")

    from_import = parts_from_import(import_file(path))
    from_blocks = parts_from_blocks(read_markdown(MARKDOWN.encode(), path).blocks)

    assert from_import == (
        Part("Homes", ("Build more.", "- one\n- two")),
        Part("Shops", ("Open them.",)),
    )
    assert from_blocks == (Part("Our plan", ()), *from_import)


def test_plain_paragraphs_are_one_part_without_heading():
    assert parts_from_text("One.\r\n\r\nTwo.\n") == (Part("", ("One.", "Two.")),)
    assert parts_from_text(" \n ") == ()


def test_amended_paragraphs_of_a_real_manifesto_find_their_position(tmp_path):
    path = SHARED / "data" / "openpolitics-amendments.jsonl"
    if not path.is_file():
        pytest.skip("the amendments of the manifesto lie beside the project and are absent here")
    made = right = 0
    for number, line in enumerate(islice(path.read_text("utf-8").splitlines(), 20, None, 12)):
        for change in json.loads(line)["changes"]:
            if not change["before"] or not change["after"]:
                continue
            sides = []
            for side in ("before", "after"):
                file = tmp_path / f"{side}.md"
                file.write_text(change[side], encoding="utf-8")
                try:
                    imported = import_file(file, Wanted(id="paper", kind=Kind.PLATFORM))
                except PolicyError:
                    break
                sides.append(imported.document)
            if len(sides) == 2:
                counts = count_found(tmp_path / str(number), *sides)
                made, right = made + counts[0], right + counts[1]

    assert made >= 4
    assert right >= 0.99 * made


def count_found(folder, before, after):
    """Paragraphs alone between unchanged ones, half of whose words stay: made, and found."""
    old, new = (
        [(p.id, p.title, text) for p in document.positions for text in split_paragraphs(p.text)]
        for document in (before, after)
    )
    matcher = SequenceMatcher(None, [one[2] for one in old], [one[2] for one in new], False)
    changed = [
        (old[start], new[other])
        for tag, start, end, other, other_end in matcher.get_opcodes()
        if tag == "replace"
        and (end - start, other_end - other) == (1, 1)
        and SequenceMatcher(None, old[start][2].split(), new[other][2].split()).ratio() >= 0.5
    ]
    if not changed:
        return 0, 0
    parts = [Part(title, (text,)) for _, (_, title, text) in changed]
    found = match_proposal(parts, *desk(folder, before)).paragraphs
    pairs = zip(changed, found, strict=True)
    return len(changed), sum(one.position == origin[0] for (origin, _), one in pairs)
