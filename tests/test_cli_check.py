import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from corpora import HOSTILE, PLATFORM, draft_id_of, write_corpus

from policytui.checks.decisions import Decision, Verdict, add_decision
from policytui.checks.finding import Evidence, Finding, Severity
from policytui.checks.places import Places, Spot, key_of
from policytui.checks.registry import all_rules
from policytui.cli.findings_text import in_brackets
from policytui.corpus.catalogue import Catalogue
from policytui.errors import Exit

KEYS = [
    *("code", "name", "tier", "severity", "subject", "other", "field", "message", "why", "score"),
    *("evidence", "fingerprint", "decision", "more"),
]


def edit_corpus(tmp_path, old, new):
    path = tmp_path / "corpus" / "platform.md"
    path.write_text(PLATFORM.replace(old, new), encoding="utf-8")


def line_of(path, beginning):
    lines = path.read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(beginning))


def findings_in(out):
    return [json.loads(line) for line in out.splitlines()]


def decide(tmp_path, found, **changes):
    reasoned = {"verdict": Verdict.ACCEPTED, "reason": "Said aloud.", "by": "A. Member", **changes}
    decision = Decision(found["code"], found["fingerprint"], **reasoned)
    add_decision(tmp_path / "decisions.toml", decision)


@pytest.fixture
def unreasoned(run, amended):
    """The path of an amendment whose reason is missing."""
    run("draft", "edit", draft_id_of(amended), "--reason", "")
    return Path(amended)


# --- text ---


def test_a_finding_is_told_with_its_place_both_texts_why_and_what_to_do(run, amended, tmp_path):
    edit_corpus(tmp_path, "should be offered", "must be offered")

    code, out, err = run("check")

    name = f"drafts/{Path(amended).name}"
    line = line_of(Path(amended), 'text = "A shop that stands empty for a year')
    assert code == Exit.DONE  # it is a warning
    assert out.startswith(f"{name}:{line}:45  W BAS002 stale-base  {Path(amended).stem}")
    flat = " ".join(out.split())
    assert "for a year [should] be offered" in flat
    assert "for a year [must] be offered" in flat
    assert "platform/empty-shops" in flat
    assert "help Carry it over" in flat
    assert err == "1 draft checked: 1 warning.\n"


def test_a_sound_draft_gives_no_data(run, amended):
    assert run("check") == (Exit.DONE, "", "1 draft checked: nothing found.\n")


def test_what_is_missing_is_told_at_the_line_where_it_belongs(run, unreasoned):
    code, out, _ = run("check")

    line = line_of(unreasoned, 'reason = ""')
    assert code == Exit.FINDINGS
    assert out.startswith(f"drafts/{unreasoned.name}:{line}:1  E WHY001 missing-reason")


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("Build 5 homes.", ((6, 7),), "Build [5] homes."),
        ("Build 5 homes.", (), "Build 5 homes."),
        ("w " * 300 + "build 5 homes" + " w" * 300, ((606, 607),), "build [5] homes"),
        ("no telling words " * 60, (), "no telling words no"),
    ],
)
def test_the_telling_words_stand_in_brackets_and_long_texts_are_shortened(text, spans, shown):
    said = in_brackets(Evidence(text, spans))

    assert shown in said
    assert len(said) < 400
    assert ("…" in said) is (len(text) > 320)


def test_hostile_words_are_harmless_in_every_form(run, amended, tmp_path):
    run("draft", "edit", draft_id_of(amended), "--reason", HOSTILE)
    (tmp_path / "drafts" / "bad.toml").write_bytes(b'id = "\x1b[31m"\nkind = "\xe2\x80\xae"\n')

    for form in ("text", "json", "sarif"):
        _, out, err = run("check", "--format", form)
        assert not set("\x1b\x00\x07\u202e") & set(out + err)


# --- JSON ---


