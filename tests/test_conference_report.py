"""The report of responses: whole, harmless in every form, and without a way to reach anybody."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from corpora import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_conference_consultation import CAMPAIGN, NOW, STAY, respond

from policytui.conference.amendments.amendment import Amendment, Shape, amends_text
from policytui.conference.consultation.quotes import MARKED
from policytui.conference.consultation.replies import gather_responses
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.listed import Listed
from policytui.conference.inbox.kept import Sent
from policytui.conference.inbox.ledger import Fate, Item, Ledger
from policytui.conference.inbox.submissions import Inbox, Submission, Submissions
from policytui.conference.journal import Act, Entry
from policytui.conference.report.answers import answer_amendments
from policytui.conference.report.contact import leave_out_contact
from policytui.conference.report.facts import Facts, Window, gather_facts
from policytui.conference.report.missing import Lack, find_missing
from policytui.conference.report.report import Extent, compose_report, compose_tables
from policytui.conference.round import Round
from policytui.corpus.model import Document, Header, Kind, Nation, Position, Role
from policytui.drafts.model import Contact, Draft, DraftKind, Submitter
from policytui.export.paper import Heading, Paper, Points, Prose, Quotation
from policytui.export.paper_docx import write_paper_docx
from policytui.export.paper_html import format_paper_html
from policytui.export.paper_markdown import format_paper_markdown
from policytui.export.tables import Table, format_csv, format_json, harmless
from policytui.text import clean_prose, split_paragraphs

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
ROUND = Round(Path("round"), "Care 2026")


def facts_of(
    *submissions: Submission, acts: tuple[Act, ...] = (), items: tuple[Item, ...] = ()
) -> Facts:
    counted = tuple(Item(one.digest, f"{one.id}.toml", Fate.COUNTED) for one in submissions)
    entries = tuple(Entry(number, NOW, act) for number, act in enumerate(acts, 1))
    inbox = Inbox(entries, Ledger((*counted, *items)), Submissions(submissions))
    closes = datetime(2026, 6, 1, 22, 59, tzinfo=UTC)
    return gather_facts(ROUND, inbox, (), [Window("Care", None, closes)])


def word_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def all_outputs(facts: Facts) -> list[str]:
    paper = compose_report(facts)
    tables = compose_tables(facts)
    return [
        format_paper_markdown(paper),
        format_paper_html(paper),
        word_text(write_paper_docx(paper, author="x", when=NOW)),
        *(format_csv(table).decode("utf-8-sig") for table in tables),
        *(format_json(table).decode() for table in tables),
    ]


# --- what it tells ---


def test_the_report_tells_method_numbers_and_every_reason() -> None:
    items = (
        Item("1" * 64, "late.toml", Fate.LATE, "was sealed a day after the closing"),
        Item("2" * 64, "empty.toml", Fate.BLANK, "answers no question"),
    )
    report = format_paper_markdown(compose_report(facts_of(respond("a", "Yes."), items=items)))
    assert "Received 3 = 1 counted + 0 refused + 1 late + 1 blank + 0 duplicates" in report
    assert "Care closed at 23:59:00 on 1 June 2026 (London)." in report
    assert "nothing is told by region" in report
    assert re.search(r"\| late.toml \| Late \| was sealed a day after", report)
    assert "| empty.toml |" in report
    assert "111111111111" not in report


def test_regions_are_told_where_anybody_told_one_and_never_act() -> None:
    hostile = "=1+1 [red] <b>\x1b[2J call 07700 900 999"
    told = ["North West", "north-west", hostile, "", *(f"Place {n:02}" for n in range(40))]
    facts = facts_of(*(respond(f"r{n}", "Yes.", region=one) for n, one in enumerate(told)))
    tables = {table.name: table for table in compose_tables(facts)}
    for name in ("submissions-by-region", "answers-by-region"):
        counted = [row[-3:] for row in tables[name].rows]
        assert counted[0] == ("North West", 2, 1)
        assert counted[-1] == ("Not told", 1, 1)
    assert "Region" in tables["submissions"].columns
    markdown, page, word, *files = all_outputs(facts)
    for output in (markdown, page, word):
        assert "Submissions by region" in output
        assert "nothing is told by region" not in output
        assert "And 13 more, in the files of tables." in output
    assert "<b>" not in page
    for output in (markdown, page, word, *files):
        assert "\x1b" not in output
        assert "900 999" not in output
        assert '"=1' not in output
    silent = compose_tables(facts_of(respond("a", "Yes.")))
    assert not [table for table in silent if "region" in table.name]


def test_every_submission_stands_in_the_appendix_in_full() -> None:
    texts = [f"{CAMPAIGN} And number {number}." for number in range(5)]
    facts = facts_of(*(respond(f"r{number}", text) for number, text in enumerate(texts)))
    for output in all_outputs(facts)[:3]:
        appendix = output[output.rindex("in full") :] if "<html" not in output else output
        assert all(text in appendix for text in texts)


def test_a_campaign_is_told_once_with_each_variants_own_words() -> None:
    own = "Our night shift has no way home."
    facts = facts_of(
        respond("a", CAMPAIGN), respond("b", CAMPAIGN), respond("c", f"{CAMPAIGN} {own}")
    )
    report = format_paper_markdown(compose_report(facts))
    assert "Used 2 times word for word; 1 variant besides:" in report
    assert f"- {own} \\[c/stay\\]" in report
    assert "Answers: 3. Different texts: 2." in report


def test_marked_words_are_quoted_with_who_said_them() -> None:
    submission = respond("a", "Tenants know best.", mover="A. Member", organisation="Hill")
    (reply,) = gather_responses(Submissions((submission,)), ()).replies
    act = Act(MARKED, reply.id, {"start": 0, "end": 7, "text": reply.digest})
    facts = facts_of(submission, acts=(act,))
    report = format_paper_markdown(compose_report(facts))
    assert "> Tenants\n>\n> — A. Member, Hill, individual \\[a/stay\\]" in report
    (quotes,) = (table for table in compose_tables(facts) if table.name == "quotes")
    assert quotes.rows == ((STAY, "a/stay", "Tenants", "A. Member, Hill, individual"),)


def test_the_same_round_gives_the_same_bytes() -> None:
    submissions = [respond(f"r{number}", CAMPAIGN, mover="A") for number in range(3)]
    one, other = (facts_of(*submissions) for _ in range(2))
    assert all_outputs(one) == all_outputs(other)
    first, second = (
        write_paper_docx(compose_report(facts), author="x", when=facts.at) for facts in (one, other)
    )
    assert first == second


def test_every_amendment_has_its_answer_also_within_a_composite() -> None:
    alone, one, other, both = (_amendment(id_) for id_ in ("am-1", "am-2", "am-3", "C1"))
    listed = (Listed("1", alone), Listed("2", both, members=(one, other)))
    acts = (
        Act("recommendation.set", "C1", {"advice": "for", "reason": "Both movers agree."}),
        Act("decision.set", "C1 am-1", {"outcome": "lost", "votes": "1:2:0"}),
    )
    entries = tuple(Entry(number, NOW, act) for number, act in enumerate(acts, 1))
    answers = list(answer_amendments(Calling(ROUND, entries, listed)))
    assert [(answer.amendment.id, answer.number, answer.composite) for answer in answers] == [
        ("am-1", "1", ""),
        ("am-2", "2", "C1"),
        ("am-3", "2", "C1"),
    ]
    assert {answer.decided for answer in answers} == {
        "Decided: lost (1 for, 2 against, 0 abstentions)."
    }
    assert [answer.advised for answer in answers] == [
        "No recommendation is recorded.",
        *2 * ["Recommended: for. Both movers agree."],
    ]


def _amendment(id_: str, place: str = "p/x", text: str = "b", base: str = "a") -> Amendment:
    document = place.partition("/")[0]
    empty = Amendment(id_, place, place, document, "", "X", base, base, Shape.WORDS, ())
    return amends_text(empty, base, text)


def called(acts: tuple[Act, ...], *listed: Listed) -> Facts:
    """What a round tells of which these amendments are the list, each moved by Jo Hill Smith."""
    sent = tuple(
        Submission(
            Draft(
                id=source.id,
                kind=DraftKind.AMENDMENT,
                title="X",
                created=NOW,
                updated=NOW,
                reason=f"Because of {source.id}. Jo Hill-Smith",
                submitter=Submitter("Jo Hill Smith", nation=Nation.WALES),
            ),
            source.id,
        )
        for one in listed
        for source in one.sources
    )
    facts = facts_of(*sent, acts=acts)
    calling = Calling(ROUND, facts.inbox.entries, listed)
    return replace(facts, calling=calling, titles={"p": "Paper", "q": "Paper two"})


def decided(ids: str, outcome: str, **more: str) -> Act:
    return Act("decision.set", ids, {"outcome": outcome, **more})


def test_each_end_is_told_once_with_what_came_of_it_and_counted_by_document() -> None:
    text = "We will build new homes and mend old roads in every town."
    amendments = {
        "am-1": ("p/x", text.replace("new homes", "many homes")),
        "am-2": ("p/x", text.replace("build new homes and mend old roads", "do nothing")),
        "am-3": ("q/x", text.replace("every town", "our towns")),
        "am-4": ("q/x", text.replace("every town", "all towns")),
        "C1": ("q/x", text.replace("every town", "all our towns")),
        "am-5": ("p/y", "A new end."),
        "am-6": ("q/y", "Another end."),
    }
    made = {id_: _amendment(id_, place, new, text) for id_, (place, new) in amendments.items()}
    facts = called(
        (
            decided("am-1 am-2", "carried"),
            decided("C1", "carried", votes="9:2:0"),
            decided("am-5", "carried", text="The end as conference put it."),
            decided("am-6", "not reached"),
        ),
        Listed("1", made["am-1"]),
        Listed("2", made["am-2"]),
        Listed("3", made["C1"], members=(made["am-3"], made["am-4"])),
        Listed("4", made["am-5"]),
        Listed("5", made["am-6"]),
    )
    report = format_paper_markdown(compose_report(facts))
    told = report[report.index("## You said, we did") : report.index("## Appendix")]
    sections = dict(part.split("\n", 1) for part in told.split("\n### ")[1:])
    assert list(sections) == [
        "Amendment 1: X, Paper \\[p/x\\]",
        "Amendment 2: X, Paper \\[p/x\\]",
        "Composite 3: X, Paper two \\[q/x\\]",
        "Amendment 4: X, Paper \\[p/y\\]",
        "Not reached",
    ]
    first, _, composite, modified, unreached = sections.values()
    assert "Decided: carried, then taken out again by 2." in first
    assert composite.count("Decided: carried (9 for, 2 against, 0 abstentions).") == 1
    assert "Because of am-3." in composite
    assert "Because of am-4." in composite
    assert "Decided: carried as modified." in modified
    assert "> The end as conference put it." in modified
    assert "- Amendment 5: X, Paper two \\[q/y\\]" in unreached
    assert "Because of am-6." not in told
    tables = {table.name: table for table in compose_tables(facts)}
    assert tables["outcomes"].rows == (
        ("Carried", 3),
        ("Carried as modified", 1),
        ("Not reached", 1),
    )
    assert tables["outcomes-by-document"].rows == (("Paper", 2, 1, 0, 3), ("Paper two", 1, 0, 1, 2))
    assert report.index("Carried as modified | 1") < report.index("## How this report was made")


@pytest.mark.parametrize("has_originals", [True, False])
def test_without_names_nobody_is_named_also_in_what_they_wrote(has_originals: bool) -> None:
    facts = called((), Listed("1", _amendment("am-1")))
    (one,) = facts.inbox.submissions.all
    who = replace(one.draft.submitter, organisation="Hill Branch")
    items = (
        Item("1" * 64, "jo-hill-smith.toml", Fate.REFUSED, "is a link to another place"),
        Item("2" * 64, "jo.toml", Fate.DUPLICATE, "is the same file as jo-hill-smith.toml"),
    )
    ledger = Ledger((*facts.inbox.ledger.items, *items))
    sent = Submissions((replace(one, draft=replace(one.draft, submitter=who)),))
    facts = replace(facts, inbox=Inbox(facts.inbox.entries, ledger, sent))
    extent = Extent(has_originals, has_names=False)
    paper = compose_report(facts, extent)
    outputs = [
        format_paper_markdown(paper),
        *(format_csv(table).decode() for table in compose_tables(facts, extent)),
    ]
    assert "Jo Hill Smith" in format_paper_markdown(compose_report(facts))
    for output in outputs:
        assert not re.search("jo.hill.smith", output, re.IGNORECASE)
    assert "Hill Branch, individual, Wales" in outputs[0]
    assert "Because of am-1. \\[name left out\\]" in outputs[0]
    assert ("Appendix" in outputs[0]) is has_originals


def test_what_staff_admitted_is_told_with_its_sender_and_both_reasons() -> None:
    late = respond("late-1", "Yes.", organisation="Hill Branch")
    sent = Sent("late-1", "", "", "", "", DraftKind.RESPONSE, "Answers", "", "Hill Branch")
    item = Item(
        late.digest, "a.toml", Fate.COUNTED, "admitted by B: Slow post.", "", "", sent, True
    )
    acts = (
        Act("inbox.late", late.digest, {"name": "a.toml", "id": "late-1", "reason": "was late"}),
        Act("inbox.admitted", late.digest, {"reason": "Slow post."}, "B"),
    )
    facts = facts_of(acts=acts, items=(item,))
    facts = replace(facts, inbox=replace(facts.inbox, submissions=Submissions((late,))))
    report = format_paper_markdown(compose_report(facts))
    told = "| late-1 | Response, Hill Branch, individual | late: was late | admitted by B: Slow"
    assert told in report
    assert "They were taken in at 01:00 on 1 May 2026 (London). 1 submission counts" in report
    unnamed = format_paper_markdown(compose_report(facts, Extent(has_names=False)))
    assert "| late: was late | admitted: Slow post. |" in unnamed


@pytest.mark.parametrize(
    ("name", "reason", "told"),
    [
        ("a.toml", "line 1: schema is 3, but this program reads schema 1", "is not in the form"),
        ("a.toml", "holds more than 5,000 keys; no submission does", "is not in the form"),
        ("a.toml", "holds 100 MB; a file of this kind may hold 4 MB", "holds 100 MB"),
        ("a.toml", "is an empty file", "is an empty file"),
        ("a.jpg", "is neither a sealed submission (.toml) nor", "is neither a sealed"),
    ],
)
def test_a_committee_reads_plain_reasons_and_the_files_keep_what_was_found(
    name: str, reason: str, told: str
) -> None:
    facts = facts_of(items=(Item("1" * 64, name, Fate.REFUSED, reason),))
    assert f"| {name} | Refused | {told}" in format_paper_markdown(compose_report(facts))
    (table,) = (table for table in compose_tables(facts) if table.name == "not-counted")
    assert table.rows[0][3] == reason


def test_questions_of_the_same_title_are_told_apart_and_none_is_overwritten() -> None:
    documents = [
        Document(
            Header(id_, title, Kind.CONSULTATION, "2026"),
            (Position(f"{id_}/q", "Question 1", "How?", (), role=Role.QUESTION),),
        )
        for id_, title in (("care", "Care"), ("buses", "Buses"))
    ]
    answers = [respond(f"a{n}", "Yes.", questions=["care/q"]) for n in range(3)]
    answers.append(respond("b", "Yes.", questions=["buses/q"]))
    inbox = Inbox((), Ledger(()), Submissions(tuple(answers)))
    facts = gather_facts(ROUND, inbox, documents)
    (missing,) = (one for one in find_missing(facts) if one.lack is Lack.THEME)
    assert missing.told == "4 of 4 answers are under no theme."
    assert missing.where == ("Question 1, Care: 3", "Question 1, Buses: 1")
    assert "### Question 1, Buses\n" in format_paper_markdown(compose_report(facts))


def test_an_empty_round_has_a_report() -> None:
    assert "Nothing counts so far." in format_paper_markdown(compose_report(facts_of()))


# --- what it never tells ---


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Write to jo.o'neil+x@mail.example.org.", "example"),
        ("Ring 020 7946 0018 after six.", "7946"),
        ("Ring +44 (0)20 7946 0018.", "7946"),
        ("Ring (01632) 960-123.", "960"),
        ("Mobile 07700900123", "0900"),
        ("My membership number is AB-12345.", "12345"),
        ("Member no. 99887", "99887"),
        ("Membership: 99887766", "99887"),
        ("07700.900.123", "900"),
        ("07700–900–123", "900"),
        ("07700/900123", "900"),
        ("0044 7700 900123", "900"),
        ("07700\u00a0900\u00a0123", "900"),
        ("07700\n900123", "900"),
        ("jane＠mail.example", "example"),
        ("jane @ mail.example", "example"),
        ("jane (at) mail.example", "example"),
        ("jane%40mail.example", "example"),
        ("jane&#64;mail.example", "example"),
        ('"j d"@mail.example', "example"),
        ("jane@[192.168.0.1]", "192"),
    ],
)
def test_how_somebody_is_reached_is_left_out_of_texts(text: str, secret: str) -> None:
    left = leave_out_contact(text)
    assert secret not in left
    assert "left out]" in left


@pytest.mark.parametrize(
    "text",
    [
        "We will build 20,000 homes by 2030, 0.5 % of them in 2026-2027.",
        "In 2019, 2020, 2021 and 2022 the £1,000,000,000 fund @ work",
        "0123456789ab 012345678901 2026-05-01-answers-0123456789",
        "Members number few; 10 000 000 people.",
        "A membership of 100000, and 0.1 0.2 0.3 0.4 0.5 0.6, on 01/02/2021 03/04/2022.",
    ],
)
def test_other_figures_stay(text: str) -> None:
    assert leave_out_contact(text) == text


def test_a_run_of_a_million_letters_is_read_once() -> None:
    text = f"{'a' * 1_000_000} @ {'0 ' * 100_000}+{'1' * 100_000}"
    assert leave_out_contact(text).startswith("a" * 1_000_000)


def test_contact_data_is_in_no_output() -> None:
    secrets = ("jo@secret.example", "07700 900 999", "M-778899")
    text = f"{CAMPAIGN} Reach me: {secrets[0]} or {secrets[1]}; membership no {secrets[2]}."
    full = respond("a", text, text, mover=f"Jo {secrets[0]}", organisation=f"Hill {secrets[1]}")
    full = replace(
        full,
        draft=replace(full.draft, contact=Contact(*secrets), remarks=text, reason=text, title=text),
    )
    item = Item("1" * 64, f"{secrets[0]}.toml", Fate.REFUSED, f"ask {secrets[0]}")
    (reply, _) = gather_responses(Submissions((full,)), ()).replies
    act = Act(MARKED, reply.id, {"start": 0, "end": len(text), "text": reply.digest})
    for output in all_outputs(facts_of(full, acts=(act,), items=(item,))):
        for secret in ("secret.example", "900 999", "778899"):
            assert secret not in output


# --- what it never does ---


@given(st.text() | st.sampled_from(["=1+1", " \t=x", "\x1b[2J=x", "＝1", "-", "\r\n@x", HOSTILE]))
def test_no_cell_is_a_formula_or_commands_a_terminal(text: str) -> None:
    cell = str(harmless(text))
    assert not cell.lstrip(" \n").startswith(FORMULAS)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", cell)
    table = Table("t", text, ("Text", "Number"), ((text, 3),))
    rows = list(csv.reader(io.StringIO(format_csv(table).decode("utf-8-sig"), newline="")))
    assert rows[1:] == [[cell, "3"]]
    assert json.loads(format_json(table))["rows"] == [{"Text": cell, "Number": 3}]


def test_hostile_texts_are_text_in_every_form() -> None:
    hostile = f"{HOSTILE} <script>alert(1)</script> | `x` ]]> &amp; \n=cmd()\n# no heading\n1. no"
    facts = facts_of(respond("a", hostile, mover=hostile, organisation="=HYPERLINK(1)"))
    markdown, page, word, *tables = all_outputs(facts)
    for output in (markdown, page, word, *tables):
        assert not re.search("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u202e]", output)
    assert "<script" not in page
    assert "<script>alert(1)</script>" in word
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    assert not [token for token in tokens if token.type in ("html_block", "fence")]
    assert not [one for one in tokens if one.type == "inline" and "=cmd" in one.content[:2]]
    for table in tables:
        assert '"=HYPERLINK' not in table


class _Words(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(page.partition("<main>")[2])

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.words += "\n" if tag == "br" else ""


proses = st.text(st.sampled_from("ab1.\n\n #*_-+=>|`[]()<&;~:!\\\"'"), max_size=40).map(clean_prose)


def _bare(text: str) -> list[str]:
    return text.split()


@given(proses, proses)
def test_markdown_is_read_back_as_it_was_written(text: str, by: str) -> None:
    paper = Paper("T", (Prose(text), Quotation(text, by), Points((by,)), Prose("end")))
    tokens = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .parse(format_paper_markdown(paper))
    )
    allowed = {"paragraph", "heading", "inline", "blockquote", "bullet_list", "list_item"}
    assert {re.sub("_(open|close)$", "", token.type) for token in tokens} <= allowed
    words = " ".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for token in tokens
        if token.type == "inline"
        for child in token.children or ()
        if child.type != "text" or child.content
    )
    by_ = " ".join(by.split())
    told = f"— {by_}" if by_ else ""
    wanted = f"T {text} {text} {told} {by_} end"
    assert "".join(_bare(words)) == "".join(_bare(wanted))


@settings(max_examples=10)
@given(proses)
def test_page_and_word_document_hold_the_same_words(text: str) -> None:
    paper = Paper("T", (Heading(1, "H"), Prose(text), Quotation(text), Points((text,))))
    page = _Words(format_paper_html(paper))
    assert "".join(_bare(page.words)) == "".join(_bare(f"T H {text} {text} {text}"))
    document = docx.Document(io.BytesIO(write_paper_docx(paper, author="", when=NOW)))
    paragraphs = [one.text for one in document.paragraphs][2:]
    whole = split_paragraphs(text)
    assert paragraphs == [*whole, *whole, " ".join(text.split())]


def test_tables_are_tables_in_word_and_on_the_page() -> None:
    table = Table("t", "Counts", ("Nation", "Submissions"), (("Wales", 1_200), ("=x", 3)))
    paper = Paper("T", (table, table))
    first, _ = docx.Document(io.BytesIO(write_paper_docx(paper, author="", when=NOW))).tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["Nation", "Submissions"],
        ["Wales", "1,200"],
        ["'=x", "3"],
    ]
    assert '<th scope="col">Nation</th>' in format_paper_html(paper)
    assert "| Wales | 1,200 |" in format_paper_markdown(paper)


def test_contents_stand_in_word_and_on_the_page_and_lead_to_their_headings() -> None:
    titles = [f"Part {number}" for number in range(20)]
    blocks = (Heading(1, "First"), *(Heading(2, title) for title in titles), Heading(1, "Last"))
    paper = Paper("T", blocks)
    page = format_paper_html(paper)
    links = re.findall(r'href="#(part-\d+)"[^>]*>([^<]+)<', page)
    assert [text for _, text in links] == ["First", *titles, "Last"]
    assert all(f'id="{anchor}" dir="auto">{text}<' in page for anchor, text in links)
    assert "<details><summary>20 sections" in page
    document = docx.Document(io.BytesIO(write_paper_docx(paper, author="", when=NOW)))
    texts = [one.text for one in document.paragraphs]
    assert texts[1:24] == ["Contents", "First", *titles, "Last"]
    xml = document.element.xml
    anchors = re.findall(r'w:anchor="(\w+)"', xml)
    assert anchors == re.findall(r'<w:bookmarkStart[^>]* w:name="(\w+)"', xml)
    assert re.findall(r'fldCharType="(\w+)"', xml) == [
        "begin",
        "separate",
        "end",
    ]
