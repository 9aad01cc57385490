import json
import os
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from corpora import HOSTILE, PLATFORM, draft_id_of

from policytui.drafts.journal import Journal
from policytui.drafts.model import State
from policytui.drafts.toml import load_schema, read_draft, toml_as_json
from policytui.errors import Exit
from policytui.tui.commands import COMMANDS
from policytui.workspace.places import find_places


def test_search_finds_and_gives_the_keys_that_scripts_rely_on(run):
    code, out, err = run("search", "right to own", "--json")

    answer = json.loads(out)
    assert (code, err) == (Exit.DONE, "")
    assert (answer["schema"], answer["query"], answer["total"]) == (1, "right to own", 1)
    assert {"id", "title", "document", "theme", "score", "snippet"} <= answer["hits"][0].keys()
    assert answer["hits"][0]["id"] == "consultation-2021/right-to-own"


def test_search_for_people_shows_title_place_words_and_id(run):
    code, out, err = run("search", "empty", "shop")

    assert code == Exit.DONE
    assert out.splitlines()[0] == "Empty shops"
    assert "Our platform › Shops" in out
    assert "platform/empty-shops" in out
    assert "1 of 6 positions" in err


def test_search_that_finds_nothing_says_what_to_try(run):
    code, out, err = run("search", "zeppelin")

    assert (code, out) == (Exit.FINDINGS, "")
    assert "Nothing found" in err


@pytest.mark.parametrize(
    ("option", "value", "total"),
    [
        ("--document", "platform", 2),
        ("--nation", "scotland", 4),
        ("--kind", "consultation", 2),
        ("--theme", "Housing", 1),
    ],
)
def test_search_can_be_narrowed(run, option, value, total):
    _, out, _ = run("search", "should", option, value, "--json")

    assert json.loads(out)["total"] == total


def test_show_gives_the_whole_position(run):
    code, out, _ = run("show", "platform/land-for-homes", "--json")

    shown = json.loads(out)
    assert code == Exit.DONE
    assert {"id", "title", "text", "document", "edition", "themes", "nations", "source"} <= (
        shown.keys()
    )
    assert shown["text"].count("\n\n") == 1
    assert shown["nations"] == ["england", "wales"]


def test_show_of_a_document_is_its_outline(run):
    code, out, _ = run("show", "platform")

    assert code == Exit.DONE
    assert out.index("Housing") < out.index("Homes we share") < out.index("Shops")


@pytest.mark.parametrize("id_", ["platform/nothing", "nothing", "../../etc/passwd", "x" * 200])
def test_an_unknown_id_has_its_own_exit_code(run, id_):
    code, out, err = run("show", id_)

    assert (code, out) == (Exit.UNKNOWN_ID, "")
    assert "policytui search" in err


def test_compare_joins_back_to_both_texts(run, tmp_path):
    (tmp_path / "new.txt").write_text("A shop that stands empty is a waste.\r\n", encoding="utf-8")

    code, out, _ = run("compare", "platform/empty-shops", "new.txt", "--format", "json")

    value = json.loads(out)
    assert code == Exit.DONE
    assert "".join(change["proposed"] for change in value["changes"]) == (
        "A shop that stands empty is a waste."
    )
    assert "".join(change["base"] for change in value["changes"]) in PLATFORM
    assert value["instruction"]


@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("inline", "empty for [-a year-]{+six months+} should"),
        ("instruction", "Leave out “a year” and insert “six months”"),
        ("side", "− A shop that stands empty for −a year−"),
    ],
)
def test_compare_shows_one_change_every_way(run, amended, format_, shown):
    code, out, _ = run("compare", amended, "--format", format_, "--width", "100")

    assert code == Exit.DONE
    assert shown in " ".join(out.split()) or shown in out


def test_compare_of_equal_texts_says_so(run):
    code, _, err = run("compare", "platform/empty-shops", "platform/empty-shops")

    assert code == Exit.DONE
    assert "the same" in err


def test_a_new_draft_is_valid_toml_that_meets_the_schema(run, amended):
    with open(amended, encoding="utf-8") as stream:
        text = stream.read()

    jsonschema.validate(toml_as_json(text), load_schema())
    value = tomllib.loads(text)
    assert value["target"]["position"] == "platform/empty-shops"
    assert value["proposal"]["instruction"]
    assert value["submitter"]["mover"] == "A. Member"


