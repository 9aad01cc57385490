"""Answers and the report of responses on the command line, from an inbox to the files."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import CONSULTATION, PLATFORM, write_corpus

from policytui.corpus.model import Nation
from policytui.drafts.begin import now
from policytui.drafts.model import (
    Answer,
    Base,
    Capacity,
    Contact,
    Draft,
    DraftKind,
    Submitter,
)
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Exit
from policytui.text import digest_text

QUESTION = "consultation-2021/question-1"
STANDARD = (
    "The right to own should stay as it is, because carers know best how the service they work "
    "for ought to be run from one day to the next."
)
SECRETS = ("jo@secret.example", "07700 900 999", "M-778899")
TEXT = "A shop that stands empty for a year should be offered to the people of the town."


def response(number: int, text: str, **who: object) -> Draft:
    answers = (Answer(QUESTION, "What should stay?", text),)
    return seal(
        Draft(
            id=f"answers-{number}",
            kind=DraftKind.RESPONSE,
            title="Answers to Consultation 2021",
            created=now(),
            updated=now(),
            document="consultation-2021",
            answers=answers,
            submitter=Submitter(f"Member {number}", **who),  # type: ignore[arg-type]
            contact=Contact(*SECRETS),
        )
    )


def amendment(number: int, text: str) -> Draft:
    base = Base(
        "platform/empty-shops", "Our platform", "2016", "Empty shops", TEXT, digest_text(TEXT)
    )
    return seal(
        Draft(
            id=f"shops-{number}",
            kind=DraftKind.AMENDMENT,
            title="Empty shops",
            created=now(),
            updated=now(),
            document="platform",
            base=base,
            text=text,
            reason=f"Towns need it. Ask {SECRETS[0]}.",
            submitter=Submitter(f"Mover {number}"),
            contact=Contact(*SECRETS),
        )
    )


@pytest.fixture
def taken_in(run, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs commands in a project whose round has taken in responses and amendments."""
    write_corpus(
        tmp_path / "corpus",
        platform=PLATFORM,
        consultation=CONSULTATION.replace("2021-06-11T", "2199-06-11T"),
    )
    drafts = [
        response(1, STANDARD, nation=Nation.WALES),
        response(2, f"{STANDARD} Night shifts are hard.", nation=Nation.WALES),
        response(3, f"Nothing. Write to {SECRETS[0]} or {SECRETS[1]}.", capacity=Capacity.GROUP),
        replace(response(4, "Changed after sealing."), title="Another"),
        amendment(1, TEXT.replace("a year", "six months")),
        amendment(2, ""),
    ]
    (tmp_path / "inbox").mkdir()
    for draft in drafts:
        (tmp_path / "inbox" / f"{draft.id}.toml").write_text(format_draft(draft), "utf-8")
    code, _, err = run("collate", "inbox", "--title", "Round 2026", "--by", "Staff")
    assert code == Exit.DONE, err
    return run


def value_of(result: tuple[int, str, str]) -> dict:  # type: ignore[type-arg]
    code, out, err = result
    assert code == Exit.DONE, err
    value = json.loads(out)
    assert value["schema"] == 1
    return value  # type: ignore[no-any-return]


def test_questions_are_shown_with_bars_and_figures(taken_in):
    code, out, _ = taken_in("responses")
    assert code == Exit.DONE
    line = next(line for line in out.splitlines() if "question-1" in line)
    assert line.split()[-3:] == ["3", "3", "█" * 24]
    value = value_of(taken_in("responses", "--by", "nation", "--json"))
    assert value["counts"] == [
        {"label": "Wales", "submissions": 2, "texts": 2},
        {"label": "Not told", "submissions": 1, "texts": 1},
    ]


def test_groups_show_what_each_variant_adds(taken_in):
    (first, _) = value_of(taken_in("responses", "--groups", "--json"))["questions"]
    (group,) = first["groups"]
    assert (group["text"], group["uses"]) == (STANDARD, 1)
    assert [one["own"] for one in group["variants"]] == [["Night shifts are hard."]]
    _, out, _ = taken_in("responses", "--groups", "--question", "question-1")
    assert "Night shifts are hard." in out


def test_answers_are_found_and_nothing_found_is_told(taken_in):
    value = value_of(taken_in("responses", "--search", "night AND nation:wales", "--json"))
    assert [hit["id"] for hit in value["hits"]] == ["answers-2/question-1"]
    assert taken_in("responses", "--search", "zebra")[0] == Exit.FINDINGS


