"""The embedded engine: what is found and in which order, and that no damage or crowd harms it."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Nation, Position
from policytui.errors import Cancelled
from policytui.search.answers import PARTIAL
from policytui.search.engine import Filters
from policytui.search.query import parse_query
from policytui.search.whoosh import WhooshEngine

PLATFORM = Document(
    Header("platform", "Homes and Care", Kind.PLATFORM, "2016"),
    (
        Position(
            "platform/land",
            "Land use",
            "Land gains should stay with the town. Owners would bring more sites forward.",
            ("Housing",),
        ),
        Position(
            "platform/own",
            "The right to own",
            "Workers whose firm is sold should be able to buy it.",
            ("Economy",),
        ),
        Position(
            "platform/tenants",
            "Tenants’ voice",
            "Tenants own no homes, but they have a right to speak. We set aside 20,000 places.",
            ("Housing", "Renting"),
            (Nation.ENGLAND, Nation.WALES),
        ),
        Position(
            "platform/carers",
            "Paying carers",
            "A co-operative of carers keeps £10.50 an hour. Co‑production with the café works.",
            ("Social care",),
        ),
    ),
)
MOTION = Document(
    Header("motion", "Conference motion", Kind.MOTION, "2021"),
    (
        Position(
            "motion/care", "Coops in care", "Conference asks for cooperation between coops.", ()
        ),
        Position("motion/buses", "Buses", "Buses bring people to work and back to land.", ()),
    ),
)


def write(folder: Path, *documents: Document) -> Catalogue:
    """A refreshed catalogue of a corpus folder with these documents."""
    folder.mkdir(exist_ok=True)
    for document in documents:
        (folder / f"{document.id}.md").write_text(format_document(document), encoding="utf-8")
    catalogue = Catalogue(folder, None)
    assert catalogue.refresh().problems == ()
    return catalogue


def many(id_: str, count: int) -> Document:
    """A document of so many short positions."""
    positions = (
        Position(f"{id_}/p{number}", f"Point {number}", f"Words about matter {number % 7}.")
        for number in range(count)
    )
    return Document(Header(id_, id_.title(), Kind.POLICY_PAPER, "2020"), tuple(positions))


def found(engine: WhooshEngine, text: str, **filters: object) -> list[str]:
    """Short ids of what a query finds, best first."""
    answer = engine.search(parse_query(text), Filters(**filters), 50)  # type: ignore[arg-type]
    assert answer.total == len(answer.hits)
    return [hit.id.partition("/")[2] for hit in answer.hits]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    folder = tmp_path_factory.mktemp("search")
    engine = WhooshEngine(folder / "index")
    engine.update(write(folder / "corpus", PLATFORM, MOTION))
    return engine


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("right to own", ["own", "tenants"]),
        ('"right to own"', ["own"]),
        ("“right to own”", ["own"]),
        ("right to speak", ["tenants"]),
        ("coop", ["care", "carers"]),
        ("co-op", ["care", "carers"]),
        ("co op", ["care", "carers"]),
        ("cooperatives", ["care", "carers"]),
        ("co-operation", ["care", "carers"]),
        ("coproduction", ["carers"]),
        ("co production", ["carers"]),
        ("co–production", ["carers"]),
        ('"co-production with"', ["carers"]),
        ('"production with the cafe"', ["carers"]),
        ("cafe", ["carers"]),
        ("CAFÉ", ["carers"]),
        ("tenant's", ["tenants"]),
        ("20000", ["tenants"]),
        ("£10.50", ["carers"]),
        ("land", ["land", "buses"]),
        ("land AND buses", ["buses"]),
        ("land NOT buses", ["land"]),
        ("sites OR voice", ["tenants", "land"]),
        ("(sites OR voice) own", ["tenants"]),
        ("work*", ["own", "buses", "carers"]),
        ("tenents~", ["tenants"]),
        ("conferense~2", ["care", "buses"]),
        ("title:care", ["care"]),
        ('title:"right to own"', ["own"]),
        ('theme:"social care"', ["carers"]),
        ("theme:housing right", ["tenants"]),
        ("document:motion", ["care", "buses"]),
        ('document:"homes and care" right', ["own", "tenants"]),
        ("year:2021", ["care", "buses"]),
        ("year:[2020 TO *] land", ["buses"]),
        ("year:[2014 TO 2016] land", ["land"]),
        ("kind:motion", ["care", "buses"]),
        ("nation:scotland right", ["own"]),
        ("unheardof", []),
        ("...", []),
    ],
)
def test_a_query_finds(engine: WhooshEngine, text: str, ids: list[str]) -> None:
    assert sorted(found(engine, text)) == sorted(ids)


def test_words_in_the_title_weigh_more_than_in_the_text(engine: WhooshEngine) -> None:
    assert found(engine, "land") == ["land", "buses"]


def test_words_next_to_each_other_come_before_words_apart(engine: WhooshEngine) -> None:
    assert found(engine, "right to own") == ["own", "tenants"]


@pytest.mark.parametrize("position", [*PLATFORM.positions, *MOTION.positions])
def test_every_position_is_first_for_its_own_heading(
    engine: WhooshEngine, position: Position
) -> None:
    answer = engine.search(parse_query(position.title), Filters(), 5)
    assert answer.hits[0].id == position.id


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"document": "motion"}, {"care", "buses"}),
        ({"theme": "HOUSING"}, {"land", "tenants"}),
        ({"theme": "House"}, set()),
        ({"nation": Nation.SCOTLAND}, {"land", "own", "carers", "care", "buses"}),
        ({"kind": Kind.PLATFORM, "theme": "Renting"}, {"tenants"}),
    ],
)
def test_filters_narrow_a_blank_query(
    engine: WhooshEngine, filters: dict[str, object], ids: set[str]
) -> None:
    assert set(found(engine, "", **filters)) == ids


def test_where_no_position_has_all_words_those_with_some_are_shown(engine: WhooshEngine) -> None:
    answer = engine.search(parse_query("buses carers"), Filters(), 10)
    assert PARTIAL in answer.notes
    assert {hit.id for hit in answer.hits} == {"platform/carers", "motion/buses"}
    assert engine.search(parse_query("buses AND carers"), Filters(), 10).total == 0


def test_the_total_counts_what_the_limit_cuts(engine: WhooshEngine) -> None:
    answer = engine.search(parse_query(""), Filters(), 2)
    assert (len(answer.hits), answer.total) == (2, 6)


def test_a_word_being_typed_is_met_by_its_beginning(engine: WhooshEngine) -> None:
    def typed(text: str) -> list[str]:
        answer = engine.search(parse_query(text, as_typed=True), Filters(), 10)
        return [hit.id.partition("/")[2] for hit in answer.hits]

    assert typed("right to ow")[0] == "own"
    assert typed('"right to ow') == ["own"]
    assert "tenants" in typed("t")
    # The whole word comes before words that only begin with it.
    assert typed("own")[-1] == "land"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("tennants", "tenants"),
        ("right to spaek", "right to speak"),
        ("Confrence  busess", "conference  buses"),
        ("tenants", ""),
        ("qqqqqq", ""),
        ("4711", ""),
    ],
)
def test_a_misspelt_word_is_mended_as_it_would_be_typed(
    engine: WhooshEngine, typed: str, mended: str
) -> None:
    assert engine.search(parse_query(typed), Filters(), 5).correction == mended


def test_similar_positions_share_words_and_leave_out_the_one_asked_for(
    engine: WhooshEngine,
) -> None:
    text = PLATFORM.positions[3].text
    hits = engine.similar(text, 3, leave_out="platform/carers")
    assert hits[0].id == "motion/care"
    assert "platform/carers" not in {hit.id for hit in hits}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "right",
                "to",
                "co-",
                "op*",
                "~2",
                "AND",
                "OR",
                "NOT",
                "(",
                ")",
                '"',
                "title:",
                "nation:",
                "year:[2014",
                "TO",
                "\x00",
                "[/x]",
                "\x1b[31m",
                chr(0xD800),
            ]
        )
    ).map(" ".join),
    st.booleans(),
)
def test_no_query_raises(engine: WhooshEngine, text: str, as_typed: bool) -> None:
    query = parse_query(text, as_typed=as_typed)
    answer = engine.search(query, Filters(), 3)
    assert answer.query is query
    assert len(answer.hits) == min(3, answer.total)


def test_a_query_of_ten_thousand_characters_is_answered(engine: WhooshEngine) -> None:
    for text in ("right " * 1700, "x" * 10_000, '"' * 10_000, "(" * 10_000, "a* " * 3400):
        engine.search(parse_query(text, as_typed=True), Filters(), 3)


# --- keeping the index ---


def test_hostile_text_is_indexed_as_text(tmp_path: Path) -> None:
    hostile = Document(
        Header("h", "[/x] [@click=app.quit]", Kind.MOTION, "../2020"),
        (
            Position("h/a", "=equals theme=x", "a" * 5000 + " [/x] ../../etc \u202e kind=motion"),
            Position("h/b", "🦀 " * 300, "word " * 20_000, ("theme " * 3000,)),
        ),
    )
    catalogue = write(tmp_path / "corpus", hostile)
    engine = WhooshEngine(None)
    engine.update(catalogue)
    assert found(engine, "equals") == ["a"]
    assert found(engine, "word") == ["b"]
    assert found(engine, "", theme="x") == []


def test_only_changed_documents_are_indexed_again(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    catalogue = write(tmp_path / "corpus", PLATFORM, MOTION)
    assert not engine.is_current(catalogue)
    assert engine.update(catalogue) == 2
    assert engine.is_current(catalogue)
    assert engine.update(catalogue) == 0
    changed = Document(
        MOTION.header, (*MOTION.positions[:1], Position("motion/trams", "Trams", "More trams."))
    )
    catalogue = write(tmp_path / "corpus", changed)
    assert not engine.is_current(catalogue)
    seen: list[str] = []
    assert engine.update(catalogue, lambda done, total, what: seen.append(what)) == 1
    assert set(seen) == {"motion", ""}
    assert found(engine, "trams") == ["trams"]
    assert found(engine, "buses") == []
    (tmp_path / "corpus" / "motion.md").unlink()
    catalogue.refresh()
    assert engine.update(catalogue) == 0
    assert found(engine, "trams") == []
    assert found(WhooshEngine(tmp_path / "index"), "tenants") == ["tenants"]


def test_many_small_updates_keep_the_index_whole(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    for number in range(16):
        catalogue = write(tmp_path / "corpus", many(f"d{number}", 3))
        engine.update(catalogue)
    assert engine.search(parse_query(""), Filters(), 5).total == 48
    assert len(list((tmp_path / "index").glob("*.trm"))) <= 12
    assert found(engine, "point 2", document="d7") == ["p2"]


def test_what_was_indexed_before_a_stop_is_kept_and_the_rest_resumed(tmp_path: Path) -> None:
    catalogue = write(tmp_path / "corpus", many("a", 30), many("b", 30), many("c", 30))
    engine = WhooshEngine(tmp_path / "index")
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        engine.update(catalogue, is_cancelled=lambda: next(asked) >= 70)
    assert not engine.is_current(catalogue)
    assert engine.search(parse_query(""), Filters(), 5).total >= 60
    again = WhooshEngine(tmp_path / "index")
    counts: list[tuple[int, int]] = []
    assert again.update(catalogue, lambda done, total, _: counts.append((done, total))) == 1
    assert counts[0] == (0, 30)
    assert counts[-1] == (30, 30)
    assert again.search(parse_query(""), Filters(), 5).total == 90
    assert again.is_current(catalogue)


Damage = Callable[[Path], None]


def _scribble(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(os.urandom(300))


def _lose(suffix: str) -> Damage:
    def damage(folder: Path) -> None:
        for path in folder.glob(f"*{suffix}"):
            path.unlink()

    return damage


def _cut(suffix: str) -> Damage:
    def damage(folder: Path) -> None:
        for path in folder.glob(f"*{suffix}"):
            os.truncate(path, path.stat().st_size // 2)

    return damage


def _age(folder: Path) -> None:
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": ', '"format": 99'))


DAMAGES = [
    _scribble,
    _age,
    *map(_lose, (".toc", ".trm", ".pst", ".col", ".json", "")),
    *map(_cut, (".toc", ".trm", ".pst", ".col", ".json")),
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_damaged_index_is_built_anew_without_a_word(
    tmp_path: Path,
    damage: Damage,
    is_open: bool,
) -> None:
    catalogue = write(tmp_path / "corpus", PLATFORM, MOTION, many("d", 40))
    engine = WhooshEngine(tmp_path / "index")
    engine.update(catalogue)
    if is_open:
        assert found(engine, "land") == ["land", "buses"]
    damage(tmp_path / "index")
    if not is_open:
        engine = WhooshEngine(tmp_path / "index")
    for each in (engine, WhooshEngine(tmp_path / "index")):
        if not each.is_current(catalogue):
            each.update(catalogue)
        assert found(each, "right to own") == ["own", "tenants"]
        assert found(each, "", document="motion") == ["care", "buses"]
    assert WhooshEngine(tmp_path / "index").is_current(catalogue)
    assert found(WhooshEngine(tmp_path / "index"), "coop") == ["care", "carers"]


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(place: float) -> Damage:
    def damage(path: Path) -> None:
        content = bytearray(path.read_bytes())
        if content:
            content[int(place * (len(content) - 1))] ^= 0x55
        path.write_bytes(content)

    return damage


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _answers(engine: WhooshEngine) -> list[object]:
    texts = ("", "right to own", "coop", "matter 3", "theme:housing", "w*")
    answers = [engine.search(parse_query(text), Filters(), 60) for text in texts]
    return [(answer.hits, answer.total, answer.notes) for answer in answers]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue, list[object]]:
    """The folder of an index that nothing has happened to, its catalogue and what it answers."""
    folder = tmp_path_factory.mktemp("built")
    catalogue = write(folder / "corpus", PLATFORM, MOTION, many("d", 40))
    engine = WhooshEngine(folder / "index")
    engine.update(catalogue)
    return folder / "index", catalogue, _answers(engine)


SUFFIXES = ("._stored.col", ".id.col", ".length.col", ".json", ".pst", ".toc", ".trm", "LOCK")


def test_every_file_of_an_index_is_damaged_below(
    built: tuple[Path, Catalogue, list[object]],
) -> None:
    for path in built[0].iterdir():
        assert path.name.endswith(SUFFIXES), path


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "damage", [_shorten, _flip(0), _flip(0.5), _flip(1), _zero, _empty, Path.unlink]
)
def test_a_file_that_is_not_as_it_was_written_changes_no_answer(
    tmp_path: Path,
    built: tuple[Path, Catalogue, list[object]],
    damage: Damage,
    suffix: str,
) -> None:
    pristine, catalogue, expected = built
    folder = shutil.copytree(pristine, tmp_path / "index")
    paths = list(folder.glob(f"*{suffix}"))
    assert paths
    for path in paths:
        damage(path)
    engine = WhooshEngine(folder)
    if not engine.is_current(catalogue):
        engine.update(catalogue)
    assert _answers(engine) == expected
    assert engine.is_current(catalogue)
    again = WhooshEngine(folder)
    assert again.is_current(catalogue)
    assert again.update(catalogue) == 0
    assert _answers(again) == expected


def test_damage_in_one_of_many_parts_is_seen_before_the_next_update(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    for number in range(3):
        catalogue = write(tmp_path / "corpus", many(f"d{number}", 5))
        engine.update(catalogue)
    _flip(0.5)(min((tmp_path / "index").glob("*.id.col")))
    catalogue = write(tmp_path / "corpus", MOTION)
    engine = WhooshEngine(tmp_path / "index")
    assert engine.update(catalogue) == 4
    ids = {hit.id for hit in engine.search(parse_query(""), Filters(), 50).hits}
    assert ids == {
        position.id
        for card in catalogue.documents()
        for position in catalogue.document(card.header.id).positions
    }


def test_a_manifest_of_another_commit_is_no_damage_to_a_search(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    engine = WhooshEngine(folder)
    engine.update(write(tmp_path / "corpus", PLATFORM))
    older = (folder / "manifest.json").read_bytes()
    catalogue = write(tmp_path / "corpus", MOTION)
    engine.update(catalogue)
    tables = [path.name for path in folder.glob("*.toc")]
    # As another program leaves it for a moment, or one that was killed for good.
    (folder / "manifest.json").write_bytes(older)
    engine = WhooshEngine(folder)
    assert found(engine, "coop") == ["care", "carers"]
    assert [path.name for path in folder.glob("*.toc")] == tables
    assert not engine.is_current(catalogue)
    assert engine.update(catalogue) == 2
    assert engine.is_current(catalogue)
    assert found(engine, "coop") == ["care", "carers"]


def test_a_folder_of_other_things_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "letter.txt").write_text("Dear all")
    (tmp_path / "index" / "_policy_1.toc").write_bytes(b"rubbish")
    engine = WhooshEngine(tmp_path / "index")
    engine.update(write(tmp_path / "corpus", MOTION))
    assert found(engine, "buses") == ["buses"]
    assert (tmp_path / "index" / "letter.txt").read_text() == "Dear all"


def test_where_no_folder_can_be_made_the_index_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = WhooshEngine(tmp_path / "file" / "index")
    catalogue = write(tmp_path / "corpus", MOTION)
    assert engine.update(catalogue) == 1
    assert engine.is_current(catalogue)
    assert found(engine, "buses") == ["buses"]


def test_an_index_whose_folder_vanishes_is_made_again(tmp_path: Path) -> None:
    catalogue = write(tmp_path / "corpus", MOTION)
    engine = WhooshEngine(tmp_path / "index")
    engine.update(catalogue)
    shutil.rmtree(tmp_path / "index")
    assert not engine.is_current(catalogue)
    assert engine.update(catalogue) == 1
    assert found(engine, "buses") == ["buses"]


def test_an_index_that_was_never_built_holds_nothing(tmp_path: Path) -> None:
    assert found(WhooshEngine(tmp_path / "index"), "buses") == []
    assert found(WhooshEngine(None), "") == []
    assert WhooshEngine(None).similar("buses", 3) == ()


PROGRAM = """
import sys
from pathlib import Path
from policytui.corpus.catalogue import Catalogue
from policytui.search.engine import Filters
from policytui.search.query import parse_query
from policytui.search.whoosh import WhooshEngine

folder = Path(sys.argv[1])
for turn in range(4):
    catalogue = Catalogue(folder / ("corpus" if turn % 2 else sys.argv[2]), None)
    catalogue.refresh()
    engine = WhooshEngine(folder / "index")
    engine.update(catalogue)
    for _ in range(5):
        engine.search(parse_query("matter words", as_typed=True), Filters(), 5)
        engine.similar("words about matter", 3)
"""


def test_programs_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    catalogue = write(tmp_path / "corpus", many("a", 150), many("b", 150))
    write(tmp_path / "other", many("a", 20), many("c", 100))
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(PROGRAM), str(tmp_path)]
    programs = [
        subprocess.Popen([*command, other], stderr=subprocess.PIPE, text=True)
        for other in ("corpus", "other", "other")
    ]
    messages = [program.communicate(timeout=60)[1] for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0], messages
    engine = WhooshEngine(tmp_path / "index")
    engine.update(catalogue)
    assert engine.is_current(catalogue)
    assert engine.search(parse_query(""), Filters(), 5).total == 300