def test_json_has_the_keys_of_the_contract_and_places(run, amended, tmp_path):
    edit_corpus(tmp_path, "should be offered", "must be offered")

    _, out, _ = run("check", "--format", "json")

    (found,) = findings_in(out)
    assert list(found) == KEYS
    mine, theirs = found["evidence"]
    assert list(mine) == ["text", "spans", "source", "file", "line", "column"]
    assert mine["file"] == f"drafts/{Path(amended).name}"
    lines = (tmp_path / theirs["file"]).read_text("utf-8").split("\n")
    assert lines[theirs["line"] - 1][theirs["column"] - 1 :].startswith("must be offered")
    lines = (tmp_path / mine["file"]).read_text("utf-8").split("\n")
    assert lines[mine["line"] - 1][mine["column"] - 1 :].startswith("should be offered")


def test_the_same_input_gives_the_same_bytes(run, amended, unreasoned, tmp_path):
    edit_corpus(tmp_path, "empty for a year", "empty for two years")
    run("draft", "copy", draft_id_of(amended))
    (tmp_path / "drafts" / "bad.toml").write_text('kind = "x"\nzz = 1\nyy = 2\n', "utf-8")
    both = 'from policytui.cli.main import main\nfor form in ("json", "sarif"):\n    '
    command = [sys.executable, "-c", both + 'main(["check", "--format", form])']

    said = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
        assert (done.returncode, done.stdout.count(b"WHY001") > 2) == (0, True), done.stderr
        said.add(done.stdout)
    assert len(said) == 1


# --- files that cannot be read ---


def test_each_mistake_of_an_unreadable_draft_is_a_finding_with_its_line(run, amended, tmp_path):
    bad = tmp_path / "drafts" / "bad.toml"
    text = Path(amended).read_text("utf-8")
    bad.write_text(text.replace('"amendment"', '"amendmnt"') + 'zzz = "?"\n', encoding="utf-8")

    code, out, err = run("check", "--format", "json")

    found = {each["field"]: each for each in findings_in(out)}
    assert code == Exit.BAD_DATA
    assert {each["code"] for each in found.values()} == {"FMT001"}
    kind = found["kind"]
    assert 'Did you mean "amendment"' in kind["message"]
    assert "new-position" in kind["message"]
    assert (kind["subject"], kind["evidence"][0]["file"]) == ("bad.toml", "drafts/bad.toml")
    line = kind["evidence"][0]["line"]
    assert bad.read_text("utf-8").split("\n")[line - 1] == 'kind = "amendmnt"'
    assert "1 draft checked: 2 errors, 1 file cannot be read." in err


def test_a_file_that_cannot_be_read_is_named_whatever_rules_are_chosen(run, amended, tmp_path):
    (tmp_path / "drafts" / "bad.toml").write_text("x = ", encoding="utf-8")

    code, out, err = run("check", "--select", "WHY")

    assert (code, out) == (Exit.BAD_DATA, "")
    assert "bad.toml: This is not valid TOML" in err


@pytest.mark.parametrize("content", [b"x = ", b"\xff\xfe", b"", b"\xef\xbb\xbfid = 1"])
def test_a_file_that_is_no_draft_at_all_is_told_too(run, tmp_path, content):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "bad.toml").write_bytes(content)

    code, out, err = run("check")

    assert code == Exit.BAD_DATA
    assert "drafts/bad.toml" in out
    assert "FMT001" in out
    assert "Traceback" not in err


def test_one_id_in_two_files_is_told_unless_they_say_the_same(run, amended, tmp_path):
    run("draft", "submit", draft_id_of(amended))
    assert run("check", "drafts", "drafts/outbox") == (
        Exit.DONE,
        "",
        "1 draft checked: nothing found.\n",
    )

    text = Path(amended).read_text("utf-8").replace("six months", "six weeks")
    (tmp_path / "drafts" / "other.toml").write_text(text, encoding="utf-8")

    code, out, _ = run("check", "--select", "FMT001")
    assert code == Exit.FINDINGS
    assert "is that of" in out


