import json

import pytest

from policytui.errors import Exit

BASE = "platform/empty-shops"
TEXT = "A shop that stands empty for a year should be offered to the people of the town."
PROPOSED = """\
A shop that stands empty for 6 months must be offered to “the people” of the town.

- homes
- land  and shops

It is ours."""


@pytest.mark.parametrize(
    "proposed",
    [PROPOSED, TEXT, TEXT + " Always.", "Nothing of this.", "New\u00a0words [new line] “", "\n"],
)
def test_apply_undoes_compare_exactly(run, tmp_path, proposed):
    (tmp_path / "new.txt").write_text(proposed, encoding="utf-8")
    _, instruction, _ = run("compare", BASE, "new.txt", "--format", "instruction")

    code, out, err = run("apply", BASE, "--instruction", "-", stdin=instruction)

    assert (code, out, err) == (Exit.DONE, proposed.strip("\n") + "\n", "")


def test_apply_reads_a_file_and_gives_json(run, tmp_path):
    (tmp_path / "change.txt").write_text("Leave out “a year” and insert “six months”\n", "utf-8")

    code, out, _ = run("apply", BASE, "--instruction", "change.txt", "--json")

    assert code == Exit.DONE
    assert json.loads(out) == {
        "schema": 1,
        "text": TEXT.replace("a year", "six months"),
        "proposals": [],
    }


def test_formal_wording_that_does_not_fit_is_named(run):
    code, out, err = run("apply", BASE, "--instruction", "-", stdin="Leave out “a house”")

    assert (code, out) == (Exit.BAD_DATA, "")
    assert "Instruction 1: “a house” does not stand in the text." in err


def test_typed_instructions_beyond_doubt_are_shown_and_applied(run):
    code, out, err = run(
        "apply", BASE, "--instruction", "-", stdin='In line 1, delete "a year" and insert "a month"'
    )

    assert (code, out) == (Exit.DONE, TEXT.replace("a year", "a month") + "\n")
    assert "understood: Leave out “a year” and insert “a month”" in err


def test_typed_instructions_in_doubt_wait_for_a_yes(run):
    typed = "delete 'stnads empty' and insert 'is closed'"

    code, out, err = run("apply", BASE, "--instruction", "-", stdin=typed)
    agreed, text, _ = run("apply", BASE, "--instruction", "-", "--yes", stdin=typed)

    assert (code, out) == (Exit.FINDINGS, "")
    assert "was taken to be “stands empty”" in err
    assert "--yes" in err
    assert (agreed, text) == (Exit.DONE, TEXT.replace("stands empty", "is closed") + "\n")


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (
            'In line 99, delete "a year"',
            "You named line 99; the words stand in line 1 of the text.",
        ),
        ("Leave out “a year", "The quotation is not closed."),
    ],
)
def test_a_wrong_line_or_an_open_quotation_waits_for_a_yes(run, typed, note):
    code, out, err = run("apply", BASE, "--instruction", "-", stdin=typed)
    agreed, text, _ = run("apply", BASE, "--instruction", "-", "--yes", stdin=typed)

    assert (code, out) == (Exit.FINDINGS, "")
    assert note in err
    assert (agreed, text) == (Exit.DONE, TEXT.replace("a year ", "") + "\n")


@pytest.mark.parametrize("yes", [[], ["--yes"]])
def test_nothing_is_applied_where_one_instruction_cannot_be_placed(run, yes):
    typed = "Replace 'a year' with 'a month'\nDelete 'some entirely different thing'"

    code, out, err = run("apply", BASE, "--instruction", "-", "--json", *yes, stdin=typed)

    found = json.loads(out)
    assert code == Exit.BAD_DATA
    assert found["text"] is None
    assert [each["exact"] for each in found["proposals"]] == [True, False]
    assert found["proposals"][1]["problem"] in err


def test_only_one_text_comes_from_standard_input(run):
    code, out, err = run("apply", "-", "--instruction", "-", stdin="x")

    assert (code, out) == (Exit.USAGE, "")
    assert "standard input" in err
