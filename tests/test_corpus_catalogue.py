import os
import sqlite3
import subprocess
import sys

import pytest
from corpora import CONSULTATION, PLATFORM, write_corpus

from policytui.corpus.cache_file import CacheDamaged
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import parse_document
from policytui.corpus.model import Kind, Nation
from policytui.errors import Cancelled, StorageError, UnknownId


@pytest.fixture
def folder(tmp_path):
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def catalogue(folder, tmp_path):
    catalogue = Catalogue(folder, tmp_path / "cache" / "catalogue.sqlite")
    catalogue.refresh()
    return catalogue


def test_documents_come_back_equal_to_what_was_read(catalogue):
    assert catalogue.document("platform") == parse_document(PLATFORM)
    assert catalogue.document("consultation-2021") == parse_document(CONSULTATION)


def test_themes_are_counted_for_the_browse_tree(catalogue):
    cards = {card.header.id: card for card in catalogue.documents()}

    assert [(t.themes, t.positions) for t in cards["platform"].themes] == [
        (("Housing",), 2),
        (("Shops",), 1),
    ]
    assert cards["platform"].positions == 3


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 6),
        ({"document": "platform"}, 3),
        ({"theme": "housing"}, 2),
        ({"theme": "hous"}, 0),
        ({"nation": Nation.SCOTLAND}, 4),
        ({"kind": Kind.CONSULTATION}, 3),
        ({"kind": Kind.CONSULTATION, "nation": Nation.WALES}, 3),
    ],
)
def test_filters_keep_what_passes_them(catalogue, filters, number):
    assert len(catalogue.position_ids(**filters)) == number


def test_only_changed_files_are_read_again(catalogue, folder):
    (folder / "platform.md").write_text(PLATFORM.replace("20,000", "30,000"), encoding="utf-8")
    read = []

    refreshed = catalogue.refresh(lambda done, total, what: read.append(what))

    assert refreshed.changed == ("platform",)
    assert read == ["platform.md", ""]
    assert "30,000" in catalogue.position("platform/homes-we-share").text


def test_a_touched_file_with_the_same_content_changes_nothing(catalogue, folder):
    os.utime(folder / "platform.md", (1, 1))

    assert not catalogue.is_current()
    assert catalogue.refresh().changed == ()
    assert catalogue.is_current()


def test_a_removed_file_takes_its_positions_along(catalogue, folder):
    (folder / "platform.md").unlink()

    assert catalogue.refresh().removed == ("platform",)
    assert catalogue.count() == 3


def test_a_file_with_mistakes_is_named_and_the_others_live(catalogue, folder):
    (folder / "bad.md").write_bytes(b"\xff\xfe\x00")

    problems = catalogue.refresh().problems

    assert [problem.file.name for problem in problems] == ["bad.md"]
    assert catalogue.count() == 6
    assert catalogue.problems() == problems


def test_an_id_used_by_two_files_belongs_to_the_first_until_it_goes(catalogue, folder):
    (folder / "zz.md").write_text(PLATFORM, encoding="utf-8")
    assert "belongs to platform.md already" in catalogue.refresh().problems[0].message

    (folder / "platform.md").unlink()

    assert catalogue.refresh().problems == ()
    assert catalogue.path("platform").name == "zz.md"


def test_an_unknown_id_names_the_nearest(catalogue):
    with pytest.raises(UnknownId, match='Did you mean "platform/empty-shops"'):
        catalogue.position("platform/empty-shop")


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 500])
def test_a_damaged_cache_is_made_anew(folder, tmp_path, damage):
    cache = tmp_path / "c.sqlite"
    cache.write_bytes(damage)

    catalogue = Catalogue(folder, cache)
    catalogue.refresh()

    assert catalogue.count() == 6


def test_a_foreign_database_is_made_anew(folder, tmp_path):
    cache = tmp_path / "c.sqlite"
    with sqlite3.connect(cache) as connection:
        connection.execute("CREATE TABLE positions (other TEXT)")
    connection.close()

    catalogue = Catalogue(folder, cache)
    catalogue.refresh()

    assert catalogue.count() == 6


def test_damage_found_in_use_is_mended_for_the_next_call(folder, tmp_path):
    cache = tmp_path / "c.sqlite"
    Catalogue(folder, cache).refresh()
    with sqlite3.connect(cache) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = cache.read_bytes()
    cache.write_bytes(data[:4096] + b"\xee" * (len(data) - 4096))
    catalogue = Catalogue(folder, cache)

    with pytest.raises(CacheDamaged):
        catalogue.documents()
    catalogue.refresh()

    assert catalogue.count() == 6


def test_a_cache_that_cannot_be_written_is_kept_in_memory(folder, tmp_path):
    (tmp_path / "file").write_text("in the way")

    catalogue = Catalogue(folder, tmp_path / "file" / "c.sqlite")
    catalogue.refresh()

    assert catalogue.count() == 6


def test_a_cancelled_refresh_keeps_what_was_read_and_goes_on_later(folder, tmp_path):
    catalogue = Catalogue(folder, tmp_path / "c.sqlite")
    asked = iter([False, True])

    with pytest.raises(Cancelled):
        catalogue.refresh(is_cancelled=lambda: next(asked))

    assert catalogue.count() == 3
    catalogue.refresh()
    assert catalogue.count() == 6


def test_an_empty_folder_holds_nothing_and_says_nothing(tmp_path):
    (tmp_path / "corpus").mkdir()
    catalogue = Catalogue(tmp_path / "corpus", None)

    assert catalogue.refresh().problems == ()
    assert catalogue.count() == 0


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(StorageError, match="cannot be read"):
        Catalogue(tmp_path / "gone", None).refresh()


def test_two_programs_refresh_one_cache_without_harm(folder, tmp_path):
    script = (
        "import sys; from pathlib import Path; from policytui.corpus.catalogue import Catalogue\n"
        "c = Catalogue(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "c.refresh(); print(c.count())"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(folder), str(tmp_path / "c.sqlite")],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    assert [run.communicate()[0].strip() for run in runs] == ["6", "6", "6"]
