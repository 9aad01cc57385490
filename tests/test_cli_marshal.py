"""The marshalled list on the command line, from sealed submissions to the votes that remain."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import PLATFORM, write_corpus

from policytui.corpus.catalogue import Catalogue
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import Contact, Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Exit

TARGET = "platform/homes-we-share"
CHANGES = {
    "anna": ("2030", "2035"),
    "bert": ("2030", "2040"),
    "cora": ("should run", "must run"),
    "dora": ("2030", "2035"),
}
"""What each mover changes; in the list 1 to 4 are anna, bert, dora and cora."""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def marshal(run: Run, tmp_path: Path) -> Run:
    """`policytui marshal` in a round with the amendments of this module."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    folder = write_corpus(tmp_path / "own-corpus", platform=PLATFORM)
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    for mover, (old, new) in CHANGES.items():
        draft = begin_amendment(position, header, Submitter(mover, organisation="Hill Party"))
        draft = revise(
            draft,
            id=f"2026-{mover}",
            text=position.text.replace(old, new),
            reason=f"So says {mover}.",
            contact=Contact(email=f"{mover}@example.org"),
        )
        (inbox / f"2026-{mover}.toml").write_text(format_draft(seal(draft)), encoding="utf-8")
    where = ("--corpus", str(folder), "--round", str(tmp_path / "the-round"))
    code, _, err = run("collate", str(inbox), "--title", "Conference 2026", *where)
    assert code == Exit.DONE, err

    def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        return run("marshal", *where, "--by", "Staff", *arguments, stdin=stdin)

    return call


def _numbers(out: str) -> dict[str, str]:
    return {one["id"].removeprefix("2026-"): one["number"] for one in json.loads(out)["amendments"]}


def test_the_list_tells_number_mover_wording_and_falls(marshal):
    code, out, _ = marshal()

    assert code == Exit.DONE
    assert "Conference 2026: marshalled list, 4 amendments" in out
    assert "  1     anna (Hill Party)\n        Leave out “2030” and insert “2035”" in out
    assert "Falls if 1 is carried.\n" in out
    assert "the same change" in out
    assert "example.org" not in out


def test_the_list_as_json_is_a_contract(marshal):
    _, out, _ = marshal("--json")

    value = json.loads(out)
    assert value["schema"] == 1
    assert _numbers(out) == {"anna": "1", "bert": "2", "dora": "3", "cora": "4"}
    second = value["amendments"][1]
    assert second["falls_if"] == [{"number": "1", "id": "2026-anna", "why": "words gone"}]
    assert second["instruction"] == ["Leave out “2030” and insert “2040”"]
    assert "status" not in second
    assert "example.org" not in out


def test_outcomes_are_tried_without_being_recorded(marshal):
    _, out, _ = marshal("--if", "1 lost, 2 carried", "--json")

    value = json.loads(out)
    told = {one["number"]: (one["status"], one["because"]) for one in value["amendments"]}
    assert told == {
        "1": ("settled", []),
        "2": ("carried", []),
        "3": ("falls", ["2"]),
        "4": ("unaffected", []),
    }
    assert "by 2040" in value["texts"][0]["after"]
    _, out, _ = marshal("--if", "1 lost, 2 carried")
    assert "-> Falls because of 2" in out
    assert (
        "Homes we share would read\n  We will build 20,000 co-operative homes a year by 2040" in out
    )
    assert "->" not in marshal()[1]


def test_only_the_votes_that_remain_with_own_notes(marshal):
    code, out, err = marshal("--remaining", "--note", "4", "Ask Leeds", "--if", "1 carried")
    assert code == Exit.DONE
    assert "1 vote remains" in out
    assert "4     Homes we share: cora (Hill Party)" in out
    assert "Note: Ask Leeds" in out
    assert "votes" in err
    marshal("--mandate", "4", "against")
    _, out, _ = marshal("--remaining", "--json")
    votes = json.loads(out)["votes"]
    assert [vote["number"] for vote in votes] == ["1", "2", "3", "4"]
    assert (votes[3]["mandate"], votes[3]["note"]) == ("against", "Ask Leeds")
    code, _, err = marshal("--mandate", "4", "maybe")
    assert (code, "for, against" in err) == (Exit.USAGE, True)


def test_what_says_the_same_is_advised_the_same_and_told_in_the_votes_that_remain(
    marshal, run, tmp_path
):
    where = ("--corpus", str(tmp_path / "own-corpus"), "--round", str(tmp_path / "the-round"))
    code, _, err = run("recommend", "1", "against", "--identical", *where)
    assert (code, "amendments 1 and 3: against" in err) == (Exit.DONE, True)
    assert run("recommend", "--check", *where)[0] == Exit.DONE
    text = "We will build by 2045."
    run("recommend", "2", "as-modified", "--text-file", "-", *where, stdin=text)
    run("decide", "4", "lost", *where)
    told = marshal("--if", "2 carried as modified, 4 to decide", "--json")[1]
    assert json.loads(told)["texts"][0]["after"] == text
    assert [one["outcome"] for one in json.loads(told)["amendments"]] == ["", "carried", "", ""]
    code, _, err = marshal("--if", "1 carried as modified")
    assert (code, "no recommendation “as modified”" in err) == (Exit.USAGE, True)
    run("recommend", "2", "--clear", *where)
    run("decide", "4", "--clear", *where)
    run("recommend", "3", "in-favour-of", "--amendment", "1", "--identical", *where)
    votes = json.loads(marshal("--remaining", "--json")[1])["votes"]
    assert [vote["recommendation"] for vote in votes] == [
        *("against", "", "withdraw in favour of 1", "")
    ]


