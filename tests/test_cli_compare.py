import json
import os
from pathlib import Path

import pytest
from corpora import PLATFORM, draft_id_of

from policytui.drafts.toml import read_draft
from policytui.errors import Exit

NEXT = (
    PLATFORM.replace('"2016"', '"2018"')
    .replace("20,000", "30,000")
    .replace("### Empty shops {", "### Shops that stand empty {")
)


@pytest.mark.parametrize(
    ("format_", "start"),
    [
        ("clean", "Before: Empty shops"),
        ("carried", "A shop that stands empty for six months should"),
    ],
)
def test_a_draft_is_shown_before_and_after_and_as_it_would_stand(run, amended, format_, start):
    code, out, _ = run("compare", amended, "--format", format_)

    assert code == Exit.DONE
    assert out.startswith(start)


def test_instructions_follow_the_wording_asked_for_or_set(run, amended, tmp_path):
    command = ("compare", amended, "--format", "instruction")
    assert "Leave out “a year”" in run(*command)[1]
    assert "Delete “a year”" in run(*command, "--wording", "libdem")[1]
    config = Path(os.environ["POLICYTUI_CONFIG"])
    config.mkdir()
    (config / "settings.toml").write_text('wording = "plain"', encoding="utf-8")
    assert "Replace “a year”" in run(*command)[1]


def test_mere_quotation_marks_are_no_change_of_substance(run, tmp_path):
    (tmp_path / "one.txt").write_text('Say "yes" to it.', encoding="utf-8")
    (tmp_path / "two.txt").write_text("Say “yes”  to it.", encoding="utf-8")

    _, out, err = run("compare", "one.txt", "two.txt")
    assert "[-" not in out
    assert "every word is the same" in err
    assert "[-" in run("compare", "one.txt", "two.txt", "--all")[1]


def test_two_editions_are_compared_position_by_position(run, tmp_path):
    (tmp_path / "next.md").write_text(NEXT, encoding="utf-8")

    code, out, err = run("compare", "platform", "next.md")

    assert (code, err) == (Exit.DONE, "")
    assert "[-20,000-]{+30,000+}" in out
    assert "Shops that stand empty" in out
    assert "Land for homes" not in out
    assert "Land for homes" in run("compare", "platform", "next.md", "--all")[1]
    value = json.loads(run("compare", "platform", "next.md", "--json")[1])
    assert value["schema"] == 1


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_comparison_is_written_to_a_file_and_never_over_another(run, amended, tmp_path, ending):
    path = tmp_path / f"change.{ending}"

    assert run("compare", amended, "--output", str(path))[0] == Exit.DONE
    size = path.stat().st_size
    assert size > 1000
    assert run("compare", amended, "--output", str(path))[0] == Exit.USAGE
    assert path.stat().st_size == size
    assert run("compare", amended, "--output", str(path), "--force")[0] == Exit.DONE


def test_a_proposal_is_held_against_the_whole_platform(run, tmp_path):
    (tmp_path / "letter.txt").write_text(
        "We will build 30,000 co-operative homes a year by 2030. Tenants should run them.\n\n"
        "A shop that stands empty for a year should be offered to the people of the town.\n\n"
        "Every school should have a kitchen of its own and cook fresh meals each day.\n",
        encoding="utf-8",
    )

    code, out, err = run("match", "letter.txt", "--json")

    value = json.loads(out)
    assert code == Exit.DONE, err
    assert [(one["verdict"], one["position"]) for one in value["paragraphs"]] == [
        ("changes", "platform/homes-we-share"),
        ("already policy", "platform/empty-shops"),
        ("new", ""),
    ]
    assert value["remains"] == ["platform/land-for-homes"]
    assert "Remains as it is" in run("match", "letter.txt")[1]


def edit_corpus(tmp_path, old, new):
    path = tmp_path / "corpus" / "platform.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_draft_is_carried_over_to_a_text_that_changed_elsewhere(run, amended, tmp_path):
    edit_corpus(tmp_path, "should be offered", "must be offered")
    draft_id = draft_id_of(amended)

    shown = run("draft", "carry", draft_id)
    assert shown[0] == Exit.FINDINGS
    assert "--yes" in shown[2]
    assert run("draft", "carry", draft_id, "--yes")[0] == Exit.DONE

    draft = read_draft(tmp_path / "drafts" / f"{draft_id}.toml")
    assert "must be offered" in draft.base.text
    assert "must be offered" in draft.text
    assert "six months" in draft.text
    assert run("check", "--select", "BAS")[0] == Exit.DONE


def test_words_that_both_changed_are_shown_with_both_sides(run, amended, tmp_path):
    edit_corpus(tmp_path, "empty for a year", "empty for two years")
    draft_id = draft_id_of(amended)

    code, out, _ = run("draft", "carry", draft_id)

    assert code == Exit.FINDINGS
    assert "six months" in out
    assert "two years" in out
    value = json.loads(run("draft", "carry", draft_id, "--json")[1])
    assert value["outcome"] == "conflicts"
    assert run("draft", "carry", draft_id, "--keep", "mine", "--yes")[0] == Exit.DONE
    assert "six months" in read_draft(tmp_path / "drafts" / f"{draft_id}.toml").text


def test_a_position_that_was_renamed_is_found_by_its_words(run, amended, tmp_path):
    edit_corpus(tmp_path, "{#empty-shops}", "{#shops-that-stand-empty}")
    draft_id = draft_id_of(amended)

    code, out, _ = run("draft", "carry", draft_id)

    assert code == Exit.FINDINGS
    assert "platform/shops-that-stand-empty" in out
    to = ("--to", "platform/shops-that-stand-empty", "--yes")
    assert run("draft", "carry", draft_id, *to)[0] == Exit.DONE
    assert run("check", "--select", "BAS")[0] == Exit.DONE