# --- choosing ---


def test_the_settings_choose_and_the_command_line_chooses_otherwise(run, unreasoned):
    config = Path(os.environ["POLICYTUI_CONFIG"])
    config.mkdir(parents=True)
    settings = config / "settings.toml"

    settings.write_text('[check]\nignore = ["WHY"]\n', encoding="utf-8")
    assert run("check")[0] == Exit.DONE
    assert run("check", "--select", "WHY")[0] == Exit.FINDINGS
    settings.write_text('[check]\nseverity = {WHY = "warning"}\n', encoding="utf-8")
    assert run("check")[0] == Exit.DONE
    assert run("check", "--strict")[0] == Exit.FINDINGS
    assert run("check", "--strict", "--ignore", "WHY")[0] == Exit.DONE
    assert "[check]" in run("config")[1]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_beginning_of_codes_is_refused_with_the_nearest(run, option):
    code, out, err = run("check", option, "BAS,WHX001")

    assert (code, out) == (Exit.USAGE, "")
    assert 'begins with "WHX001". Did you mean "WHY"' in err


def test_the_corpus_itself_can_be_checked(run):
    code, _, err = run("check", "--corpus-only")

    assert code == Exit.DONE
    assert err.startswith("The corpus checked: ")
    assert run("check", "--corpus-only", "drafts")[0] == Exit.USAGE


def test_a_document_that_cannot_be_read_is_found_with_file_and_line(run, amended, tmp_path):
    edit_corpus(tmp_path, 'kind = "platform"', 'kind = "platfrom"')

    code, out, err = run("check", "--corpus-only", "--json")

    found = next(each for each in findings_in(out) if each["code"] == "FMT001")
    place = found["evidence"][0]
    assert code == Exit.BAD_DATA
    assert (found["subject"], found["field"]) == ("platform.md", "kind")
    assert (place["file"], place["line"]) == ("corpus/platform.md", 5)
    assert "1 file cannot be read" in err
    assert run("check", "--corpus-only", "--select", "REF")[0] == Exit.BAD_DATA


def test_a_draft_on_a_document_that_cannot_be_read_is_told_why(run, amended, tmp_path):
    edit_corpus(tmp_path, 'kind = "platform"', 'kind = "platfrom"')

    code, out, err = run("check")

    assert code == Exit.FINDINGS
    assert "BAS001" in out
    assert "BAS001 may come from this: platform.md of the corpus cannot be read" in err


@pytest.mark.parametrize("settings", ['ignore = ["WHY"]', 'severity = {WHY = "note"}'])
def test_own_settings_do_not_open_the_way_for_a_draft_with_errors(run, unreasoned, settings):
    run("config", "get")
    folder = Path(os.environ["POLICYTUI_CONFIG"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(f"[check]\n{settings}\n", encoding="utf-8")

    assert run("check")[0] == Exit.DONE
    code, out, err = run("draft", "submit", unreasoned.stem)

    assert (code, out) == (Exit.FINDINGS, "")
    assert "was not submitted" in err


@pytest.mark.parametrize("text", [".", " … \n\n-- ", "“”"])
def test_a_text_without_words_is_no_proposal(run, amended, text):
    run("draft", "edit", draft_id_of(amended), "--text-file", "-", stdin=text)

    code, out, _ = run("check")

    assert code == Exit.FINDINGS
    assert "FMT004" in out
    assert "The proposed text has no words" in out


def test_in_lines_each_finding_is_one_row_with_its_place(run, stale, tmp_path):
    line = line_of(stale, 'text = "A shop that stands empty for a year')

    _, out, _ = run("check", "--format", "lines")

    (row,) = out.splitlines()
    assert row.startswith(f"drafts/{stale.name}:{line}:45 BAS002 warning {stale.stem}: “Empty")


def test_what_to_do_is_told_once_for_each_rule(run, stale):
    run("draft", "copy", stale.stem)

    _, out, _ = run("check", "--select", "BAS002")

    assert (out.count("BAS002"), out.count("help ")) == (2, 1)


# --- decisions ---


@pytest.fixture
def stale(run, amended, tmp_path):
    """The path of an amendment whose position reads otherwise by now, which is a warning."""
    edit_corpus(tmp_path, "should be offered", "must be offered")
    return Path(amended)


def test_what_was_decided_is_left_out_counted_and_shown_on_request(run, stale, tmp_path):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found)

    code, out, err = run("check")
    assert (code, out) == (Exit.DONE, "")
    assert "1 dismissed" in err
    _, out, _ = run("check", "--all")
    assert "dismissed" in out
    assert "accepted by A. Member: Said aloud." in out
    (shown,) = findings_in(run("check", "--all", "--format", "json")[1])
    assert shown["decision"] == {
        "verdict": "accepted",
        "reason": "Said aloud.",
        "by": "A. Member",
    }
    assert findings_in(run("check", "--format", "json")[1]) == []


def test_an_error_decided_on_is_told_with_the_decision_and_keeps_its_exit_code(
    run, unreasoned, tmp_path
):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found)

    code, out, err = run("check")

    assert code == Exit.FINDINGS
    assert "WHY001" in out
    assert "accepted by A. Member: Said aloud." in out
    assert "1 decided on, which stay until they are mended" in err