def test_a_complete_draft_is_sealed_into_the_outbox(run, amended, tmp_path):
    draft_id = draft_id_of(amended)

    code, out, err = run("draft", "submit", draft_id)

    assert code == Exit.DONE, err
    submission = read_draft(tmp_path / "drafts" / "outbox" / f"{draft_id}.toml")
    assert out.strip().endswith(f"outbox/{draft_id}.toml")
    assert submission.seal is not None
    assert run("draft", "submit", draft_id)[0] == Exit.USAGE
    assert run("check", out.strip())[0] == Exit.DONE


def test_an_incomplete_draft_is_not_submitted_and_every_gap_is_named(run, tmp_path):
    _, out, _ = run("draft", "new", "--target", "platform/empty-shops")

    code, _, err = run("draft", "submit", draft_id_of(out.strip()))

    assert code == Exit.FINDINGS
    assert "Nothing is changed yet" in err
    assert "mover is missing" in err
    assert "reason is missing" in err
    assert not (tmp_path / "drafts" / "outbox").exists()


def test_check_gives_one_json_object_a_line(run):
    run("draft", "new", "--target", "platform/empty-shops")

    code, out, _ = run("check", "--format", "json")

    findings = [json.loads(line) for line in out.splitlines()]
    assert code == Exit.FINDINGS
    assert {
        "code",
        "tier",
        "severity",
        "subject",
        "other",
        "message",
        "evidence",
        "fingerprint",
    } <= (findings[0].keys())
    assert run("check", "--format", "json")[1] == out


def test_check_can_leave_rules_out(run):
    run("draft", "new", "--target", "platform/empty-shops")

    assert run("check", "--ignore", "WHO,WHY,FMT")[0] == Exit.DONE
    _, out, _ = run("check", "--select", "WHO", "--format", "json")
    assert {json.loads(line)["code"] for line in out.splitlines()} == {"WHO001"}


def test_answers_to_a_consultation_are_written_one_by_one(run):
    code, out, err = run(
        *("draft", "new", "--target", "consultation-2021", "--nation", "wales", "--mover", "A"),
        *("--answer", "question-2", "A great deal.", "--region", " Mid  Wales\x1b"),
    )

    assert code == Exit.DONE, err
    draft = read_draft(Path(out.strip()))
    assert [answer.text for answer in draft.answers] == ["", "A great deal."]
    assert "Region: Mid Wales" in run("draft", "show", draft.id)[1]
    assert run("draft", "edit", draft.id, "--region", "Powys")[0] == Exit.DONE
    assert read_draft(Path(out.strip())).submitter.region == "Powys"
    assert run("draft", "submit", draft.id)[0] == Exit.DONE


def test_a_draft_can_be_changed_listed_copied_deleted_and_restored(run, amended):
    draft_id = draft_id_of(amended)
    assert run("draft", "edit", draft_id, "--reason", "Better.")[0] == Exit.DONE
    assert "Reason: Better." in run("draft", "show", draft_id)[1]
    assert run("draft", "copy", draft_id)[0] == Exit.DONE
    assert len(json.loads(run("draft", "list", "--json")[1])["drafts"]) == 2
    assert run("draft", "delete", draft_id)[0] == Exit.DONE
    assert run("draft", "show", draft_id)[0] == Exit.UNKNOWN_ID
    assert run("draft", "restore", draft_id)[0] == Exit.DONE
    assert run("draft", "show", draft_id)[0] == Exit.DONE


