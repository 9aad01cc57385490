"""Answers counted and searched on the command line, by who sent them."""

import json
from pathlib import Path

import pytest
from corpora import CONSULTATION, write_corpus

from policytui.conference.consultation.groups import find_groups
from policytui.conference.consultation.opening import Answers, open_answers, prepare_views
from policytui.conference.consultation.replies import fingerprint
from policytui.conference.consultation.searching import ReplyIndex
from policytui.conference.round import open_round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Nation
from policytui.drafts.begin import now
from policytui.drafts.model import Answer, Capacity, Draft, DraftKind, Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Exit

SENT = (
    ("Carers should own the place they work in.", Nation.WALES, Capacity.SOCIETY, "The Valleys"),
    ("Carers should run it as well.", Nation.WALES, Capacity.INDIVIDUAL, "the valleys"),
    ("More buses for carers.", Nation.SCOTLAND, Capacity.SOCIETY, "[red]=1+1"),
)


@pytest.fixture
def responses(run, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs `policytui responses` in a project whose round has taken in three responses."""
    open_one = CONSULTATION.replace("2021-06-11T", "2199-06-11T")
    write_corpus(tmp_path / "corpus", consultation=open_one)
    (tmp_path / "inbox").mkdir()
    for number, (text, nation, capacity, region) in enumerate(SENT, 1):
        draft = Draft(
            id=f"answers-{number}",
            kind=DraftKind.RESPONSE,
            title="Answers to Consultation 2021",
            created=now(),
            updated=now(),
            document="consultation-2021",
            answers=(Answer("consultation-2021/question-1", "What should stay?", text),),
            submitter=Submitter(
                f"Member {number}", nation=nation, capacity=capacity, region=region
            ),
        )
        (tmp_path / "inbox" / f"{number}.toml").write_text(format_draft(seal(draft)), "utf-8")
    code, _, err = run("collate", "inbox", "--title", "Round 2026", "--by", "Staff")
    assert code == Exit.DONE, err
    return lambda *arguments: run("responses", *arguments)


def test_all_answers_are_counted_by_nation_and_capacity_and_across_the_questions(responses):
    code, out, _ = responses("--by", "nation")
    lines = [line.split() for line in out.splitlines() if line]
    assert code == Exit.DONE
    assert ["Scotland", "1", "1", "█" * 12] in lines
    assert ["Wales", "2", "2", "█" * 24] in lines
    assert ["Question", "Scotland", "Wales"] in lines
    assert ["question-1", "1", "2"] in lines
    assert ["question-2", "0", "0"] in lines
    value = json.loads(responses("--by", "capacity", "--json")[1])
    assert value["counts"] == [
        {"label": "Individual", "submissions": 1, "texts": 1},
        {"label": "Society", "submissions": 2, "texts": 2},
    ]
    (first, _) = value["questions"]
    assert first == {"question": "consultation-2021/question-1", "counts": value["counts"]}
    code, out, _ = responses("--count", "Region")
    assert code == Exit.DONE
    assert [line.split() for line in out.splitlines() if line][1:] == [
        ["The", "Valleys", "2", "2", "█" * 24],
        ["[red]=1+1", "1", "1", "█" * 12],
    ]
    _, out, _ = responses("--question", "question-1")
    assert "Region " in out
    code, _, err = responses("--by", "B. Staff", "--uncoded")
    assert (code, "--count WHAT" in err) == (Exit.USAGE, True)


def test_what_the_views_need_is_made_once_and_kept(responses, tmp_path: Path):
    def opened() -> Answers:
        round_ = open_round(tmp_path / "round")
        catalogue = Catalogue(tmp_path / "corpus", None)
        catalogue.refresh()
        return open_answers(round_, catalogue, tmp_path / "kept")

    prepare_views(opened())
    again = opened()
    asked: list[int] = []
    for question in again.responses.questions:
        groups = again.groups(question, lambda done, *_: asked.append(done))
        assert groups == find_groups(question)
    assert not asked
    kept = again.index.search("carers", 5)
    assert kept == ReplyIndex(again.responses.replies, again.coding).search("carers", 5)
    assert [one.digest for one in again.responses.replies] == [
        fingerprint(one.text)[0] for one in again.responses.replies
    ]


def test_a_search_is_narrowed_to_a_capacity_and_a_question(responses):
    asked = ("--search", "carers capacity:society NOT nation:scotland")
    for more in ((), ("--question", "question-1")):
        hits = json.loads(responses(*asked, *more, "--json")[1])["hits"]
        assert [hit["id"] for hit in hits] == ["answers-1/question-1"]
    assert responses(*asked, "--question", "question-2")[0] == Exit.FINDINGS
    code, out, _ = responses("--question", "question-1", "--limit", "1")
    assert (code, "Organisation" in out) == (Exit.DONE, True)