def test_a_decision_without_a_reason_hides_nothing_and_says_so(run, stale, tmp_path):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found, reason="")

    _, out, _ = run("check")

    assert "BAS002" in out
    assert "no reason, so it hides nothing" in " ".join(out.split())


def test_a_decision_that_matches_nothing_is_found_in_a_whole_check(run, unreasoned, tmp_path):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, {**found, "fingerprint": "0" * 16})

    _, out, _ = run("check", "--format", "json", "--ignore", "WHO")
    unsound = next(each for each in findings_in(out) if each["code"] == "SUP001")
    assert (unsound["subject"], unsound["severity"]) == ("decisions.toml", "warning")
    assert (unsound["evidence"][0]["file"], unsound["evidence"][0]["line"]) == ("decisions.toml", 1)
    assert "SUP001" not in run("check", str(unreasoned))[1]
    assert "SUP001" not in run("check", "--ignore", "WHY,SUP")[1]


def test_an_expired_decision_hides_nothing(run, unreasoned, tmp_path):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found, until=date(2020, 1, 1))

    code, out, _ = run("check")

    assert code == Exit.FINDINGS
    assert "WHY001" in out
    assert "held until 1 January 2020" in out


def test_another_file_of_decisions_can_be_named(run, stale, tmp_path):
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found)
    (tmp_path / "decisions.toml").rename(tmp_path / "ours.toml")

    assert run("check", "--strict")[0] == Exit.FINDINGS
    assert run("check", "--strict", "--decisions", "ours.toml")[0] == Exit.DONE
    code, out, err = run("check", "--decisions", "gone.toml")
    assert (code, out) == (Exit.BAD_DATA, "")
    assert "no such file" in err


def test_of_every_rule_it_is_told_how_its_findings_fared(run, stale, tmp_path):
    assert "Nothing is decided" in run("rules", "--stats")[2]
    (found,) = findings_in(run("check", "--format", "json")[1])
    decide(tmp_path, found)
    decide(tmp_path, {"code": "BAS002", "fingerprint": "0" * 16})
    decide(tmp_path, {"code": "WHY001", "fingerprint": "1" * 16}, until=date(2020, 1, 1))
    decide(tmp_path, {"code": "XYZ001", "fingerprint": "2" * 16})

    _, out, err = run("rules", "--stats")

    assert "BAS002        1      0   100%" in out
    assert "WHY001        0      0      -" in out
    assert "Not counted: 3 of 4 decisions" in err
    rows = json.loads(run("rules", "--stats", "--json")[1])["rules"]
    assert [row["code"] for row in rows] == [rule.code for rule in all_rules()]
    assert {"code": "BAS002", "decided": 1, "false_positives": 0, "share_right": 1.0} in rows


