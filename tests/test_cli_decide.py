"""Recommending, deciding and adopting on the command line, from the inbox to the next edition."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conference_round import amend, files_of, insert, texts_of, write_texts

from policytui.drafts.model import Contact, Draft
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Exit

Run = Callable[..., tuple[int, str, str]]
ADOPT = ("adopt", "--edition", "2026", "--adopted", "2026-10-11")


@pytest.fixture
def hall(run: Run, tmp_path: Path) -> Run:
    """A round of five amendments: 1 and 2 collide, 3 is a new position, 4 and 5 stand apart."""
    corpus = tmp_path / "corpus"
    for file in corpus.glob("*.md"):
        file.unlink()
    texts = texts_of(write_texts(corpus))
    drafts = [
        amend(texts, "plan/homes", "ten thousand", "twenty thousand", "a-ten"),
        amend(texts, "plan/homes", "ten thousand", "five thousand", "b-five"),
        amend(texts, "plan/shops", "a year", "six months", "c-shop"),
        amend(texts, "plan/repairs", "a month", "a week", "d-roof"),
        insert("Warm homes", "Every home is warm.", "e-heat", theme="Homes"),
    ]
    for draft in drafts:
        send(draft, tmp_path / "inbox")
    (tmp_path / "round").mkdir()
    code, _, err = run("collate", "inbox", "--title", "Annual Conference 2026")
    assert code == Exit.DONE, err
    return run


def send(draft: Draft, inbox: Path) -> None:
    inbox.mkdir(exist_ok=True)
    contact = Contact("mover@example.org", "01234 567890", "M-4711")
    text = format_draft(seal(replace(draft, contact=contact)))
    (inbox / f"{draft.id}.toml").write_text(text, encoding="utf-8")


def numbers(hall: Run) -> dict[str, str]:
    _, out, _ = hall("decide", "--json")
    return {one["id"]: one["number"] for one in json.loads(out)["amendments"]}


def decide_all(hall: Run) -> dict[str, str]:
    named = numbers(hall)
    assert (
        hall("decide", named["a-ten"], "carried", "--votes", "120:80:3", "--by", "Teller")[0] == 0
    )
    assert hall("decide", "--fallen")[0] == Exit.DONE
    assert hall("decide", named["c-shop"], named["e-heat"], "carried", "--votes", "hands")[0] == 0
    assert hall("decide", "--rest", "not-reached")[0] == Exit.DONE
    return named


def test_a_conference_is_taken_from_recommendations_to_the_next_edition_and_back(
    hall: Run, tmp_path: Path
) -> None:
    before = files_of(tmp_path / "corpus")
    decide_all(hall)
    _, out, _ = hall("decide")
    assert "5 amendments: 3 carried, 1 fell, 1 not reached" in out
    code, out, err = hall(*ADOPT)
    assert code == Exit.FINDINGS
    assert "[-ten-]{+twenty+} thousand" in out
    moved_by = "Mover of a-ten for Anytown party, 120 for, 80 against, 3 abstentions"
    assert moved_by in " ".join(out.split())
    assert "Nothing is written yet" in err
    assert hall(*ADOPT, "--dry-run")[0] == Exit.DONE
    assert files_of(tmp_path / "corpus") == before
    code, out, _ = hall(*ADOPT, "--yes", "--json")
    assert code == Exit.DONE
    told = json.loads(out)
    assert (told["schema"], told["stage"], told["adopted_by"]) == (
        1,
        "done",
        "Annual Conference 2026",
    )
    assert told["documents"][0]["comparison"]["counts"]["amended"] == 2
    assert "twenty thousand" in hall("show", "plan/homes")[1]
    assert moved_by in " ".join(hall("history", "plan/homes")[1].split())
    told = json.loads(hall("history", "plan/homes", "--json")[1])["steps"][0]["moved_by"]
    assert [one["submission"] for one in told] == ["a-ten"]
    adopted = files_of(tmp_path / "corpus")
    code, _, err = hall(*ADOPT, "--yes")
    assert (code, "already" in err) == (Exit.DONE, True)
    assert files_of(tmp_path / "corpus") == adopted
    code, _, err = hall("adopt", "--undo")
    assert (code, "give --yes" in err) == (Exit.FINDINGS, True)
    assert files_of(tmp_path / "corpus") == adopted
    code, out, _ = hall("adopt", "--undo", "--yes", "--json")
    assert (code, json.loads(out)["stage"]) == (Exit.DONE, "undone")
    assert files_of(tmp_path / "corpus") == before
    assert hall("adopt", "--undo", "--yes")[0] == Exit.USAGE


def test_an_adoption_that_was_killed_is_finished_by_the_same_command(
    hall: Run, tmp_path: Path
) -> None:
    decide_all(hall)
    plan, journal = tmp_path / "corpus" / "plan.md", tmp_path / "round" / "journal.jsonl"
    former = plan.read_bytes()
    hall(*ADOPT, "--yes")
    whole = files_of(tmp_path / "corpus")
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    plan.write_bytes(former)
    assert "was stopped" in hall("decide")[2]
    code, _, err = hall(*ADOPT)
    assert (code, "To finish it, give --yes" in err) == (Exit.FINDINGS, True)
    assert plan.read_bytes() == former
    assert hall("adopt", "--edition", "2027", "--adopted", "2027-10-11", "--yes")[0] == Exit.USAGE
    assert hall(*ADOPT, "--yes")[0] == Exit.DONE
    assert files_of(tmp_path / "corpus") == whole


def test_after_adopting_the_list_tells_what_was_voted_on(hall: Run) -> None:
    decide_all(hall)
    _, before, _ = hall("decide", "--json")
    hall(*ADOPT, "--yes")
    assert json.loads(hall("decide", "--json")[1]) == json.loads(before)
    _, _, err = hall("decide", "d-roof", "lost")
    assert "was adopted before this was recorded" in err
    code, _, err = hall(*ADOPT, "--yes")
    assert (code, "Decisions were recorded since" in err) == (Exit.USAGE, True)


def test_what_falls_is_shown_before_it_is_recorded(hall: Run) -> None:
    named = numbers(hall)
    _, _, err = hall("decide", named["a-ten"], "carried")
    assert f"these fall: {named['b-five']}" in err
    _, out, _ = hall("decide", "--json")
    told = {one["id"]: one for one in json.loads(out)["amendments"]}
    assert told["b-five"]["decision"] is None
    assert told["b-five"]["falls_because_of"] == "a-ten"
    assert told["a-ten"]["decision"]["outcome"] == "carried"
    hall("decide", "--fallen")
    hall("decide", named["a-ten"], "lost", "--votes", "1:2")
    _, out, err = hall("decide")
    assert "recorded as fallen, but" in err
    assert "lost, 1 for, 2 against\n" in out
    hall("decide", named["b-five"], "--clear")
    _, out, _ = hall("decide")
    assert "4 to decide" in out


def test_recommendations_are_given_shown_and_checked(hall: Run, tmp_path: Path) -> None:
    named = numbers(hall)
    texts = texts_of(tmp_path / "corpus")
    twin = amend(texts, "plan/shops", "a year", "six months", "f-shop")
    send(twin, tmp_path / "inbox")
    assert hall("collate", "inbox")[0] == Exit.DONE
    hall("recommend", "c-shop", "d-roof", "for", "--reason", "It helps towns.")
    code, _, err = hall("recommend", "--check")
    assert (code, "is answered; the same words in" in err) == (Exit.DONE, True)
    hall("recommend", "f-shop", "against")
    code, _, err = hall("recommend", "--check")
    assert (code, "The same words, other answers" in err) == (Exit.FINDINGS, True)
    hall("recommend", "f-shop", "in-favour-of", "--amendment", "c-shop")
    assert hall("recommend", "--check")[0] == Exit.DONE
    hall("recommend", "b-five", "already-policy", "--position", "plan/homes")
    hall("recommend", "a-ten", "against")
    hall("recommend", "a-ten", "--clear")
    _, out, _ = hall("recommend")
    assert "for: It helps towns." in out
    assert "already policy plan/homes" in out
    assert f"withdraw in favour of {named['c-shop']}" in out
    assert "6 amendments, 2 without a recommendation" in out
    told = json.loads(hall("recommend", "--json")[1])
    assert told["uneven"] == []


def test_what_a_number_meant_is_told_when_it_is_used(hall: Run) -> None:
    number = numbers(hall)["c-shop"]
    named = f"  {number}  Empty shops (Mover of c-shop for Anytown party)"
    for words in (("recommend", number, "for"), ("recommend", number, "--clear")):
        assert named in hall(*words)[2]
    told = hall("decide", number, "carried")[2]
    assert named in told
    assert "The numbers may still change" in told
    hall("marshal", "--publish")
    told = hall("decide", number, "--clear")[2]
    assert (named in told, "may still change" in told) == (True, False)


def test_what_is_carried_as_modified_takes_the_recommended_text(hall: Run) -> None:
    text = "A shop that stands empty for nine months is offered to the town."
    code, _, err = hall("decide", "c-shop", "carried", "--as-modified")
    assert (code, "recommendation" in err) == (Exit.USAGE, True)
    hall("recommend", "c-shop", "as-modified", "--text-file", "-", stdin=text)
    hall("decide", "c-shop", "carried", "--as-modified", "--votes", "hands")
    assert "carried as modified, on a show of hands" in hall("decide")[1]
    assert "Recorded for 4 amendments: lost." in hall("decide", "--rest", "lost")[2]
    assert ",Carried as modified\n" in hall("marshal", "--format", "csv")[1]
    whose = "Mover of c-shop for Anytown party, as modified by the committee, on a show of hands"
    for command in (ADOPT, (*ADOPT, "--yes"), ("history", "plan/shops", "--blame")):
        assert whose in " ".join(hall(*command)[1].split())
    assert "nine months" in hall("show", "plan/shops")[1]


def test_a_new_position_without_a_document_is_placed(hall: Run, tmp_path: Path) -> None:
    send(insert("Late buses", "Buses run late.", "g-late", document=""), tmp_path / "inbox")
    hall("collate", "inbox")
    number = numbers(hall)["g-late"]
    hall("decide", number, "carried")
    hall("decide", "--rest", "lost")
    code, _, err = hall(*ADOPT)
    assert (code, f"policytui adopt --place {number} DOCUMENT[/POSITION]" in err) == (
        Exit.BAD_DATA,
        True,
    )
    _, _, err = hall("adopt", "--place", number, "buses/evening")
    assert "goes into On buses, after “Evening buses”." in err
    assert "already; nothing was noted" in hall("adopt", "--place", number, "buses/evening")[2]
    hall(*ADOPT, "--yes")
    shown = [one["id"] for one in json.loads(hall("show", "buses", "--json")[1])["positions"]]
    assert shown == ["buses/evening", "buses/late-buses", "buses/fares"]
    code, _, err = hall("adopt", "--place", number, "buses")
    assert (code, "is adopted already" in err) == (Exit.USAGE, True)
    hall("adopt", "--undo", "--yes")
    before = "As it was adopted before: policytui adopt --edition 2026 --adopted 2026-10-11"
    assert before in hall("adopt")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("decide", "99", "carried"), Exit.UNKNOWN_ID, '"99"'),
        (("decide", "a-ten", "caried"), Exit.USAGE, 'Did you mean "carried"'),
        (("decide", "carried"), Exit.USAGE, "Name the amendments"),
        (("decide", "a-ten", "carried", "--votes", "many"), Exit.USAGE, "no vote"),
        (("decide", "a-ten", "carried", "--votes", "1:2"), Exit.USAGE, "not carried"),
        (("decide", "--rest", "lost", "--fallen"), Exit.USAGE, "or --fallen"),
        (("decide", "--clear"), Exit.USAGE, "Name the amendments"),
        (("recommend", "a-ten", "fro"), Exit.USAGE, 'Did you mean "for"'),
        (("recommend", "a-ten", "in-favour-of"), Exit.USAGE, "must name"),
        (("recommend", "a-ten", "in-favour-of", "--amendment", "a-ten"), Exit.USAGE, "itself"),
        (
            ("recommend", "a-ten", "already-policy", "--position", "plan/none"),
            Exit.UNKNOWN_ID,
            "plan/none",
        ),
        (("adopt",), Exit.USAGE, "needs the name of the edition"),
        (("adopt", "--edition", "2026", "--adopted", "soon"), Exit.USAGE, "no date"),
        (ADOPT, Exit.USAGE, "5 amendments are still to be decided"),
        (("adopt", "--undo"), Exit.USAGE, "nothing to undo"),
        (("decide", "--round", "elsewhere"), Exit.USAGE, "no round here"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    hall: Run, tmp_path: Path, arguments: tuple[str, ...], code: Exit, said: str
) -> None:
    before = files_of(tmp_path / "round") | files_of(tmp_path / "corpus")
    found, _, err = hall(*arguments)
    assert (found, said in err) == (code, True), err
    assert files_of(tmp_path / "round") | files_of(tmp_path / "corpus") == before


def test_a_base_that_moved_is_refused_and_brought_together_when_told(
    hall: Run, tmp_path: Path
) -> None:
    decide_all(hall)
    file = tmp_path / "corpus" / "plan.md"
    file.write_text(file.read_text().replace("Tenants should", "Those who live there should"))
    code, _, err = hall(*ADOPT, "--yes")
    assert code == Exit.BAD_DATA
    assert "plan/homes: changed since the edition 2021" in err
    code, out, _ = hall(*ADOPT, "--merge", "--yes")
    assert code == Exit.DONE
    assert "plan/homes: brought together with what changed since" in out
    assert "twenty thousand shared homes. Those who live there" in file.read_text()


def test_how_movers_are_reached_is_never_told(hall: Run, tmp_path: Path) -> None:
    decide_all(hall)
    hall("recommend", "a-ten", "for")
    told = "".join(
        hall(name, *more)[1] for name in ("decide", "recommend") for more in ((), ("--json",))
    )
    told += hall(*ADOPT, "--yes", "--json")[1]
    written = files_of(tmp_path / "corpus") | files_of(tmp_path / "round" / "adopted")
    written["journal"] = (tmp_path / "round" / "journal.jsonl").read_bytes()
    told += b"".join(written.values()).decode()
    assert "Mover of a-ten" in told
    for secret in ("mover@example.org", "01234", "M-4711"):
        assert secret not in told


def test_an_empty_text_is_no_text_that_was_carried(hall: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    code, _, err = hall("decide", "a-ten", "carried", "--text-file", str(empty))
    assert (code, "empty.txt: is empty" in err) == (Exit.BAD_DATA, True)
    assert "to decide" in hall("decide")[1]


def test_placing_is_neither_a_trial_nor_an_undoing(hall: Run, tmp_path: Path) -> None:
    before = files_of(tmp_path / "round")
    for option in ("--dry-run", "--undo"):
        assert hall("adopt", "--place", "1", "plan", option)[0] == Exit.USAGE
    assert files_of(tmp_path / "round") == before