def test_new_positions_and_campaign_ideas_are_drafts_too(run):
    for kind in ("new-position", "campaign-idea"):
        code, out, _ = run(
            *("draft", "new", "--kind", kind, "--title", "Repair cafés", "--text-file", "-"),
            stdin="Every town should have one.",
        )
        assert code == Exit.DONE
        assert read_draft(Path(out.strip())).text == "Every town should have one."


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["draft", "new"], Exit.USAGE, "--target is missing"),
        (["draft", "new", "--target", "platform/no"], Exit.UNKNOWN_ID, "no position"),
        (["draft", "new", "--target", "platform"], Exit.UNKNOWN_ID, "policytui show platform"),
        (["draft", "new", "--kind", "campaign-idea"], Exit.USAGE, "--title"),
        (["draft", "edit", "none"], Exit.UNKNOWN_ID, "policytui draft list"),
        (["draft", "show", "../../etc/passwd"], Exit.UNKNOWN_ID, "not the id"),
        (["draft", "recover", "none"], Exit.UNKNOWN_ID, "No unsaved words"),
        (["compare", "platform/empty-shops"], Exit.USAGE, "two texts"),
        (["compare", "nothing", "neither"], Exit.UNKNOWN_ID, "neither a position"),
        (["check", "missing.toml"], Exit.BAD_DATA, "no such file"),
        (["--corpus", "gone", "paths"], Exit.USAGE, "no such corpus folder"),
        (["search"], Exit.USAGE, "QUERY"),
        (["import", "none.txt", "--into", "x"], Exit.BAD_DATA, "no such file"),
    ],
)
def test_what_cannot_be_done_says_why_and_what_to_do(run, arguments, code, said):
    result, out, err = run(*arguments)

    assert (result, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_hostile_text_never_reaches_the_terminal_as_a_command(run, tmp_path):
    text = PLATFORM.replace("A shop", f"A {HOSTILE} shop").replace("platform", "hostile", 1)
    (tmp_path / "corpus" / "hostile.md").write_text(text, encoding="utf-8")

    for arguments in (
        ["show", "hostile/empty-shops"],
        ["search", "shop", "--document", "hostile"],
        ["search", HOSTILE],
        ["show", HOSTILE],
        ["compare", "hostile/empty-shops", "platform/empty-shops"],
        ["draft", "new", "--target", "hostile/empty-shops", "--reason", HOSTILE],
        ["draft", "list"],
        ["check"],
    ):
        _, out, err = run(*arguments)
        assert not set("\x1b\x00\x07\u202e") & set(out + err), arguments
    assert "[/x] [@click=app.quit]go[/]" in run("show", "hostile/empty-shops")[1]


def test_a_corpus_with_a_bad_file_still_answers_and_says_what_is_wrong(run, tmp_path):
    (tmp_path / "corpus" / "bad.md").write_text("no front matter", encoding="utf-8")

    code, out, err = run("search", "empty")

    assert code == Exit.DONE
    assert "Empty shops" in out
    assert "bad.md:1" in err
    assert run("index")[0] == Exit.BAD_DATA


def test_an_empty_corpus_says_how_to_fill_it(run, tmp_path):
    (tmp_path / "none").mkdir()

    code, _, err = run("--corpus", "none", "search", "x")

    assert code == Exit.FINDINGS
    assert "policytui import" in err


def test_paths_names_every_place(run):
    _, out, _ = run("paths", "--json")

    assert {"corpus", "drafts", "outbox", "index", "state", "settings"} <= json.loads(out).keys()


def test_keys_lists_every_command_of_the_app(run):
    _, out, _ = run("keys", "--json")

    assert len(json.loads(out)["keys"]) == len(COMMANDS)
    _, out, _ = run("keys")
    assert all(command.tip in out for command in COMMANDS)


def test_without_a_terminal_the_app_gives_help_and_exit_2(run):
    code, out, err = run()

    assert (code, out) == (Exit.USAGE, "")
    assert "policytui search" in err


def test_import_writes_a_document_and_accounts_for_every_line(run, tmp_path):
    source = tmp_path / "Our shops 2019.txt"
    source.write_text(
        "Our shops\n\nIntroduction\n\nThis paper was written for members to read.\n\n"
        "Empty shops\n\nA shop that has stood empty for a year should be let to the town.\n\n"
        "Rates for shops\n\nRates should fall with the rents that are paid, not rise.\n",
        encoding="utf-8",
    )

    code, out, err = run("import", str(source), "--into", "made", "--json")

    assert code == Exit.DONE, err
    value = json.loads(out)["documents"][0]
    assert {"id", "path", "positions", "left_out", "doubts"} <= value.keys()
    assert [position["title"] for position in value["positions"]] == [
        "Empty shops",
        "Rates for shops",
    ]
    assert (tmp_path / "made" / f"{value['id']}.md").is_file()
    assert run("import", str(source), "--into", "made")[0] == Exit.USAGE
    assert run("import", str(source), "--into", "made", "--force")[0] == Exit.DONE
    assert run("--corpus", "made", "search", "rates")[0] == Exit.DONE


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["serch", "x"], '"search"'),
        (["search", "x", "--natoin", "wales"], '"--nation"'),
        (["search", "x", "--nation", "Walse"], '"wales"'),
        (["draft", "nwe"], '"new"'),
        (["show", "empty-shops"], '"platform/empty-shops"'),
    ],
)
def test_a_slip_of_the_keys_is_met_with_what_was_meant(run, arguments, meant):
    assert f"Did you mean {meant}?" in run(*arguments)[2].replace("the position ", "")