# --- rules told ---


def test_every_rule_can_be_listed_and_explained(run):
    rules = json.loads(run("rules", "--json")[1])["rules"]

    assert [rule["code"] for rule in rules] == [rule.code for rule in all_rules()]
    assert all(rule.code in run("rules")[1] for rule in all_rules())
    code, out, _ = run("explain", "bas002")
    assert code == Exit.DONE
    for part in ("BAS002 stale-base", "Tier A", "Why", "Example", "What to do", "How far"):
        assert part in out
    value = json.loads(run("explain", "stale-base", "--json")[1])
    assert (value["code"], value["precision"]) == ("BAS002", None)


def test_the_rules_of_a_family_are_listed(run):
    code, out, _ = run("explain", "chg")

    assert code == Exit.DONE
    assert all(rule.code in out for rule in all_rules() if rule.code.startswith("CHG"))
    assert "BAS002" not in out


def test_an_unknown_rule_is_refused_with_the_nearest(run):
    code, out, err = run("explain", "BAS02")

    assert (code, out) == (Exit.UNKNOWN_ID, "")
    assert "Did you mean" in err


# --- places ---

FILE = '''\
reason = "Because"
title = 'One line'

[proposal]
text = """

First line of words.
  Second  line.   \n
Third “line” here.
"""

[[answers]]
text = "One."

[[answers]]
question = "x/y"
text = """Two
lines."""
'''


@pytest.mark.parametrize(
    ("field", "start", "begins"),
    [
        ("reason", 0, "Because"),
        ("title", 4, "line'"),
        ("text", 0, "First line"),
        ("text", 6, "line of"),
        ("text", 21, "  Second"),
        ("text", 23, "Second"),
        ("text", 38, "Third “line”"),
        ("text", 45, "line” here"),
        ("answers[1].text", 0, "One."),
        ("answers[2].text", 0, "Two"),
        ("answers[2].text", 4, "lines."),
        ("answers[2]", 0, "[[answers]]"),
        ("proposal.instruction", 0, "[proposal]"),
    ],
)
def test_every_word_of_a_draft_has_its_place(tmp_path, field, start, begins):
    file = tmp_path / "d.toml"
    file.write_text(FILE, encoding="utf-8")

    spot = Places({"d": file}, Catalogue(tmp_path, None)).spot("d", field, start)

    line = FILE.split("\n")[spot.line - 1]
    assert line[spot.column - 1 :].startswith(begins), (spot, line)


def test_every_word_of_a_position_has_its_place(tmp_path):
    corpus = write_corpus(tmp_path / "corpus")
    catalogue = Catalogue(corpus, None)
    catalogue.refresh()
    places = Places({}, catalogue)
    text = catalogue.position("platform/land-for-homes").text

    for word in ("Councils", "publish", "Unused", "build on it"):
        spot = places.spot("platform/land-for-homes", "", text.index(word))
        lines = spot.file.read_text("utf-8").split("\n")
        assert lines[spot.line - 1][spot.column - 1 :].startswith(word)
    assert places.spot("platform") == Spot(corpus / "platform.md")
    assert places.spot("platform/gone") is None
    assert places.spot("gone") is None


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("reason", ("reason",)),
        ("submitter.mover", ("submitter", "mover")),
        ("answers[2].text", ("answers", 1, "text")),
    ],
)
def test_a_part_is_found_under_its_key(field, key):
    assert key_of(field) == key


def test_a_finding_without_words_is_known_by_its_field():
    one = Finding("WHO001", Severity.ERROR, "d", "x", field="submitter.mover")
    other = Finding("WHO001", Severity.ERROR, "d", "y", field="submitter.mover")

    assert one.fingerprint == other.fingerprint
