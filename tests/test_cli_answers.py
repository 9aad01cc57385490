"""A file of collated answers becomes a response on the command line."""

import json
from pathlib import Path

from docx import Document as WordFile

from policytui.drafts.model import Capacity
from policytui.drafts.submission import is_intact
from policytui.drafts.toml import read_draft
from policytui.errors import Exit

TEXT = """\
Hill Society

Agreed at the meeting on 3 May 2021.

Q1

The right to own should stay.

What may everyone learn from Wales?

Duties on councils work.

Other comments

There was little time.
"""
TARGET = ("--target", "consultation-2021")
WHO = ("--capacity", "society", "--organisation", "Hill Society", "--mover", "A. Member")


def write(folder: Path, text: str = TEXT) -> str:
    (folder / "answers.txt").write_text(text, encoding="utf-8")
    return "answers.txt"


def test_answers_are_told_with_evidence_and_the_path_of_the_draft_comes_last(run, tmp_path):
    code, out, _ = run("draft", "answers", write(tmp_path), *TARGET, *WHO, "--nation", "wales")

    assert code == Exit.DONE
    assert "What should stay  [consultation-2021/question-1]" in out
    assert "    The right to own should stay.\n    (number 1 of 2; line 5)" in out
    assert "worded alike" in out
    assert "Fits no question (4)\n    Hill Society" in out
    draft = read_draft(Path(out.splitlines()[-1]))
    assert [answer.text for answer in draft.answers] == [
        "The right to own should stay.",
        "Duties on councils work.",
    ]
    assert draft.remarks.endswith("Other comments\n\nThere was little time.")
    assert (draft.submitter.capacity, draft.submitter.mover) == (Capacity.SOCIETY, "A. Member")


def test_without_a_capacity_the_draft_is_written_and_it_is_asked_for(run, tmp_path):
    code, out, err = run("draft", "answers", write(tmp_path), *TARGET)

    assert code == Exit.DONE
    assert Path(out.splitlines()[-1]).is_file()
    assert "For whom are these answers? It is told by --capacity" in err
    hint = '--capacity society --organisation "Hill Society" --agreed-on 2021-05-03'
    assert hint in err
    assert "Your name is missing" in err
    assert read_draft(Path(out.splitlines()[-1])).submitter.organisation == ""


def test_doubtful_answers_carry_a_question_mark(run, tmp_path):
    text = "What should we keep?\n\nAll.\n\nWhat can we learn from Wales?\n\nMuch."
    _, out, _ = run("draft", "answers", write(tmp_path, text), *TARGET, *WHO)

    assert "? What should stay" in out
    assert "  What Wales has learned" in out


def test_a_dry_run_writes_nothing(run, tmp_path):
    code, out, _ = run("draft", "answers", write(tmp_path), *TARGET, *WHO, "--dry-run")

    assert code == Exit.DONE
    assert "What should stay" in out
    assert not (tmp_path / "drafts").exists()


def test_json_accounts_for_everything(run, tmp_path):
    code, out, _ = run("draft", "answers", write(tmp_path), *TARGET, *WHO, "--json")

    value = json.loads(out)
    assert code == Exit.DONE
    assert [len(question["answers"]) for question in value["questions"]] == [1, 1]
    assert {"text", "evidence", "doubt", "asked", "line", "page"} == set(
        value["questions"][0]["answers"][0]
    )
    assert [left["text"] for left in value["left_out"]] == [
        "Q1",
        "What may everyone learn from Wales?",
    ]
    assert len(value["rest"]) == 4
    assert value["suggested"]["organisation"] == "Hill Society"
    assert read_draft(Path(value["path"])).id == value["id"]


def test_what_was_taken_for_a_question_or_a_page_number_is_listed(run, tmp_path):
    text = "Q1\n\nKeep it.\n\nOur answer:\n\nWhat may everyone learn from Wales?\n\nMuch.\n\n7\n"
    _, out, _ = run("draft", "answers", write(tmp_path, text), *TARGET, *WHO, "--dry-run")

    own = "“Q1”; line 1\n    “What may everyone learn from Wales?”; line 7"
    assert f"Taken as the question's own words (2)\n    {own}\n" in out
    assert "A page number (1)\n    “7”; line 11\n" in out


def test_a_line_with_only_a_number_is_told_as_the_question_it_begins(run, tmp_path):
    text = "Q1\n\nKeep it.\n\n2\n\nMuch.\n"
    _, out, _ = run("draft", "answers", write(tmp_path, text), *TARGET, *WHO, "--json")

    value = json.loads(out)
    assert [answer["text"] for answer in value["questions"][1]["answers"]] == ["Much."]
    assert value["questions"][1]["answers"][0]["doubt"]
    assert ("2", "taken as the question's own words") in [
        (left["text"], left["why"]) for left in value["left_out"]
    ]


def test_a_word_file_is_read_and_its_response_is_sealed_with_its_remarks(run, tmp_path):
    word = WordFile()
    word.add_paragraph("Hill Society")
    table = word.add_table(rows=0, cols=2)
    for cells in (("Question", "Answer"), ("What should stay in care?", "Most of it.")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    word.save(str(tmp_path / "answers.docx"))
    _, out, _ = run(
        *("draft", "answers", "answers.docx", *TARGET, *WHO),
        *("--nation", "england", "--agreed-on", "2021-05-03"),
    )
    draft_id = Path(out.splitlines()[-1]).stem

    _, shown, _ = run("draft", "show", draft_id)
    code, out, err = run("draft", "submit", draft_id)

    assert "Fits no question:\n   Hill Society" in shown
    assert code == Exit.DONE, err
    submission = read_draft(Path(out.strip()))
    assert submission.remarks == "Hill Society"
    assert "Reason" not in shown
    assert submission.answers[0].text == "Most of it."
    assert is_intact(submission)


def test_what_answers_nothing_is_refused_and_no_draft_is_written(run, tmp_path):
    code, _, err = run("draft", "answers", write(tmp_path, "Minutes\n\nWe met."), *TARGET)

    assert code == Exit.BAD_DATA
    assert "answers none of the 2 questions of Consultation 2021" in err
    assert not (tmp_path / "drafts").exists()


def test_a_document_that_asks_nothing_is_no_target(run, tmp_path):
    code, _, err = run("draft", "answers", write(tmp_path), "--target", "platform")

    assert code == Exit.BAD_DATA
    assert "Our platform asks no questions" in err


def test_a_file_that_is_missing_is_named(run):
    code, _, err = run("draft", "answers", "nothing.docx", *TARGET)

    assert code == Exit.BAD_DATA
    assert "nothing.docx" in err
