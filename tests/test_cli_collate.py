"""`policytui collate`: an inbox taken in from the command line, and the ledger of a round."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from policytui.corpus.markdown import read_document
from policytui.drafts.begin import begin_response, now
from policytui.drafts.model import Seal, State, Submitter
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft, read_draft
from policytui.errors import Exit
from policytui.text import printable


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
    code, out, _ = run("collate", "--restore", id_)
    assert code == Exit.DONE
    assert "set aside by Staff: Withdrawn." in out
    assert json.loads(run("collate", "--restore", id_, "--json")[1])["item"]["reason"] == ""
    digest = next(entry["digest"] for entry in entries if entry["fate"] == "counted")
    code, _, err = run("collate", "--restore", digest)
    assert (code, "neither admitted nor set aside" in " ".join(err.split())) == (Exit.USAGE, True)


def test_conditions_that_were_wrong_are_mended_in_the_round_as_it_is(run, sent, tmp_path):
    folder = tmp_path / "conditions"
    folder.mkdir()
    (folder / "wrong.toml").write_text('title = "Motions"\nkinds = ["new-position"]\n')
    (folder / "right.toml").write_text('title = "Motions"\nkinds = ["amendment"]\n')
    _, out, _ = run("collate", str(sent), "--title", "Conference 2026", "--conditions", "wrong")
    told = " ".join(out.split())
    assert "2: Motions does not take this: a draft of the kind amendment 20" in told
    code, _, err = run("collate", "--conditions", "gone")
    assert (code, "no file conditions/gone.toml" in " ".join(err.split())) == (Exit.USAGE, True)
    code, out, err = run("collate", "--conditions", "right")
    assert (code, "conditions “right” hold in this round" in err) == (Exit.DONE, True)
    told = " ".join(out.split())
    assert "2 were refused or late by other conditions than those of now; policytui" in told
    _, out, _ = run("collate", "--reconsider")
    assert "2 that other conditions kept out are let in by those of now" in out
    assert "= 2 counted + 2 refused" in out
    assert "let in nothing else" in run("collate", "--reconsider", "--conditions", "right")[1]
    assert json.loads(run("collate", str(sent), "--json")[1])["reconsidered"] == 0
    assert 'title = "Conference 2026"' in (tmp_path / "round" / "round.toml").read_text()


def test_files_with_one_reason_are_told_together_and_all_of_them_only_when_asked(
    run, sent, tmp_path
):
    for number in range(30):
        (sent / f"photo-{number:02}.jpg").write_bytes(b"\xff\xd8")
        (sent / f"bad-{number:02}.toml").write_bytes(f"w{number} w".encode() + b"\n")
    _, out, _ = run("collate", str(sent), "--title", "Conference 2026")
    assert "  31: is neither a sealed submission (.toml) nor a file" in out
    assert ("and 28 more (--all shows them)" in out, "photo-29" in out) == (True, False)
    assert "photo-29.jpg" in run("collate", "--all")[1]
    assert run("collate", "--set-aside", "photo-03.jpg", "--reason", "R")[0] == Exit.DONE
    assert run("collate", "--restore", "photo-03.jpg")[0] == Exit.DONE


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), Exit.USAGE, "there is no round here"),
        (("inbox",), Exit.USAGE, "there is no round here"),
        (("nowhere", "--title", "T"), Exit.BAD_DATA, "there is no such folder"),
        (("--title", "T", "--reason", "R"), Exit.USAGE, "--reason goes with"),
        (("--title", "T", "--admit", "x", "--set-aside", "y"), Exit.USAGE, "one at a time"),
        (("--title", "T", "--admit", "x"), Exit.USAGE, "Say why"),
        (("--title", "T", "--restore", "x"), Exit.UNKNOWN_ID, "was received"),
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
    assert "round" not in json.loads(run("paths", "--json")[1])
    monkeypatch.setenv("POLICYTUI_ROUND", str(tmp_path / "one"))
    assert run("collate")[1].startswith("One\n")
    assert json.loads(run("paths", "--json")[1])["round"] == str(tmp_path / "one")


def _sealed(draft, at=None):
    draft = replace(draft, seal=None)
    return format_draft(replace(draft, seal=Seal(content_digest(draft), at or now()))).encode()


def _bad_inbox(sent, corpus):
    """Beside what is good everything that may come in; what must become of each, and why."""
    mine, theirs = (read_draft(path) for path in sorted(sent.glob("2*.toml")))
    document = read_document(corpus / "consultation.md")
    answers = begin_response(document.header, document.positions, Submitter(mover="Late"))
    answers = replace(answers, answers=(replace(answers.answers[0], text="Yes."),))
    tomorrow = now() + timedelta(days=1)
    second = replace(mine, text="Another wish.", updated=now())
    reasons = {
        "forged.toml": (
            _sealed(replace(theirs, text="Forged.", id=mine.id), now() + timedelta(seconds=9)),
            ("refused", f"carries the id {mine.id}, which belongs to"),
        ),
        "future.toml": (
            _sealed(replace(theirs, id="future"), tomorrow),
            ("refused", "still to come"),
        ),
        "closed.toml": (
            _sealed(replace(answers, state=State.SUBMITTED)),
            ("late", "Consultation 2021 closed at"),
        ),
        "again.toml": (_sealed(second, now() + timedelta(seconds=5)), ("counted", "")),
        "bomb-deep.toml": (b"a = " + b"[" * 100_000, ("refused", "thousands of tables")),
        "bomb-keys.toml": (b"k = 1\n" * 300_000, ("refused", "more than 5,000 keys")),
        "bomb-dots.toml": (b"a." * 300_000 + b"a = 1", ("refused", "nested too deeply")),
        "..\\..\\evil.toml": (b"schema = 9\n", ("refused", "another version of the form (9;")),
        "\x1b[31m=red.toml": (b"schema = 8\n", ("refused", "another version of the form (8;")),
    }
    for name, (data, _) in reasons.items():
        (sent / name).write_bytes(data)
    with (sent / "large.toml").open("wb") as stream:
        stream.truncate(100_000_000)
    (sent / "link.toml").symlink_to("/etc/hostname")
    return {
        **{printable(name): told for name, (_, told) in reasons.items()},
        f"{mine.id}.toml": ("superseded", "the same person sent again.toml in its place"),
        f"{theirs.id}.toml": ("counted", ""),
        "copy.toml": ("duplicate", "is the same file as"),
        "broken.toml": ("refused", "changed after it was sealed"),
        "large.toml": ("refused", "holds 100 MB; a file of this kind may hold 4 MB"),
        "link.toml": ("refused", "is a link"),
        "photo\\x1b[31m.jpg": ("refused", "neither a sealed submission"),
    }


def test_each_bad_file_is_logged_with_its_reason_and_stops_no_other(run, sent, tmp_path):
    expected = _bad_inbox(sent, tmp_path / "corpus")
    code, _, err = run("collate", str(sent), "--title", "Conference 2026")
    assert (code, "\x1b" in err) == (Exit.DONE, False)
    value = json.loads(run("collate", "--json")[1])
    found = {entry["file"]: (entry["fate"], entry["reason"]) for entry in value["submissions"]}
    assert found.keys() == expected.keys()
    for name, (fate, why) in expected.items():
        assert (found[name][0], why in found[name][1]) == (fate, True), (name, found[name])
    assert value["received"] == len(expected)
    assert not list(tmp_path.rglob("evil.toml"))
    assert max(path.stat().st_size for path in (tmp_path / "round").rglob("*.*")) < 10**7
