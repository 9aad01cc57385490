"""The real documents, imported and searched through the very path that members use."""

import re

import pytest

from policytui.importers.importing import import_file, save_import
from policytui.workspace.places import find_places
from policytui.workspace.workspace import Workspace

PLATFORM = "secure-and-confident-communities"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    from conftest import SHARED

    if not (SHARED / "seeds").is_dir():
        pytest.skip("the real documents lie beside the project, not in it, and are absent here")
    folder = tmp_path_factory.mktemp("real")
    for source in sorted((SHARED / "seeds").glob("*.txt")):
        save_import(import_file(source), folder / "corpus")
    places = find_places(
        str(folder / "corpus"),
        str(folder / "drafts"),
        environment={key: str(folder / key) for key in ("POLICYTUI_CACHE", "POLICYTUI_STATE")},
    )
    workspace = Workspace(places)
    workspace.refresh()
    return workspace


def test_the_real_corpus_holds_35_positions_and_16_questions(workspace):
    documents = {card.header.id: card for card in workspace.catalogue.documents()}

    assert documents[PLATFORM].positions == 35
    assert [theme.positions for theme in documents[PLATFORM].themes] == [10, 11, 8, 6]
    consultation = workspace.catalogue.document("policy-consultation-2021")
    assert [position.role.value for position in consultation.positions].count("question") == 16


def test_every_real_position_is_found_first_by_its_heading(workspace):
    missed = {
        position.title: [hit.id for hit in workspace.search(position.title).hits[:3]]
        for position in workspace.catalogue.document(PLATFORM).positions
        if workspace.search(position.title).hits[0].id != position.id
    }

    assert not missed


def test_every_real_position_is_found_first_by_each_of_its_sentences(workspace):
    missed = {}
    for position in workspace.catalogue.document(PLATFORM).positions:
        for sentence in re.split(r"(?<=[.!?])\s+", position.text):
            hits = workspace.search(sentence).hits
            if not hits or hits[0].id != position.id:
                missed[sentence] = [hit.id for hit in hits[:3]]

    assert not missed
