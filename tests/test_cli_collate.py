"""`policytui collate`: an inbox taken in from the command line, and the ledger of a round."""

import json

import pytest

from policytui.errors import Exit


@pytest.fixture
def sent(run, tmp_path):
    """An inbox with two amendments, one of which comes twice, and a file that is none."""
    for mover in ("A. Member", "B. Member"):
        _, out, _ = run(
            *("draft", "new", "--target", "platform/empty-shops", "--text-file", "-"),
            *("--reason", "Towns need it.", "--mover", mover, "--email", "secret@example.org"),
            stdin=f"What {mover} wants of shops.",
        )
        assert run("draft", "submit", out.strip())[0] == Exit.DONE
    inbox = tmp_path / "drafts" / "outbox"
    first = min(inbox.iterdir())
    (inbox / "copy.toml").write_bytes(first.read_bytes())
    (inbox / "broken.toml").write_bytes(first.read_bytes().replace(b"Towns", b"Downs"))
    (inbox / "photo\x1b[31m.jpg").write_bytes(b"\xff\xd8")
    return inbox


def test_an_inbox_is_taken_in_and_accounted_for(run, sent):
    code, out, err = run("collate", str(sent), "--title", "Conference 2026", "--by", "Staff")
    assert code == Exit.DONE
    assert "5 files in the inbox, 5 of them new" in out
    assert (
        "received 5 = 2 counted + 2 refused + 0 late + 0 blank + 1 duplicates + 0 superseded" in out
    )
    assert "broken.toml" in out
    assert "changed after it was sealed" in " ".join(out.split())
    assert "\x1b" not in out + err
    assert "secret@" not in out + err


def test_taking_in_again_says_so_and_changes_nothing(run, sent, tmp_path):
    run("collate", str(sent), "--title", "Conference 2026")
    journal = (tmp_path / "round" / "journal.jsonl").read_bytes()
    code, out, err = run("collate", str(sent))
    assert code == Exit.DONE
    assert "0 of them new" in out
    assert "5 were received before" in err
    assert (tmp_path / "round" / "journal.jsonl").read_bytes() == journal
    assert b"secret@" not in journal


def test_the_ledger_is_told_to_programs(run, sent):
    run("collate", str(sent), "--title", "Conference 2026")
    code, out, _ = run("collate", "--json")
    value = json.loads(out)
    assert code == Exit.DONE
    assert (value["schema"], value["round"], value["received"]) == (1, "Conference 2026", 5)
    fates = ("counted", "refused", "late", "blank", "duplicates", "superseded")
    assert value["received"] == sum(value[fate] for fate in fates) == len(value["submissions"])
    assert {entry["fate"] for entry in value["submissions"]} == {"counted", "refused", "duplicate"}
    assert "secret@" not in out


def test_staff_set_aside_and_admit_with_a_reason(run, sent, tmp_path):
    run("collate", str(sent), "--title", "Conference 2026")
    entries = json.loads(run("collate", "--json")[1])["submissions"]
    id_ = next(entry["id"] for entry in entries if entry["fate"] == "counted")
    code, out, _ = run("collate", "--set-aside", id_, "--reason", "Withdrawn.", "--by", "Staff")
    assert code == Exit.DONE
    assert "set aside by Staff: Withdrawn." in out
    code, out, _ = run("collate", "--admit", id_, "--reason", "Asked again.", "--json")
    assert json.loads(out)["item"]["fate"] == "counted"
    assert "Admitted by staff (1)" in run("collate")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), Exit.USAGE, "there is no round here"),
        (("inbox",), Exit.USAGE, "there is no round here"),
        (("nowhere", "--title", "T"), Exit.BAD_DATA, "there is no such folder"),
        (("--title", "T", "--reason", "R"), Exit.USAGE, "--reason goes with"),
        (("--title", "T", "--admit", "x", "--set-aside", "y"), Exit.USAGE, "one at a time"),
        (("--title", "T", "--admit", "x"), Exit.USAGE, "Say why"),
        (("--title", "T", "--admit", "x", "--reason", "R"), Exit.UNKNOWN_ID, "was received"),
        (("--title", "T", "--document", "x"), Exit.UNKNOWN_ID, 'no document "x"'),
        (("inbox", "--title", "T", "--conditions", "x"), Exit.USAGE, "no file conditions/x.toml"),
    ],
)
def test_what_cannot_be_done_is_said(run, tmp_path, arguments, code, said):
    (tmp_path / "inbox").mkdir()
    got, _, err = run("collate", *arguments)
    assert (got, said in " ".join(err.split())) == (code, True)


def test_the_round_is_named_by_option_or_environment(run, sent, tmp_path, monkeypatch):
    run("collate", str(sent), "--title", "One", "--round", str(tmp_path / "one"))
    assert run("collate", "--round", str(tmp_path / "one"))[1].startswith("One\n")
    monkeypatch.setenv("POLICYTUI_ROUND", str(tmp_path / "one"))
    assert run("collate")[1].startswith("One\n")