def test_the_order_by_hand_and_the_published_numbers_stand(marshal):
    _, out, _ = marshal("--publish", "--json")
    assert json.loads(out)["published"]
    _, out, _ = marshal("--move", "4", "--before", "1", "--json")
    assert list(_numbers(out).items()) == [
        ("cora", "4"),
        ("anna", "1"),
        ("bert", "2"),
        ("dora", "3"),
    ]
    _, _, err = marshal("--move", "4", "--before", "1")
    assert "nothing was noted" in err


def test_a_group_is_named_in_the_list(marshal):
    _, out, _ = marshal("--group", "Years: 1, 2")
    assert out.count("Debated with: Years") == 2


def test_a_composite_takes_its_members_place_when_all_consent(marshal):
    code, out, _ = marshal("--composite", "1,4")
    assert code == Exit.DONE
    assert "C1, not agreed by all" in out
    assert "4: Tenants must run them." in out
    marshal("--consent", "C1", "anna", "yes")
    _, out, _ = marshal("--consent", "C1", "cora", "yes", "--json")
    assert json.loads(out)["composite"]["agreed"]
    _, out, _ = marshal("--json")
    assert _numbers(out) == {"C1": "1", "bert": "2", "dora": "3"}
    assert "Composite of 2 amendments, moved by anna, cora." in marshal()[1]
    text = "We will build by 2035. Tenants must run them with joy."
    _, out, _ = marshal("--composite", "C1", "--text-file", "-", stdin=text)
    assert "FROM NO SOURCE: with joy." in out
    assert set(_numbers(marshal("--json")[1])) == {"anna", "bert", "cora", "dora"}
    _, out, _ = marshal("--dissolve", "C1")
    assert "C1, dissolved" in out


def test_what_collides_and_what_is_the_same_is_told_by_position(marshal):
    _, out, _ = marshal("--together")
    assert "Homes we share: 1, 2, 3, 4\n  identical: 1, 3" in out
    assert "  1 and 2 change the same words: 2030" in out
    _, out, _ = marshal("--together", "--json")
    assert json.loads(out)["positions"][0]["identical"] == [["2026-anna", "2026-dora"]]


def test_what_is_decided_is_told_as_it_is_and_made_into_no_composite(marshal, run, tmp_path):
    where = ("--corpus", f"{tmp_path / 'own-corpus'}", "--round", f"{tmp_path / 'the-round'}")
    assert "From now on the numbers stand, 1 to 4" in marshal("--publish")[2]
    run("decide", *where, "1", "carried", "--votes", "120 80")
    assert "Recorded: fell 2, 3." in run("decide", *where, "--fallen")[2]
    _, out, _ = marshal()
    assert "-> Fell because of 1\n" in out
    code, _, err = marshal("--composite", "1,4")
    assert (code, "Amendment 1 is decided already (carried)" in err) == (Exit.USAGE, True)
    _, _, err = run("decide", *where, "4", "not-reached")
    _, _, err = run("decide", *where, "4", "carried")
    assert "Recorded for amendment 4: carried (before: not reached)." in err
    assert "Nothing is left to decide" in run("decide", *where, "--rest", "lost")[2]


def test_tables_for_other_programs(marshal):
    _, out, _ = marshal("--format", "csv", "--if", "1 carried")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[1]["outcome"] == "Falls because of 1"
    _, out, _ = marshal("--format", "markdown", "--remaining")
    assert out.startswith("| Number | Title | Mover |")
    assert len(out.splitlines()) == 6


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--move", "1"], Exit.USAGE, "--before"),
        (["--before", "1"], Exit.USAGE, "--move"),
        (["--move", "9", "--before", "1"], Exit.USAGE, "no amendment 9"),
        (["--if", "1 caried"], Exit.USAGE, "carried"),
        (["--publish", "--dissolve", "C1"], Exit.USAGE, "one after the other"),
        (["--dissolve", "C1"], Exit.UNKNOWN_ID, "No composite C1"),
        (["--composite", "1"], Exit.USAGE, "two amendments"),
        (["--consent", "C1", "anna", "perhaps"], Exit.USAGE, "yes, no, asked"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(marshal, arguments, code, message):
    found, _, err = marshal(*arguments)
    assert (found, message in err) == (code, True), err