def test_answers_are_coded_and_quoted(taken_in):
    answer = "answers-2/question-1"
    code, out, err = taken_in("responses", "--code", answer, "Owning", "Nights", "--by", "B. Staff")
    assert (code, out) == (Exit.DONE, "1 answer: Owning; Nights\n")
    assert "“Nights” is new" in err
    rename = ("--question", "question-1", "--rename-theme", "Nights", "Night work")
    assert taken_in("responses", *rename)[1].endswith("Owning; Night work\n")
    assert taken_in("responses", "--quote", answer, "night shifts are hard.")[0] == Exit.DONE
    shown = value_of(taken_in("responses", "--question", QUESTION, "--json"))
    (mine,) = (one for one in shown["answers"] if one["id"] == answer)
    assert mine["themes"] == ["Owning", "Night work"]
    assert mine["quotes"] == ["Night shifts are hard."]
    left = value_of(taken_in("responses", "--uncoded", "--json"))["answers"]
    assert [one["id"] for one in left] == ["answers-1/question-1", "answers-3/question-1"]
    assert left[0]["suggestions"][0]["theme"] in ("Owning", "Night work")
    assert taken_in("responses", "--uncode", answer)[1] == "1 answer: not coded\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--code", "answers-1/question-1"), Exit.USAGE),
        (("--same",), Exit.USAGE),
        (("--new-theme", "X"), Exit.USAGE),
        (("--limit", "0"), Exit.USAGE),
        (("--by", "regoin"), Exit.USAGE),
        (("--by", "nation", "--groups"), Exit.USAGE),
        (("--question", "question-9"), Exit.UNKNOWN_ID),
        (("--code", "answers-9/question-1", "X"), Exit.UNKNOWN_ID),
        (("--quote", "answers-1/question-1", "never said"), Exit.USAGE),
    ],
)
def test_what_cannot_be_done_is_told(taken_in, arguments, code):
    assert taken_in("responses", *arguments)[0] == code


def test_the_report_is_written_in_every_form_and_holds_no_contact_data(taken_in, tmp_path):
    taken_in("recommend", "1", "for", "--reason", "It helps towns.")
    taken_in("decide", "1", "carried", "--votes", "120:80:3")
    outputs = [tmp_path / f"report{ending}" for ending in (".md", ".html", ".docx")]
    for path in outputs:
        code, out, err = taken_in("report", "--output", str(path))
        assert (code, out) == (Exit.DONE, f"{path}\n"), err
    assert taken_in("report", "--tables", "tables")[0] == Exit.DONE
    markdown = outputs[0].read_text("utf-8")
    assert "Received 6 = 5 counted + 1 refused + 0 late" in markdown
    assert "was changed after it was sealed" in markdown
    assert "Recommended: for. It helps towns." in markdown
    assert "Decided: carried (120 for, 80 against, 3 abstentions)." in markdown
    assert "No decision is recorded." in markdown
    with zipfile.ZipFile(outputs[2]) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    texts = [path.read_bytes() for path in (*outputs[:2], *(tmp_path / "tables").iterdir())]
    printed = [taken_in("report")[1], taken_in("report", "--json")[1]]
    for data in (*parts, *texts, *(text.encode() for text in printed)):
        for secret in ("secret.example", "900 999", "778899"):
            assert secret.encode() not in data
    assert b"secret" not in (tmp_path / "round" / "journal.jsonl").read_bytes()


def test_every_table_is_there_as_csv_and_json_and_says_the_same(taken_in, tmp_path):
    taken_in("report", "--tables", "tables")
    files = sorted((tmp_path / "tables").iterdir())
    names = {path.stem for path in files}
    assert {"accounts", "not-counted", "answers-by-nation", "groups", "amendments"} <= names
    assert len(files) == 2 * len(names)
    for name in names:
        text = (tmp_path / "tables" / f"{name}.csv").read_text("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text))
        value = json.loads((tmp_path / "tables" / f"{name}.json").read_text("utf-8"))
        assert head == value["columns"]
        assert rows == [[str(row[key]) for key in head] for row in value["rows"]]


def test_what_the_report_lacks_is_told_until_it_is_there(taken_in):
    def missing() -> dict[str, list[str]]:
        value = value_of(taken_in("report", "--json"))
        return {one["what"]: one["where"] for one in value["missing"]}

    found = missing()
    assert set(found) == {"theme", "quote", "recommendation", "decision"}
    assert found["decision"] == ["1", "2"]
    assert "have no decision. See: policytui decide" in taken_in("report")[2]
    taken_in("recommend", "1", "2", "for")
    taken_in("decide", "1", "carried")
    taken_in("decide", "--rest", "lost")
    taken_in("responses", "--quote", "answers-2/question-1", "Night shifts are hard.")
    for number in (1, 2, 3):
        taken_in("responses", "--code", f"answers-{number}/question-1", "Owning")
    assert set(missing()) == {"edition"}


def test_a_report_that_is_there_is_not_replaced_unasked(taken_in, tmp_path):
    Path("report.md").write_text("mine")
    assert taken_in("report", "--output", "report.md")[0] == Exit.USAGE
    assert Path("report.md").read_text() == "mine"
    assert taken_in("report", "--output", "report.md", "--force")[0] == Exit.DONE
    first = Path("report.md").read_bytes()
    taken_in("report", "--output", "report.md", "--force")
    assert Path("report.md").read_bytes() == first
    assert taken_in("report", "--output", "report.pdf")[0] == Exit.USAGE


def test_originals_and_names_are_left_out_where_it_is_asked(taken_in, tmp_path):
    less = ("--without-originals", "--without-names")
    taken_in("report", "--output", "report.md", "--tables", "tables", *less)
    markdown = Path("report.md").read_text("utf-8")
    written = [markdown, *(path.read_text("utf-8") for path in Path("tables").iterdir())]
    assert "Appendix" not in markdown
    assert "individual · platform/empty-shops" in markdown
    assert "People are not named here" in markdown
    assert not Path("tables", "answers.csv").exists()
    for text in written:
        assert "Mover 1" not in text
        assert "Member 2" not in text


@pytest.mark.parametrize("option", [("--output", "corpus/plan.md"), ("--tables", "round")])
def test_no_report_is_written_over_what_it_is_made_of(taken_in, option):
    assert taken_in("report", *option, "--force")[0] == Exit.USAGE