def test_nations_are_understood_as_people_write_them(run):
    assert run("search", "should", "--nation", "Northern Ireland")[0] == Exit.DONE


def test_deleted_drafts_are_named_with_the_way_back(run, amended):
    draft_id = draft_id_of(amended)
    run("draft", "delete", draft_id)

    assert f"policytui draft restore {draft_id}" in run("draft", "list")[2]


def test_words_kept_of_a_draft_that_was_submitted_become_a_draft_of_their_own(run, amended):
    draft_id = draft_id_of(amended)
    places = find_places("corpus", "drafts")
    window = Journal(places.state / "journal", places.drafts.path)
    window.note(replace(read_draft(Path(amended)), text="Words of an open window."))
    run("draft", "edit", draft_id, "--email", "a@example.org")
    assert run("draft", "submit", draft_id)[0] == Exit.DONE
    code, out, err = run("draft", "recover", draft_id)
    assert (code, "submitted meanwhile" in err) == (Exit.DONE, True)
    kept = read_draft(Path(out.strip()))
    assert (kept.text, kept.state) == ("Words of an open window.", State.DRAFT)
    assert kept.id != draft_id
    assert read_draft(Path(amended)).state is State.SUBMITTED


def test_of_edits_at_once_none_is_lost_without_a_word(run, amended, tmp_path):
    draft_id = draft_id_of(amended)
    options = {"--reason": "R", "--mover": "M", "--email": "e", "--organisation": "O"}
    command = [sys.executable, "-m", "policytui", "--corpus", "corpus", "--drafts", "drafts"]
    runs = {
        option: subprocess.Popen(
            [*command, "draft", "edit", draft_id, option, value],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for option, value in options.items()
    }
    codes = {option: edit.wait() for option, edit in runs.items()}

    draft = read_draft(Path(amended))
    found = {
        "--reason": draft.reason,
        "--mover": draft.submitter.mover,
        "--email": draft.contact.email,
        "--organisation": draft.submitter.organisation,
    }
    assert set(codes.values()) <= {Exit.DONE, Exit.BAD_DATA}
    for option, code in codes.items():
        assert (code == Exit.DONE) == (found[option] == options[option])


def test_a_surprise_is_told_without_a_traceback_and_kept_for_those_who_mend(run, monkeypatch):
    def surprise(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("policytui.cli.paths.run", surprise)

    code, out, err = run("paths")

    assert (code, out) == (Exit.BAD_DATA, "")
    assert "Traceback" not in err
    log = Path(os.environ["POLICYTUI_STATE"]) / "errors.log"
    assert "ZeroDivisionError" in log.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "x" * 300, "platform/empty-shops"],
        ["show", "\udcff\udcfe"],
        ["search", "homes", "--document", "nope"],
        ["--corpus", "~nosuchuser/x", "paths"],
        ["match", "broken.docx"],
        ["draft", "recover", "../../etc/passwd"],
    ],
)
def test_odd_names_are_refused_in_plain_words(run, tmp_path, arguments):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04junk")

    code, out, err = run(*arguments)

    assert code in {Exit.USAGE, Exit.BAD_DATA, Exit.UNKNOWN_ID}
    assert (out, "wrong that should not" in err) == ("", False)


def test_setting_a_value_it_has_already_is_no_mistake(run, amended):
    assert run("draft", "edit", draft_id_of(amended), "--reason", "Towns need it.")[0] == Exit.DONE


def test_rules_left_out_are_not_said_to_be_met(run):
    run("draft", "new", "--target", "platform/empty-shops")

    assert "complete" not in run("check", "--select", "X9")[1]


def test_a_draft_with_mistakes_can_be_deleted(run, tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "bad.toml").write_text("x = ", encoding="utf-8")

    assert run("draft", "delete", "bad")[0] == Exit.DONE
