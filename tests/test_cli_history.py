"""`policytui history`, and older editions wherever a text is named."""

import json
from dataclasses import replace
from datetime import date

import pytest
from corpora import PLATFORM

from policytui.corpus.editions import keep_edition, write_document
from policytui.corpus.markdown import parse_document
from policytui.errors import Exit

SHOPS = "platform/empty-shops"
NOW = (
    PLATFORM.replace('"2016"', '"2021"\nadopted = 2021-10-09\nadopted_by = "Conference 2021"')
    .replace("for a year", "for six months")
    .replace("### Empty shops {", "### Shops that stand empty {")
)


@pytest.fixture
def editions(run, tmp_path):
    """Runs a command in a corpus with three editions of the platform."""
    oldest = parse_document(PLATFORM)
    keep_edition(tmp_path / "corpus", oldest)
    header = replace(oldest.header, edition="Spring 2018", adopted=date(2018, 3, 1))
    without_land = (oldest.positions[0], oldest.positions[2])
    keep_edition(tmp_path / "corpus", replace(oldest, header=header, positions=without_land))
    write_document(tmp_path / "corpus" / "platform.md", parse_document(NOW))
    return run


def test_the_history_of_a_position_is_told_newest_first(editions) -> None:
    code, out, err = editions("history", SHOPS)
    assert (code, err) == (Exit.DONE, "")
    assert out == (
        "Shops that stand empty\n"
        "======================\n"
        "Our platform [platform/empty-shops]\n"
        "\n"
        "2021, adopted on 9 October 2021 by Conference 2021\n"
        "  amended; renamed from “Empty shops” to “Shops that stand empty”\n"
        "\n"
        "    A shop that stands empty for [-a year-]{+six months+} should be offered to\n"
        "    the people of the town.\n"
        "\n"
        "Spring 2018, adopted on 1 March 2018\n"
        "  kept\n"
        "\n"
        "2016\n"
        "  in the oldest edition\n"
    )


def test_blame_names_the_edition_of_each_run_in_the_margin(editions) -> None:
    code, out, _ = editions("history", SHOPS, "--blame")
    assert code == Exit.DONE
    assert "2016                     | A shop that stands empty for\n" in out
    assert "2021, adopted on 9       | six months\nOctober 2021 by          |\n" in out


def test_a_history_in_json_is_for_programs(editions) -> None:
    value = json.loads(editions("history", "platform/land-for-homes", "--json")[1])
    assert (value["schema"], value["id"]) == (1, "platform/land-for-homes")
    assert [(step["edition"], step["events"]) for step in value["steps"]] == [
        ("2021", ["came_back"]),
        ("Spring 2018", ["left_out"]),
        ("2016", ["in_the_oldest_edition"]),
    ]
    runs = json.loads(editions("history", SHOPS, "--blame", "--json")[1])["runs"]
    assert [(run["edition"], run["adopted_by"]) for run in runs] == [
        ("2016", ""),
        ("2021", "Conference 2021"),
        ("2016", ""),
    ]
    assert runs[1]["adopted"] == "2021-10-09"


def test_the_editions_of_a_document_are_listed_with_what_changed(editions) -> None:
    code, out, _ = editions("history", "platform")
    assert code == Exit.DONE
    assert "Conference 2021\n  3 positions: 1 kept, 1 amended, 1 new, 1 renamed\n" in out
    assert "2016\n  3 positions: in the oldest edition\n" in out
    value = json.loads(editions("history", "platform", "--json")[1])
    assert [(one["edition"], one["positions"]) for one in value["editions"]] == [
        ("2021", 3),
        ("Spring 2018", 2),
        ("2016", 3),
    ]
    assert value["editions"][1]["counts"]["left_out"] == 1


def test_a_document_without_older_editions_has_a_history_of_one(run) -> None:
    assert "in the oldest edition" in run("history", SHOPS)[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("history", "platform/empty-shop"),
            Exit.UNKNOWN_ID,
            'Did you mean "platform/empty-shops"',
        ),
        (("history", "platfrom"), Exit.UNKNOWN_ID, 'Did you mean "platform"'),
        (("history", "../../etc/passwd"), Exit.UNKNOWN_ID, "no document"),
        (("history", "platform", "--blame"), Exit.USAGE, "policytui show platform"),
        (("show", "platform@2017"), Exit.UNKNOWN_ID, "2016, Spring 2018, 2021"),
        (("show", "platform/x@2016"), Exit.UNKNOWN_ID, "has no position"),
        (
            ("show", "platform/land-for-homes@spring-2018"),
            Exit.UNKNOWN_ID,
            "policytui history platform/land-for-homes",
        ),
        (("compare", "platform@1", "platform"), Exit.UNKNOWN_ID, 'no edition "1"'),
        (("compare", f"{SHOPS}@", SHOPS), Exit.UNKNOWN_ID, "no edition"),
        (("show", "\x1b[2J/x@\x1b[31m"), Exit.UNKNOWN_ID, "no document"),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(editions, arguments, code, said) -> None:
    given, out, err = editions(*arguments)
    assert (given, out) == (code, "")
    assert said in err
    assert "\x1b" not in err


def test_a_damaged_edition_is_named(editions, tmp_path) -> None:
    (tmp_path / "corpus" / "editions" / "platform" / "2016.md").write_text("+++\n", "utf-8")
    code, _, err = editions("history", SHOPS)
    assert code == Exit.BAD_DATA
    assert "2016.md:1" in err
    assert editions("show", SHOPS)[0] == Exit.DONE


@pytest.mark.parametrize("name", ["Spring 2018", "spring-2018"])
def test_an_older_edition_is_shown(editions, name) -> None:
    out = editions("show", f"{SHOPS}@{name}")[1]
    assert "edition Spring 2018, adopted on 1 March 2018" in out
    assert "for a year" in out
    assert "Land for homes" not in editions("show", f"platform@{name}")[1]
    value = json.loads(editions("show", f"platform@{name}", "--json")[1])
    assert (value["edition"], len(value["positions"])) == ("Spring 2018", 2)


def test_editions_are_compared_whole_and_position_by_position(editions) -> None:
    changed = "[-a year-]{+six months+}"
    assert changed in editions("compare", f"{SHOPS}@2016", SHOPS)[1]
    assert changed in editions("compare", "platform@spring-2018", "platform@2021")[1]
    out = editions("compare", "platform@2016", "platform@spring-2018")[1]
    assert "1 left out" in out


def test_a_file_whose_name_holds_the_sign_is_a_file(editions, tmp_path) -> None:
    (tmp_path / "platform@2016").write_text("Some words.", encoding="utf-8")
    assert "Some words." in editions("compare", "platform@2016", SHOPS, "--format", "clean")[1]
