import re

import pytest
from corpora import write_corpus

from policytui.errors import SettingsError, UsageError
from policytui.search.engine import Filters
from policytui.workspace.places import BUNDLED, find_places
from policytui.workspace.settings import read_settings
from policytui.workspace.state import StateFile
from policytui.workspace.workspace import Workspace


@pytest.fixture
def environment(tmp_path):
    return {
        "POLICYTUI_CACHE": str(tmp_path / "cache"),
        "POLICYTUI_STATE": str(tmp_path / "state"),
        "POLICYTUI_CONFIG": str(tmp_path / "config"),
    }


def test_what_is_given_beats_environment_settings_and_nearness(tmp_path, environment):
    folders = {}
    for name in ("given", "environment", "settings", "project/corpus"):
        folders[name] = write_corpus(tmp_path / name)
    (tmp_path / "config").mkdir()
    settings = tmp_path / "config" / "settings.toml"
    here = tmp_path / "project" / "deep"
    here.mkdir()

    def found(given=None):
        return find_places(given, environment=environment, here=here).corpus.path

    assert found() == folders["project/corpus"]
    settings.write_text(f"corpus = '{folders['settings']}'", encoding="utf-8")
    assert found() == folders["settings"]
    environment["POLICYTUI_CORPUS"] = str(folders["environment"])
    assert found() == folders["environment"]
    assert found(str(folders["given"])) == folders["given"]


def test_drafts_lie_beside_the_nearest_corpus(tmp_path, environment):
    write_corpus(tmp_path / "corpus")

    places = find_places(environment=environment, here=tmp_path)

    assert places.drafts.path == tmp_path / "drafts"


def test_without_any_corpus_the_bundled_one_is_used(tmp_path, environment):
    places = find_places(environment=environment, here=tmp_path)

    assert places.corpus.found_by == BUNDLED
    assert places.is_bundled
    assert list(places.corpus.path.glob("*.md"))


def test_a_corpus_that_does_not_exist_is_named_with_who_named_it(tmp_path, environment):
    with pytest.raises(UsageError, match=r"named by --corpus"):
        find_places(str(tmp_path / "gone"), environment=environment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('moover = "A"', 'Did you mean "mover"?'),
        ('nation = "mars"', "is not one of: england"),
        ("mover = 7", "should be text in quotes"),
        ("mover = ", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_settings_is_named_with_its_line(tmp_path, text, said):
    file = tmp_path / "settings.toml"
    file.write_text(f"# mine\n{text}\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=f"settings.toml:2.*{said}".replace("?", r"\?")):
        read_settings(file)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('select = ["WHX"]', 'no rule has a code that begins with "WHX". Did you mean "WHY"'),
        ('ignore = ["BAS009"]', "BAS009"),
        ('severity = {BAS = "grave"}', "is not one of: error"),
        ('severity = {BAS = "review"}', "choose one of: error, warning, note"),
        ('severity = {QQQ = "note"}', 'begins with "QQQ"'),
        ('seelct = ["WHO"]', 'Did you mean "select"'),
    ],
)
def test_a_mistake_in_the_choice_of_rules_is_named_with_its_line(tmp_path, line, said):
    file = tmp_path / "settings.toml"
    file.write_text(f"[check]\n{line}\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=r"settings.toml:2.*" + re.escape(said)):
        read_settings(file)


def test_rules_are_chosen_by_the_beginning_of_their_codes(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text(
        'mover = "A"\n[check]\nignore = ["who"]\nseverity = {BAS = "error", BAS002 = "note"}\n',
        encoding="utf-8",
    )

    check = read_settings(file).check

    assert (check.wants("WHO001"), check.wants("WHY001")) == (False, True)
    assert dict(check.severity) == {"BAS": "error", "BAS002": "note"}


def test_settings_that_are_not_there_are_the_defaults(tmp_path):
    assert read_settings(tmp_path / "none.toml").mover == ""


def test_what_is_remembered_outlives_the_program(tmp_path):
    StateFile(tmp_path / "state.toml").set("theme", "nord")

    assert StateFile(tmp_path / "state.toml").get("theme") == "nord"


def test_a_damaged_state_counts_as_empty(tmp_path):
    (tmp_path / "state.toml").write_bytes(b"\xff[")

    assert StateFile(tmp_path / "state.toml").get("theme", "dark") == "dark"


def test_the_workspace_finds_what_was_just_written(tmp_path, environment):
    corpus = write_corpus(tmp_path / "corpus")
    workspace = Workspace(find_places(environment=environment, here=tmp_path))
    assert not workspace.is_current()
    workspace.refresh()
    assert workspace.is_current()

    path = corpus / "platform.md"
    path.write_text(path.read_text("utf-8").replace("offered", "presented"), encoding="utf-8")
    assert not workspace.is_current()
    workspace.refresh()

    assert [hit.id for hit in workspace.search("presented").hits] == ["platform/empty-shops"]
    assert workspace.search("offered", Filters()).total == 0
