"""Answers to a consultation: counted, grouped, coded, quoted and searched, and none is lost."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.conference.consultation.counting import (
    By,
    breakdowns,
    count_questions,
    count_replies,
    count_submissions,
    draw_bar,
    tell_regions,
)
from policytui.conference.consultation.groups import (
    find_groups,
    groups_as_bytes,
    groups_from_bytes,
)
from policytui.conference.consultation.indexing import (
    index_words,
    words_as_bytes,
    words_from_bytes,
)
from policytui.conference.consultation.kept import Kept
from policytui.conference.consultation.quotes import (
    find_passage,
    mark_quote,
    paragraphs_of,
    tell_quotes,
    unmark_quote,
)
from policytui.conference.consultation.replies import Reply, Responses, gather_responses
from policytui.conference.consultation.searching import ReplyIndex
from policytui.conference.consultation.suggesting import Suggester
from policytui.conference.consultation.themes import (
    Coding,
    code_replies,
    make_theme,
    merge_themes,
    part_theme,
    rename_theme,
    tell_coding,
)
from policytui.conference.inbox.submissions import Submission, Submissions
from policytui.conference.journal import Act, Journal
from policytui.conference.round import Round
from policytui.corpus.model import Document, Header, Kind, Nation, Position, Role
from policytui.drafts.model import Answer, Capacity, Draft, DraftKind, Submitter
from policytui.errors import DataError, UnknownId, UsageError

NOW = datetime(2026, 5, 1, tzinfo=UTC)
STAY, CHANGE = "care/stay", "care/change"
CAMPAIGN = (
    "Every town deserves a bus that still runs after nine in the evening, and the councils should "
    "be given the powers and the money to run it themselves."
)
NO_CODING = Coding({}, {})


def respond(
    id_: str,
    *answers: str,
    needs: str = "",
    questions: Sequence[str] = (STAY, CHANGE),
    **who: object,
) -> Submission:
    """A response with an answer to each question in turn."""
    pairs = zip(questions, answers, strict=False)
    draft = Draft(
        id=id_,
        kind=DraftKind.RESPONSE,
        title="Answers",
        created=NOW,
        updated=NOW,
        document="care",
        answers=tuple(Answer(question, "How?", text) for question, text in pairs),
        submitter=Submitter(**who),  # type: ignore[arg-type]
    )
    return Submission(draft, id_, needs)


def gather(*submissions: Submission, consultations: Sequence[Document] = ()) -> Responses:
    return gather_responses(Submissions(submissions), consultations)


def replies_of(*texts: str) -> tuple[Reply, ...]:
    """Answers to one question."""
    made = [respond(f"r{number}", text) for number, text in enumerate(texts)]
    return gather(*made).replies


def rows(counts: object) -> list[tuple[str, int, int]]:
    return [(one.label, one.submissions, one.texts) for one in counts]  # type: ignore[attr-defined]


# --- answers ---


def test_questions_titled_alike_name_what_asks_them() -> None:
    def consultation(id_: str, *titles: str) -> Document:
        positions = tuple(
            Position(f"{id_}/q{number}", title, "How?", (), role=Role.QUESTION)
            for number, title in enumerate(titles)
        )
        header = Header(id_, f"On {id_}", Kind.CONSULTATION, "2026")
        return Document(header, positions)

    care, homes = consultation("care", "Why?", "When?"), consultation("homes", "why?")
    both, one = gather(consultations=(care, homes)), gather(consultations=(care,))
    assert list(map(both.title, both.questions)) == [
        "On care: Why?",
        "On care: When?",
        "On homes: why?",
    ]
    assert list(map(one.title, one.questions)) == ["Why?", "When?"]
    assert list(both.names.values()) == ["care/q0", "q1", "homes/q0"]


def test_the_questions_of_a_consultation_come_in_their_order_even_unanswered() -> None:
    positions = tuple(
        Position(f"care/{name}", name.title(), "How?", ("Care",), role=Role.QUESTION)
        for name in ("change", "stay", "more")
    )
    document = Document(Header("care", "Care", Kind.CONSULTATION, "2026"), positions)
    found = gather(respond("a", "Yes.", " ", questions=(STAY, CHANGE)), consultations=[document])
    assert [(one.name, len(one.replies)) for one in found.questions] == [
        ("change", 0),
        ("stay", 1),
        ("more", 0),
    ]
    assert rows(count_questions(found)) == [
        ("care/change", 0, 0),
        ("care/stay", 1, 1),
        ("care/more", 0, 0),
    ]


def test_every_answer_has_an_id_of_its_own() -> None:
    found = gather(respond("a", "One.", "Two.", questions=("x/q", "y/q")))
    assert [reply.id for reply in found.replies] == ["a/q", "a/q-2"]
    assert found.reply("a/q-2").text == "Two."
    with pytest.raises(UnknownId):
        found.reply("a/none")
    with pytest.raises(UsageError, match="several"):
        found.question("q")


# --- counts ---


def test_submissions_and_different_texts_stand_side_by_side() -> None:
    found = gather(
        respond("a", "Keep it.", nation=Nation.WALES),
        respond("b", "keep  IT", nation=Nation.WALES),
        respond("c", "Change it.", nation=Nation.ENGLAND, capacity=Capacity.GROUP),
        respond("d", "Keep it.", needs="who is it?", organisation="Hill"),
    )
    replies = found.question("stay").replies
    assert rows(count_replies(replies, By.NATION)) == [
        ("England", 1, 1),
        ("Wales", 2, 1),
        ("Not told", 1, 1),
    ]
    assert rows(count_replies(replies, By.CAPACITY)) == [
        ("Individual", 2, 1),
        ("Group", 1, 1),
        ("Not told", 1, 1),
    ]
    organisations = count_submissions([reply.submission for reply in replies], By.ORGANISATION)
    assert [one.label for one in organisations] == ["Hill", "No organisation named"]


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        (["North West", "north  WEST", "North-West", "Northwest"], [("North West", 4, 1)]),
        (["Fife", "", " ", "-", "fife"], [("Fife", 2, 1), ("Not told", 3, 1)]),
        (["", "Kent", "East", "kent"], [("Kent", 2, 1), ("East", 1, 1), ("Not told", 1, 1)]),
        (["STRASSE", "Straße"], [("STRASSE", 2, 1)]),
        (["[red]A\x1b[2J", "=1+1"], [("=1+1", 1, 1), ("[red]A", 1, 1)]),
        ([""], [("Not told", 1, 1)]),
    ],
)
def test_a_region_counts_as_one_however_it_is_written(
    told: list[str], counted: list[tuple[str, int, int]]
) -> None:
    found = gather(*(respond(f"r{n}", "Yes.", region=one) for n, one in enumerate(told)))
    assert rows(count_replies(found.replies, By.REGION)) == counted
    assert rows(count_submissions([one.submission for one in found.replies], By.REGION)) == counted


def test_every_table_names_a_region_as_it_was_first_written() -> None:
    found = gather(
        respond("a", "Yes.", region="the Borders"),
        respond("b", "", "No.", region="The borders"),
        respond("c", "", "Never."),
    )
    regions = tell_regions(reply.submission for reply in found.replies)
    counts = count_replies(found.question("change").replies, By.REGION, regions=regions)
    assert rows(counts) == [("the Borders", 1, 1), ("Not told", 1, 1)]
    assert By.REGION in breakdowns(regions)
    assert By.REGION not in breakdowns({})


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(1, 40))
def test_a_bar_fits_and_is_seen_whenever_there_is_something(
    value: int, largest: int, width: int
) -> None:
    bar = draw_bar(min(value, largest), largest, width)
    assert len(bar) <= width
    assert bool(bar) == (value > 0)
    assert draw_bar(largest, largest, width) == "█" * width


# --- groups ---


def test_a_campaign_is_its_standard_text_and_each_variants_own_words_only() -> None:
    own = "My daughter waits an hour at the hospital gates."
    replies = replies_of(
        f"{CAMPAIGN} {own}",
        CAMPAIGN,
        f"Dear all,\n\n{CAMPAIGN.upper()}",
        CAMPAIGN,
        "Libraries are what keeps our high street alive through the winter months.",
        CAMPAIGN.replace(" and the money", ""),
    )
    (group,) = find_groups(gather_question(replies))
    assert group.text == CAMPAIGN
    assert [reply.id for reply in group.standard] == ["r1/stay", "r3/stay"]
    assert [(one.replies[0].id, one.own) for one in group.variants] == [
        ("r0/stay", (own,)),
        ("r2/stay", ()),
        ("r5/stay", ()),
    ]
    assert group.variants[2].left_out == ("and the money",)


def test_a_chain_of_likenesses_joins_no_strangers() -> None:
    other = (
        "Water companies that pour waste into rivers ought to hand their pipes over to the public "
        "for good, without a single pound in compensation."
    )
    replies = replies_of(CAMPAIGN, f"{CAMPAIGN} {other}", other, CAMPAIGN, other)
    groups = find_groups(gather_question(replies))
    assert [group.text for group in groups] == [CAMPAIGN, other]
    assert [group.size for group in groups] == [3, 2]


@given(st.lists(st.sampled_from([CAMPAIGN, f"{CAMPAIGN} Soon.", "Yes.", "No.", "Yes", "Other"])))
def test_no_answer_is_in_two_groups_and_none_is_alone_in_one(texts: list[str]) -> None:
    replies = replies_of(*texts)
    groups = find_groups(gather_question(replies)) if replies else ()
    ids = [
        reply.id
        for group in groups
        for reply in (*group.standard, *(one for each in group.variants for one in each.replies))
    ]
    assert len(ids) == len(set(ids)) == sum(group.size for group in groups)
    assert all(group.size > 1 for group in groups)
    alone = {reply.wording for reply in replies if reply.id not in ids}
    assert len(alone) == sum(reply.id not in ids for reply in replies)


def gather_question(replies: tuple[Reply, ...]):  # type: ignore[no-untyped-def]
    (question,) = gather(*(reply.submission for reply in replies)).questions
    return question


# --- themes ---


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "round")


def titles(journal: Journal, reply: Reply) -> list[str]:
    return [theme.title for theme in tell_coding(journal.read()).themes_of(reply)]


def test_an_answer_is_coded_to_themes_old_and_new(journal: Journal) -> None:
    one, other = replies_of("Buses at night.", "More parks.")
    make_theme(journal, STAY, "Transport")
    code_replies(journal, [one], ["transport", "Evenings"])
    code_replies(journal, [other], ["Parks"])
    assert titles(journal, one) == ["Transport", "Evenings"]
    counts = count_replies([one, other], By.THEME, tell_coding(journal.read()))
    assert [row.label for row in counts] == ["Transport", "Evenings", "Parks"]


def test_doing_it_twice_is_doing_it_once(journal: Journal) -> None:
    replies = replies_of("Buses at night.", "Buses at night!")
    for _ in range(2):
        make_theme(journal, STAY, "Transport")
        code_replies(journal, replies, ["Transport", "Evenings"])
        mark_quote(journal, replies[0], (0, 5))
    assert len(journal.read()) == 4


def test_renamed_and_merged_themes_keep_their_answers(journal: Journal) -> None:
    one, two, three = replies_of("Buses.", "Trains.", "Parks.")
    code_replies(journal, [one], ["Busses"])
    code_replies(journal, [two], ["Trains"])
    code_replies(journal, [three], ["Parks"])
    rename_theme(journal, STAY, "Busses", "Buses")
    merge_themes(journal, STAY, "Trains", "Buses")
    rename_theme(journal, STAY, "Buses", "Transport")
    assert titles(journal, one) == titles(journal, two) == ["Transport"]
    themes = tell_coding(journal.read()).themes_for(STAY)
    assert [theme.title for theme in themes] == ["Transport", "Parks"]
    make_theme(journal, STAY, "Trains")
    assert titles(journal, two) == ["Transport"]
    with pytest.raises(UsageError, match="already"):
        rename_theme(journal, STAY, "Parks", "transport")
    with pytest.raises(UsageError, match="itself"):
        merge_themes(journal, STAY, "Parks", "parks")
    with pytest.raises(UnknownId, match="Parks"):
        merge_themes(journal, STAY, "Park", "Transport")


def test_a_merge_is_taken_back_with_all_its_answers(journal: Journal) -> None:
    one, two, three = replies_of("Buses.", "Trains.", "Trams.")
    for reply, title in ((one, "Buses"), (two, "Trains"), (three, "Trams")):
        code_replies(journal, [reply], [title])
    merge_themes(journal, STAY, "Trams", "Trains")
    before = tell_coding(journal.read())
    merge_themes(journal, STAY, "Trains", "Buses")
    for _ in range(2):
        part_theme(journal, before, "T2")
    assert [titles(journal, reply) for reply in (one, two, three)] == [
        ["Buses"],
        ["Trains"],
        ["Trains"],
    ]
    merge_themes(journal, STAY, "Trains", "Buses")
    make_theme(journal, STAY, "Trains")
    with pytest.raises(UsageError, match="by now"):
        part_theme(journal, before, "T2")


def test_what_was_done_holds_for_the_text_it_was_done_to(journal: Journal) -> None:
    (reply,) = replies_of("Buses at night.")
    code_replies(journal, [reply], ["Transport"])
    mark_quote(journal, reply, (0, 5))
    later = replace(reply, text="Trams at night.", digest="another")
    (quote,) = tell_quotes(journal.read())[reply.id]
    assert (titles(journal, later), quote.words(later)) == ([], "")
    assert (titles(journal, reply), quote.words(reply)) == (["Transport"], "Buses")


def test_an_answer_can_be_coded_to_nothing_again(journal: Journal) -> None:
    (reply,) = replies_of("Buses at night.")
    code_replies(journal, [reply], ["Transport"])
    code_replies(journal, [reply], [])
    assert titles(journal, reply) == []


def test_a_journal_that_tells_of_unknown_themes_is_refused(journal: Journal) -> None:
    journal.add(lambda _: [Act("theme.renamed", "T9", {"title": "x"})])
    with pytest.raises(DataError, match="themes are not told"):
        tell_coding(journal.read())


# --- suggestions ---


def test_a_theme_is_suggested_with_the_words_it_rests_on(journal: Journal) -> None:
    replies = replies_of(
        "The last bus leaves at six.",
        "A bus every hour, please.",
        "Parks need trees.",
        "Plant trees along the river.",
        "Trees and benches in the park.",
        "No bus serves our estate.",
        "I have no view.",
    )
    code_replies(journal, replies[:2], ["Transport"])
    code_replies(journal, replies[2:4], ["Parks"])
    suggester = Suggester(replies, tell_coding(journal.read()))
    parks, bus, nothing = (suggester.suggest(reply) for reply in replies[4:])
    assert [one.theme.title for one in parks] == ["Parks"]
    assert "trees" in parks[0].words
    assert [(one.theme.title, one.words) for one in bus] == [("Transport", ("bus",))]
    assert nothing == ()
    law = replies_of("Any bus shall run by 1041.", "Any bus must run by 1041.", "Shall any 1041?")
    code_replies(journal, law[:1], ["Transport"])
    told = Suggester(law, tell_coding(journal.read()))
    assert [one.words for one in told.suggest(law[1])] == [("bus", "run")]
    assert told.suggest(law[2]) == ()
    assert Suggester(replies, NO_CODING).suggest(replies[0]) == ()


# --- quotes ---


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        ("One.", ["One."]),
        ("\n One. \n\n \nTwo\nlines.\n", ["One.", "Two\nlines."]),
    ],
)
def test_paragraphs_stand_between_blank_lines(text: str, paragraphs: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs_of(text)] == paragraphs


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tenants “know best”", "Tenants “know\nbest"),
        ("what they need.", "what they need."),
        ("Tenants", "Tenants"),
    ],
)
def test_a_passage_is_found_whatever_its_case_and_punctuation(words: str, found: str) -> None:
    (reply,) = replies_of("Tenants “know\nbest”, I think, what they need.")
    start, end = find_passage(reply, words)
    assert reply.text[start:end].rstrip("”") == found


@pytest.mark.parametrize("words", ["", "…", "tenants best", "need more"])
def test_words_that_do_not_stand_there_are_no_quote(words: str) -> None:
    (reply,) = replies_of("Tenants know best what they need.")
    with pytest.raises(UsageError, match="do not stand"):
        find_passage(reply, words)


def test_a_quote_is_marked_and_taken_back_and_the_journal_holds_no_word_of_it(
    journal: Journal,
) -> None:
    (reply,) = replies_of("Tenants know best what they need.")
    mark_quote(journal, reply, find_passage(reply, "know best"), by="B. Staff")
    (quote,) = tell_quotes(journal.read())[reply.id]
    assert (quote.words(reply), quote.by) == ("know best", "B. Staff")
    assert b"best" not in journal.file.read_bytes()
    unmark_quote(journal, reply, (quote.start, quote.end))
    assert tell_quotes(journal.read()) == {}
    with pytest.raises(UsageError):
        mark_quote(journal, reply, (5, 500))


# --- search ---


@pytest.fixture(scope="module")
def index() -> ReplyIndex:
    found = gather(
        respond(
            "a",
            "Trams should run at night.",
            nation=Nation.WALES,
            organisation="Hill Society",
            capacity=Capacity.SOCIETY,
        ),
        respond("b", "A night tram for every co-operative town.", nation=Nation.ENGLAND),
        respond("c", "Build more homes, not roads.", mover="Bo Hill"),
        respond("d", "Homes by the hill.", capacity=Capacity.GROUP),
    )
    journal_of = {reply.id: reply for reply in found.replies}
    coding = tell_coding(())
    coded = code_in_memory(coding, journal_of["c/stay"], "Housing need")
    return ReplyIndex(found.replies, coded)


def code_in_memory(coding: Coding, reply: Reply, title: str) -> Coding:
    from policytui.conference.consultation.themes import Coded, Theme

    theme = Theme("T1", reply.question, title)
    return Coding({"T1": theme}, {reply.id: Coded(("T1",), reply.digest, "", NOW)})


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("trams", "ab"),
        ("night tram", "ab"),
        ('"night tram"', "b"),
        ("tram NOT nation:wales", "b"),
        ("homes OR trams", "abcd"),
        ("(homes OR trams) AND roads", "c"),
        ("hom*", "cd"),
        ("nihgt~", "ab"),
        ("title:hill", "ac"),
        ("theme:housing", "c"),
        ("coop", "b"),
        ("nation:england", "b"),
        ("capacity:society", "a"),
        ('trams NOT capacity:"Society"', "b"),
        ("(capacity:group OR nation:wales) AND trams", "a"),
        ("capacity:group", "d"),
        ("zebra", ""),
        ("", "abcd"),
        ('"unclosed (', ""),
    ],
)
def test_answers_are_found_with_the_language_of_the_search(
    index: ReplyIndex, query: str, ids: str
) -> None:
    found = index.search(query, 10)
    assert sorted(reply.submission.id for reply in found.replies) == list(ids)
    assert found.total == len(ids)


def test_a_search_shows_the_words_and_mends_a_mistyped_one(index: ReplyIndex) -> None:
    found = index.search("tram", 1)
    assert (len(found.replies), found.total) == (1, 2)
    snippet = found.snippet(found.replies[0], 80)
    assert {snippet.text[start:end].lower() for start, end in snippet.spans} <= {"tram", "trams"}
    assert index.search("hoems", 5).correction == "homes"
    assert "No answer has all" in index.search("trams roads", 5).notes[0]
    unknown = index.search("capacity:trams", 5)
    assert ("is not known" in unknown.notes[0], unknown.total) == (True, 2)
    mended = index.search("capacity:society hoems", 5).correction
    assert mended == "capacity:society homes"
    assert index.search("trams", 5, question=CHANGE).total == 0


# --- what is kept ---


@given(st.lists(st.sampled_from([CAMPAIGN, f"{CAMPAIGN} Soon: ñ €.", "Yes.", "Zwölf co-ops"])))
def test_what_is_kept_is_what_was_found(texts: list[str]) -> None:
    replies = replies_of(*texts)
    words = index_words(replies)
    again = words_from_bytes(words_as_bytes(words))
    assert {word: list(places) for word, places in again.places.items()} == {
        word: list(places) for word, places in words.places.items()
    }
    assert (again.by_key, again.forms, again.lengths) == (words.by_key, words.forms, words.lengths)
    if replies:
        question = gather_question(replies)
        groups = find_groups(question)
        assert groups_from_bytes(question, groups_as_bytes(question, groups)) == groups


def test_a_cache_that_is_damaged_foreign_or_of_other_answers_is_made_again(tmp_path: Path) -> None:
    round_ = Round(tmp_path / "round", "Round")
    asked: list[str] = []

    def ask(basis: str) -> bytes:
        def make() -> bytes:
            asked.append(basis)
            return f"found of {basis}".encode()

        return Kept(round_, tmp_path).ask("groups", basis, make)

    assert [ask("one"), ask("one"), ask("two")] == [
        b"found of one",
        b"found of one",
        b"found of two",
    ]
    assert asked == ["one", "two"]
    (file,) = tmp_path.glob("answers-*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE kept SET data = ?", (b"forged",))
    connection.close()
    assert ask("two") == b"found of two"
    for other in tmp_path.glob("answers-*"):
        other.write_bytes(b"no database at all")
    assert ask("two") == b"found of two"
    assert asked == ["one", "two", "two", "two"]
    assert Kept(round_, None).ask("groups", "two", lambda: b"made") == b"made"
