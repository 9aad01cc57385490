"""What consultations and conferences ask, from their files to what is found."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from corpora import write_corpus
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.basis import Basis
from policytui.checks.checking import check_draft
from policytui.checks.conditions import find_headings, find_words
from policytui.checks.conditions_file import load_conditions
from policytui.checks.finding import Severity
from policytui.checks.selection import Selection
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_amendment
from policytui.drafts.model import (
    Answer,
    Capacity,
    Commitment,
    Contact,
    Draft,
    DraftKind,
    Op,
    Seal,
    State,
    Submitter,
)
from policytui.errors import DataError, Exit

MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CODES = ("FMT002", "FMT003", *(f"FMT0{number:02}" for number in range(8, 16)))
ASKED = Selection(select=CODES)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    catalogue = Catalogue(write_corpus(tmp_path_factory.mktemp("project") / "corpus"), None)
    catalogue.refresh()
    return catalogue


def conditions_in(folder: Path, text: str, documents=None):
    folder.mkdir(exist_ok=True)
    (folder / "autumn.toml").write_text(f'title = "Autumn conference"\n{text}', encoding="utf-8")
    return load_conditions(folder, documents)


@pytest.fixture
def found(catalogue, tmp_path):
    """What is found in a draft under conditions: codes, or the findings of one."""

    def look(text, draft, at=MOMENT):
        basis = Basis(catalogue, at)
        basis.loaded.__dict__["conditions"] = conditions_in(tmp_path, text)
        return check_draft(draft, basis, ASKED)

    return look


def idea(**changes):
    draft = Draft(
        id="an-idea",
        kind=DraftKind.NEW_POSITION,
        title="Buses",
        created=MOMENT,
        updated=MOMENT,
        text="Every village should have a bus.",
        reason="Villagers walk far.",
        document="platform",
        submitter=Submitter("A. Member"),
    )
    return replace(draft, **changes)


def by(**changes):
    return idea(submitter=replace(Submitter("A. Member"), **changes))


def response(*texts):
    answers = tuple(
        Answer(f"consultation-2021/question-{number}", "What?", text)
        for number, text in enumerate(texts, 1)
    )
    return idea(kind=DraftKind.RESPONSE, text="", answers=answers, document="consultation-2021")


def amendment(catalogue, text):
    position = catalogue.position("platform/homes-we-share")
    draft = begin_amendment(position, catalogue.header("platform"), Submitter("A. Member"))
    return replace(draft, text=text)


HOMES = "We will build 20,000 co-operative homes a year by 2030. Tenants should run them."


# --- counting words ---


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("one", 1),
        ("co-operative", 1),
        ("20,000 homes", 2),
        ("£5m", 1),
        ("£5 million", 2),
        ("and/or", 1),
        ("yes – no", 2),
        ("- a point\n- another", 3),
        ("**bold** words", 2),
        ("it’s the members’ own", 4),
        ("* * *", 0),
        ("one\n\ntwo\tthree", 3),
        ("https://example.org/a-b?c=d", 1),
        ("année élevée", 2),
        ("5 %", 1),
    ],
)
def test_a_word_is_what_stands_between_spaces_and_holds_a_letter_or_digit(text, number):
    assert len(find_words(text)) == number


@given(st.text(max_size=60))
def test_words_are_in_order_and_hold_no_space(text):
    words = [text[start:end] for start, end in find_words(text)]

    assert all(word and word.split() == [word] for word in words)
    assert [each for each in text.split() if any(map(str.isalnum, each))] == words


# --- word limits ---

TOO_LONG = [
    ("text = 5", idea(), "text", "bus."),
    ("text = 3", idea(), "text", "have"),
    ("reason = 2", idea(), "reason", "far."),
    ("reason = 1", idea(), "reason", "walk"),
    ("title = 2", idea(title="Buses for all"), "title", "all"),
    ("title = 1", idea(title="Buses everywhere"), "title", "everywhere"),
    ("answer = 2", response("One two.", "One two three."), "answers[2].text", "three."),
    ("answer = 1", response("One two."), "answers[1].text", "two."),
    ("answers = 4", response("One two.", "One two three."), "answers", "three."),
    ("answers = 2", response("One two.", "Three."), "answers", "Three."),
    ("text = 4", idea(text="- one\n- two\n- three\n- four\n- five"), "text", "five"),
]
SHORT_ENOUGH = [
    ("text = 6", idea()),
    ("text = 1", idea(text="")),
    ("text = 1", response("Many words are here.")),
    ("reason = 3", idea()),
    ("reason = 1", idea(reason="")),
    ("title = 1", idea()),
    ("title = 1", response("Yes.")),
    ("answer = 3", response("One two.", "One two three.")),
    ("answer = 1", idea()),
    ("answers = 5", response("One two.", "One two three.")),
    ("answers = 1", idea()),
    ("text = 5", idea(text="- one\n- two\n- three\n- four\n- five")),
    ("text = 2", idea(text="co-operative – housing")),
    ("text = 1", idea(text="20,000")),
    ("text = 3", idea(text="one  two\n\n\nthree")),
    ("text = 3", idea(text="***\n\none *two* three\n\n***")),
    ("reason = 2", idea(reason="Because: yes")),
    ("text = 6\nreason = 3\ntitle = 1", idea()),
    ("answer = 1", response("", "")),
    ("answers = 1", response("", "One.")),
]


@pytest.mark.parametrize(("limit", "draft", "field", "word"), TOO_LONG)
def test_a_text_that_is_too_long_is_found_with_the_first_word_too_many(
    found, limit, draft, field, word
):
    (finding,) = found(f"[words]\n{limit}", draft)

    shown = finding.evidence[0]
    assert (finding.code, finding.severity, finding.field) == ("FMT002", Severity.ERROR, field)
    assert [shown.text[start:end] for start, end in shown.spans] == [word]
    assert f"“{word}”" in finding.message
    assert "Autumn conference" in finding.message


@pytest.mark.parametrize(("limits", "draft"), SHORT_ENOUGH)
def test_a_text_that_is_short_enough_is_no_matter(found, limits, draft):
    assert found(f"[words]\n{limits}", draft) == ()


# --- time ---

HOUR = timedelta(hours=1)


def london(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("closes = 2026-06-11", london(2026, 6, 11, 23, 59, 59, 999999)),
        ("closes = 2026-01-11", datetime(2026, 1, 11, 23, 59, 59, 999999, tzinfo=UTC)),
        ("closes = 2026-06-11T17:00:00", datetime(2026, 6, 11, 16, tzinfo=UTC)),
        ("closes = 2026-12-11T17:00:00", datetime(2026, 12, 11, 17, tzinfo=UTC)),
        ("closes = 2026-06-11T17:00:00Z", datetime(2026, 6, 11, 17, tzinfo=UTC)),
        ("closes = 2026-06-11T17:00:00+02:00", datetime(2026, 6, 11, 15, tzinfo=UTC)),
        # The clocks go forward on 29 March, back on 25 October.
        ("closes = 2026-03-29", datetime(2026, 3, 29, 22, 59, 59, 999999, tzinfo=UTC)),
        ("closes = 2026-03-28", datetime(2026, 3, 28, 23, 59, 59, 999999, tzinfo=UTC)),
        ("closes = 2026-10-25", datetime(2026, 10, 25, 23, 59, 59, 999999, tzinfo=UTC)),
        ("closes = 2026-10-24", datetime(2026, 10, 24, 22, 59, 59, 999999, tzinfo=UTC)),
        ("closes = 2026-10-25T01:30:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("opens = 2026-10-25T01:30:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("opens = 2026-06-11", datetime(2026, 6, 10, 23, tzinfo=UTC)),
        ("opens = 2026-03-30", datetime(2026, 3, 29, 23, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_the_clocks_in_london(tmp_path, written, moment):
    (conditions,) = conditions_in(tmp_path, written)

    assert (conditions.opens or conditions.closes) == moment


def test_a_time_that_the_clocks_leave_out_is_refused(tmp_path):
    with pytest.raises(DataError) as caught:
        conditions_in(tmp_path, "closes = 2026-03-29T01:30:00")

    assert caught.value.problems[0].key == "closes"
    assert "go forward" in caught.value.problems[0].message


def sealed(at):
    return idea(state=State.SUBMITTED, seal=Seal("sha256:" + "0" * 64, at))


CLOSING = london(2026, 6, 11, 17)
OUTSIDE = [
    (idea(), CLOSING + HOUR, "1 hour ago"),
    (idea(), CLOSING + timedelta(seconds=1), "less than a minute ago"),
    (idea(), CLOSING + timedelta(days=3, hours=2, minutes=7), "3 days and 2 hours ago"),
    (idea(), CLOSING + timedelta(days=30), "30 days ago"),
    (sealed(CLOSING + HOUR), CLOSING - HOUR, "1 hour after"),
    (sealed(CLOSING + timedelta(minutes=70)), CLOSING, "1 hour and 10 minutes after"),
    (idea(), london(2026, 4, 30, 23), "in 1 hour"),
    (idea(), london(2026, 4, 1), "in 30 days"),
    (sealed(london(2026, 4, 30, 23, 59)), CLOSING, "1 minute before"),
    (sealed(london(2025, 4, 30)), CLOSING, "366 days before"),
]
INSIDE = [
    (idea(), CLOSING - timedelta(hours=49)),
    (idea(), CLOSING - timedelta(days=30)),
    (idea(), london(2026, 5, 1)),
    (sealed(CLOSING), CLOSING + timedelta(days=9)),
    (sealed(CLOSING - HOUR), CLOSING + timedelta(days=9)),
    (sealed(london(2026, 5, 1)), CLOSING + timedelta(days=9)),
    (sealed(CLOSING - HOUR), CLOSING - HOUR),
    (idea(state=State.SUBMITTED), CLOSING + HOUR),
    *((idea(), london(2026, 5, day, 9)) for day in range(2, 10)),
    *((sealed(london(2026, 6, day, 16, 59, 59)), CLOSING + HOUR) for day in range(1, 12)),
]


@pytest.mark.parametrize(("draft", "at", "said"), OUTSIDE)
def test_what_comes_too_early_or_too_late_is_found(found, draft, at, said):
    (finding,) = found("opens = 2026-05-01\ncloses = 2026-06-11T17:00:00", draft, at)

    assert (finding.code, finding.severity) == ("FMT003", Severity.ERROR)
    assert said in finding.message
    assert "(London)" in finding.message


@pytest.mark.parametrize(("draft", "at"), INSIDE)
def test_what_comes_in_time_is_no_matter(found, draft, at):
    assert found("opens = 2026-05-01\ncloses = 2026-06-11T17:00:00", draft, at) == ()


@pytest.mark.parametrize("before", [timedelta(0), timedelta(seconds=1), HOUR, 48 * HOUR])
def test_what_closes_within_two_days_is_a_warning(found, before):
    (finding,) = found("closes = 2026-06-11T17:00:00", idea(), CLOSING - before)

    assert (finding.code, finding.severity) == ("FMT003", Severity.WARNING)
    assert "closes on 11 June 2026 at 17:00 (London)" in finding.message


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2026, 6, 11, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 6, 11, 23, 0, tzinfo=UTC), True),
    ],
)
def test_a_day_without_a_time_ends_at_midnight_in_london(found, at, is_late):
    assert any(found("closes = 2026-06-11", sealed(at))) is is_late


# --- who ---

WHO_IS_AMISS = [
    ("seconders = 1", by(), "FMT008"),
    ("seconders = 2", by(seconders=("B",)), "FMT008"),
    ("seconders = 2", by(seconders=("B", "B")), "FMT008"),
    ("seconders = 2", by(seconders=("B", "b")), "FMT008"),
    ("seconders = 1", by(seconders=("A. Member",)), "FMT008"),
    ("seconders = 2", by(seconders=("B", "a. member")), "FMT008"),
    ("seconders = 5", by(seconders=("B", "C", "D", "E")), "FMT008"),
    ("seconders = 1", response("Yes."), "FMT008"),
    ("seconders = 1", by(capacity=Capacity.SOCIETY), "FMT008"),
    ("seconders = 3", by(seconders=("B", "C", "A. Member")), "FMT008"),
    ('capacities = ["local-party"]', by(), "FMT011"),
    ('capacities = ["local-party", "society"]', by(), "FMT011"),
    ('capacities = "individual"', by(capacity=Capacity.GROUP), "FMT011"),
    ('capacities = ["society"]', by(capacity=Capacity.LOCAL_PARTY), "FMT011"),
    ('capacities = ["Local party"]', by(capacity=Capacity.SOCIETY), "FMT011"),
    ('capacities = ["society", "group"]', by(capacity=Capacity.LOCAL_PARTY), "FMT011"),
    ('capacities = ["group"]', by(capacity=Capacity.SOCIETY), "FMT011"),
    ('capacities = ["group"]', by(organisation="A group"), "FMT011"),
    ('capacities = ["local-party"]', response("Yes."), "FMT011"),
    ('capacities = ["society"]', by(capacity=Capacity.GROUP), "FMT011"),
    ("redrafter = true", by(), "FMT013"),
    ("redrafter = true", by(seconders=("B",)), "FMT013"),
    ('nations = ["wales"]', by(), "FMT014"),
    ('nations = ["wales"]', by(nation=Nation.ENGLAND), "FMT014"),
    ('nations = ["england", "scotland"]', by(nation=Nation.WALES), "FMT014"),
    ('nations = ["Northern Ireland"]', by(nation=Nation.SCOTLAND), "FMT014"),
    ('nations = ["scotland"]', response("Yes."), "FMT014"),
]
WHO_IS_RIGHT = [
    ("", by()),
    ("seconders = 0", by()),
    ("seconders = 1", by(seconders=("B",))),
    ("seconders = 2", by(seconders=("B", "C"))),
    ("seconders = 2", by(seconders=("B", "C", "D"))),
    ("seconders = 1", by(seconders=("A. Member", "B"))),
    ("seconders = 2", by(seconders=("B", "B", "C"))),
    ('kinds = ["amendment"]\nseconders = 2', by()),
    ('documents = ["consultation-2021"]\nseconders = 2', by()),
    ('capacities = ["individual"]', by()),
    ("capacities = []", by(capacity=Capacity.GROUP)),
    ('capacities = ["society", "group"]', by(capacity=Capacity.GROUP)),
    ('capacities = "local party"', by(capacity=Capacity.LOCAL_PARTY)),
    ('kinds = ["response"]\ncapacities = ["society"]', by()),
    ("redrafter = true", by(redrafter="B. Friend")),
    ("redrafter = true", by(redrafter="A. Member")),
    ("redrafter = false", by()),
    ("nations = []", by()),
    ('nations = ["wales"]', by(nation=Nation.WALES)),
    ('nations = ["wales", "scotland"]', by(nation=Nation.SCOTLAND)),
    ('kinds = ["amendment"]\nnations = ["wales"]', by()),
]


@pytest.mark.parametrize(("asked", "draft", "code"), WHO_IS_AMISS)
def test_who_brings_a_draft_forward_is_held_against_what_is_asked(found, asked, draft, code):
    (finding,) = found(asked, draft)

    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.field.startswith("submitter.")
    assert finding.evidence[-1].text.startswith("Autumn conference: ")


@pytest.mark.parametrize(("asked", "draft"), WHO_IS_RIGHT)
def test_who_may_bring_a_draft_forward_is_no_matter(found, asked, draft):
    assert found(asked, draft) == ()


DRAFTS = [
    idea(),
    idea(kind=DraftKind.CAMPAIGN_IDEA, document=""),
    response("Yes."),
    response("Yes.", "No.", ""),
    idea(theme="Transport"),
    idea(title="Ferries", text="Every island should have a ferry."),
    idea(text=""),
    idea(reason=""),
    idea(contact=Contact("a@example.org")),
    idea(relates=(), remarks="", document=""),
]
"""Drafts of every sort, for rules that look at their mover alone."""

MOVERS = [
    ("seconders = 2", {"seconders": ("B",)}, {"seconders": ("B", "C")}, "FMT008"),
    (
        'capacities = ["local-party"]',
        {"capacity": Capacity.SOCIETY},
        {"capacity": Capacity.LOCAL_PARTY},
        "FMT011",
    ),
    (
        "[agreed_on]\nearliest = 2026-03-01",
        {"capacity": Capacity.GROUP, "agreed_on": date(2026, 2, 3)},
        {"capacity": Capacity.GROUP, "agreed_on": date(2026, 3, 2)},
        "FMT012",
    ),
    ("redrafter = true", {}, {"redrafter": "B. Friend"}, "FMT013"),
    ('nations = ["wales"]', {"nation": Nation.ENGLAND}, {"nation": Nation.WALES}, "FMT014"),
    ('required = ["organisation"]', {}, {"organisation": "Town Branch"}, "FMT015"),
]


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(("asked", "amiss", "right", "code"), MOVERS)
def test_the_mover_of_a_draft_of_any_sort_is_looked_at(found, draft, asked, amiss, right, code):
    wrong = replace(draft, submitter=Submitter("A. Member", **amiss))

    assert [finding.code for finding in found(asked, wrong)] == [code]
    assert found(asked, replace(draft, submitter=Submitter("A. Member", **right))) == ()
    assert found("", wrong) == ()


PARTY, SOCIETY = Capacity.LOCAL_PARTY, Capacity.SOCIETY
WINDOW = "earliest = 2026-03-01\nlatest = 2026-05-31"
NOT_AGREED = [
    ("", by(capacity=PARTY), "is not given"),
    (WINDOW, by(capacity=PARTY), "is not given"),
    ("", by(capacity=Capacity.GROUP), "is not given"),
    (WINDOW, by(capacity=PARTY, agreed_on=date(2026, 2, 28)), "is one day before"),
    (WINDOW, by(capacity=SOCIETY, agreed_on=date(2025, 3, 1)), "is 365 days before"),
    (WINDOW, by(capacity=SOCIETY, agreed_on=date(2026, 6, 1)), "is one day after"),
    (WINDOW, by(capacity=PARTY, agreed_on=date(2026, 7, 1)), "is 31 days after"),
    ("latest = 2026-05-31", by(capacity=PARTY, agreed_on=date(2026, 6, 2)), "is 2 days after"),
    ("earliest = 2026-03-01", by(capacity=PARTY, agreed_on=date(2026, 2, 1)), "28 days before"),
    ('capacities = ["society"]', by(capacity=SOCIETY), "is not given"),
]
AGREED = [
    ("", by()),
    (WINDOW, by()),
    (WINDOW, by(agreed_on=date(2020, 1, 1))),
    ("", by(capacity=PARTY, agreed_on=date(2020, 1, 1))),
    (WINDOW, by(capacity=PARTY, agreed_on=date(2026, 3, 1))),
    (WINDOW, by(capacity=PARTY, agreed_on=date(2026, 5, 31))),
    (WINDOW, by(capacity=SOCIETY, agreed_on=date(2026, 4, 9))),
    ("latest = 2026-05-31", by(capacity=PARTY, agreed_on=date(2001, 1, 1))),
    ("earliest = 2026-03-01", by(capacity=PARTY, agreed_on=date(2026, 9, 1))),
    ('capacities = ["society"]', by(capacity=PARTY)),
]


@pytest.mark.parametrize(("asked", "draft", "said"), NOT_AGREED)
def test_an_organisation_must_have_agreed_in_time(found, asked, draft, said):
    (finding,) = found(f"[agreed_on]\n{asked}", draft)

    assert (finding.code, finding.severity) == ("FMT012", Severity.ERROR)
    assert said in finding.message


@pytest.mark.parametrize(("asked", "draft"), AGREED)
def test_an_agreement_in_time_is_no_matter(found, asked, draft):
    assert found(f"[agreed_on]\n{asked}", draft) == ()


# --- what ---

HEADINGS = [
    ("# Ferries\n\nBoats.", ["Ferries"]),
    ("Words.\n\n### Ferries ###\n\nBoats.", ["Ferries"]),
    ("Words.\n\nFerries\n=======\n\nBoats.", ["Ferries"]),
    ("Words.\n\nFerries\n-------\n\nBoats.", ["Ferries"]),
    ("Words.\n\n**Ferries**\n\nBoats.", ["Ferries"]),
    ("Words.\n\n__Ferries and boats__\n\nBoats.", ["Ferries and boats"]),
    ("   ## Ferries", ["Ferries"]),
    ("# One\n\nWords.\n\n# Two\n\nWords.", ["One", "Two"]),
    ("```\n# code\n```\n\n# Ferries", ["Ferries"]),
    ("Words.\n# Ferries\nBoats.", ["Ferries"]),
]
NO_HEADINGS = [
    "Words.",
    "#hashtag",
    "A number # 5",
    "    # code",
    "```\n# code\n```",
    "Words.\n\n---\n\nWords.",
    "- a point\n---",
    "**Bold words end as a sentence.**",
    "**Bold** words begin it",
    "Words.\n**Bold in a paragraph**\nWords.",
    "A line\n\n=====",
    "> quoted\n---",
    "| a | b |\n--",
    "####### seven",
    "Ferries:\n\n- boats",
    "**Who pays?**",
    "1. one\n--",
    "*Leaning words*",
    "A title in a line of its own\n\nand words.",
    "~~~\n# code",
]


@pytest.mark.parametrize(("text", "titles"), HEADINGS)
def test_further_headings_are_further_subjects(found, text, titles):
    assert [title for title, _ in find_headings(text)] == titles

    (finding,) = found("one_subject = true", idea(text=text))

    assert finding.code == "FMT009"
    assert all(f"“{title}”" in finding.message for title in titles)
    for shown in finding.evidence[:-1]:
        assert text[shown.start :].startswith(shown.text)


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_what_is_no_heading_is_no_subject(found, text):
    assert found("one_subject = true", idea(text=text)) == ()


def test_headings_that_the_position_has_are_none_of_the_amendment(found, catalogue):
    draft = amendment(catalogue, "x")
    base = replace(draft.base, text="**Homes**\n\nWe build.")

    assert found("one_subject = true", replace(draft, base=base, text="**Homes**\n\nWe own.")) == ()
    assert found("one_subject = false", idea(text="# One\n\n# Two")) == ()


ONLY_LEAVES_OUT = [
    ("not-all", ""),
    ("not-all", "…"),
    ("not-only", ""),
    ("not-only", "We will build 20,000 co-operative homes a year by 2030."),
    ("not-only", "Tenants should run them."),
    ("not-only", HOMES.replace("co-operative ", "")),
    ("not-only", HOMES.replace(" by 2030", "")),
    ("not-only", HOMES.replace(" a year by 2030. Tenants should run them", "")),
    ("not-only", HOMES.replace("20,000 ", "")),
    ("not-only", HOMES.replace("We will build", "We build")),
]
PUTS_IN = [
    ("anything", ""),
    ("anything", "Tenants should run them."),
    ("not-all", "Tenants should run them."),
    ("not-all", HOMES.replace("20,000 ", "")),
    ("not-all", HOMES),
    ("not-all", "We."),
    ("not-only", HOMES),
    ("not-only", HOMES.replace("20,000", "30,000")),
    ("not-only", HOMES + " Members too."),
    ("not-only", HOMES.replace("co-operative", "shared")),
    ("not-only", "Tenants should run them. We will build homes."),
    ("not-only", HOMES.replace("We will", "We must")),
    ("not-only", "Something else altogether."),
    ("not-only", HOMES.replace(" Tenants should run them.", " Tenants own them.")),
    ("not-only", HOMES.replace("20,000", "20000")),
    ("not-only", HOMES.replace(". T", ".\n\nT")),
    ("not-only", HOMES.replace("2030", "2031")),
    ("not-only", "20,000 homes is enough."),
    ("not-only", HOMES.replace("run", "own and run")),
    ("not-only", HOMES.replace("them", "these")),
]


@pytest.mark.parametrize(("asked", "text"), ONLY_LEAVES_OUT)
def test_an_amendment_that_only_leaves_out_is_found_where_that_is_not_taken(
    found, catalogue, asked, text
):
    (finding,) = found(f'leaving_out = "{asked}"', amendment(catalogue, text))

    assert (finding.code, finding.evidence[0].field) == ("FMT010", "base")
    assert finding.evidence[0].spans


@pytest.mark.parametrize(("asked", "text"), PUTS_IN)
def test_an_amendment_that_puts_words_in_is_taken(found, catalogue, asked, text):
    assert found(f'leaving_out = "{asked}"', amendment(catalogue, text)) == ()
    assert found(f'leaving_out = "{asked}"', idea(text="")) == ()


FILLED = idea(
    theme="Transport",
    submitter=Submitter("A", organisation="B", nation=Nation.WALES),
    contact=Contact("a@example.org", "1", "2"),
    commitments=(Commitment("buses", Op.LEAST, 5),),
)


@pytest.mark.parametrize(
    ("part", "draft"),
    [
        ("document", idea(document="")),
        ("theme", idea()),
        ("organisation", idea()),
        ("nation", idea()),
        ("email", idea()),
        ("telephone", idea()),
        ("membership", idea()),
        ("answers", response("Yes.", "")),
        ("answers", response("Yes.", " ")),
        ("commitment", idea()),
    ],
)
def test_a_part_that_is_asked_for_and_empty_is_found(found, part, draft):
    (finding,) = found(f'required = ["{part}"]', draft)

    assert (finding.code, finding.severity) == ("FMT015", Severity.ERROR)
    assert finding.field.endswith(part)


@pytest.mark.parametrize(
    "part",
    ["document", "theme", "organisation", "nation", "email", "telephone", "membership", "answers",
     "commitment"],
)  # fmt: skip
def test_a_part_that_is_filled_in_is_no_matter(found, part):
    assert found(f'required = ["{part}"]', FILLED) == ()
    assert found(f'kinds = ["campaign-idea"]\nrequired = ["{part}"]', idea()) == ()


def test_what_staff_alone_may_see_stands_in_no_finding(found):
    told = found(
        'required = ["email"]\nseconders = 3', replace(FILLED, contact=Contact("", "7777"))
    )

    assert told
    assert "7777" not in repr(told)


# --- for which drafts ---


@pytest.mark.parametrize(
    ("asked", "draft", "is_asked"),
    [
        ("", idea(), True),
        ('kinds = ["new-position"]', idea(), True),
        ('kinds = "New position"', idea(), True),
        ('kinds = ["amendment"]', idea(), False),
        ('documents = ["platform"]', idea(), True),
        ('documents = ["other"]', idea(), False),
        ('documents = ["platform"]', idea(document=""), False),
        ('documents = ["platform"]\nkinds = ["new-position"]', idea(document=""), True),
        ('documents = ["consultation-2021"]', response("Yes."), True),
        ('documents = ["platform"]\nkinds = ["campaign-idea"]', idea(), False),
    ],
)
def test_conditions_are_asked_of_the_drafts_they_are_for(found, asked, draft, is_asked):
    assert any(found(f"redrafter = true\n{asked}", draft)) is is_asked


def test_an_amendment_is_about_the_document_of_its_position(found, catalogue):
    draft = amendment(catalogue, HOMES + " Soon.")

    assert found('redrafter = true\ndocuments = ["platform"]', replace(draft, document=""))
    assert not found('redrafter = true\ndocuments = ["consultation-2021"]', draft)


# --- files ---


@pytest.mark.parametrize(
    ("text", "line", "key", "said"),
    [
        ("secconders = 2", 2, "secconders", 'Did you mean "seconders"?'),
        ('kinds = ["amendement"]', 2, "kinds", 'Did you mean "amendment"?'),
        ('documents = ["platfrom"]', 2, "documents", 'Did you mean "platform"?'),
        ("seconders = -1", 2, "seconders", "write 0 or more"),
        ('closes = "June"', 2, "closes", "a time such as"),
        ("opens = 2026-06-01\ncloses = 2026-05-01", 3, "closes", "lies before"),
        ("closes = 9999-12-31", 2, "closes", "too far away"),
        ("[words]\ntxt = 5", 3, "words.txt", 'Did you mean "text"?'),
        ("[words]\ntext = 0", 3, "words.text", "write 1 or more"),
        ("[agreed_on]\nearliest = 2026-06-01\nlatest = 2026-05-01", 4, "agreed_on.latest",
         "lies before"),
        ('[agreed_on]\ncapacities = ["individual"]', 3, "agreed_on.capacities", "agrees with"),
        ('leaving_out = "all"', 2, "leaving_out", "is not one of"),
        ("one_subject = 1", 2, "one_subject", "true or false"),
        ("closes = ", 2, "", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_in_conditions_is_named_with_file_line_and_key(tmp_path, text, line, key, said):
    with pytest.raises(DataError) as caught:
        conditions_in(tmp_path, text, {"platform"})

    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.key) == (tmp_path / "autumn.toml", line, key)
    assert said in problem.message


def test_the_mistakes_of_all_files_are_named_at_once(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xff")
    (tmp_path / "b.toml").write_text("x = 1\n")

    with pytest.raises(DataError) as caught:
        load_conditions(tmp_path)

    assert [problem.key for problem in caught.value.problems] == ["", "title", "x"]


def test_no_conditions_are_asked_where_there_are_none(catalogue, tmp_path):
    assert load_conditions(tmp_path / "absent") == ()
    assert Basis(catalogue).conditions == ()


def test_two_conferences_each_say_what_they_ask(tmp_path, catalogue):
    for name in ("spring", "autumn"):
        text = f'title = "{name} conference"\nredrafter = true\n'
        (tmp_path / f"{name}.toml").write_text(text)
    basis = Basis(catalogue, MOMENT)
    basis.loaded.__dict__["conditions"] = load_conditions(tmp_path)

    found = check_draft(idea(), basis, ASKED)

    assert [finding.why for finding in found] == [
        "asked by conditions/autumn.toml",
        "asked by conditions/spring.toml",
    ]
    assert len({finding.fingerprint for finding in found}) == 2


def test_the_example_in_the_manual_is_read(tmp_path):
    page = Path(__file__).resolve().parent.parent / "docs" / "conditions.md"
    example = page.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")

    (conditions,) = load_conditions(tmp_path)

    assert conditions.closes is not None
    assert conditions.words
    assert conditions.agreement


def test_what_does_not_meet_the_conditions_is_not_submitted(run, amended, tmp_path):
    folder = tmp_path / "conditions"
    folder.mkdir()
    (folder / "annual.toml").write_text('title = "Annual conference"\nredrafter = true\n')

    code, _, err = run("draft", "submit", amended)
    assert code == Exit.FINDINGS
    assert "Annual conference asks who may redraft" in err

    run("draft", "edit", amended, "--redrafter", "B. Friend")
    code, _, _ = run("draft", "submit", amended)
    assert code == Exit.DONE
