"""On every real document at hand: in = out + left out, and every block is accounted for once.

A document is read once for all of this, as the long ones take seconds.
"""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import SHARED

from policytui.errors import DataError
from policytui.importers.accounts import words_lost
from policytui.importers.importing import Source, Wanted, make_import, name_from
from policytui.importers.outlining.consultation import build_consultation, is_consultation
from policytui.importers.outlining.outline import build_outline
from policytui.importers.prose import words_of
from policytui.importers.readers.kinds import SUFFIXES, read_source

_FOLDERS = (
    "seeds",
    "data/docx",
    "data/pdf",
    "data/uk-gov-docx",
    "data/openpolitics-manifesto-2015",
)
_FILES = sorted(
    path
    for folder in _FOLDERS
    for path in (SHARED / folder).rglob("*")
    if path.suffix.casefold() in SUFFIXES and path.name != "README.md"
)
_ABSENT = "the real documents lie beside the project, not in it, and are absent here"


def assert_all_words_are_there(path: Path, data: bytes) -> None:
    reading = read_source(data, path)
    assert not words_lost(reading.text, [block.text for block in reading.blocks])
    numbers = [block.line for block in reading.blocks]
    assert path.suffix != ".pdf" or all(one < two for one, two in pairwise(numbers))
    consults = is_consultation(reading)
    outline = (build_consultation if consults else build_outline)(reading, name_from(path))
    source = Source(path, reading, outline, consults)
    result = make_import(source, outline, Wanted(id="document"))
    assert result.words.lost == ()
    assert result.words.balances
    assert result.words.read > 0
    in_blocks = Counter(word for block in reading.blocks for word in words_of(block.text))
    kept = [entry for entry in outline.entries if not entry.is_added]
    assert Counter(word for entry in kept for word in words_of(entry.text)) == in_blocks


@pytest.mark.skipif(not _FILES, reason=_ABSENT)
@pytest.mark.parametrize("path", _FILES, ids=[path.name[:40] for path in _FILES])
def test_every_word_of_a_real_document_is_in_a_position_or_left_out(path: Path) -> None:
    assert_all_words_are_there(path, path.read_bytes())


def test_every_word_of_every_state_of_a_real_manifesto_is_accounted_for() -> None:
    file = SHARED / "data" / "openpolitics-amendments.jsonl"
    if not file.is_file():
        pytest.skip(_ABSENT)
    texts = set()
    for line in file.read_text("utf-8").splitlines():
        for change in json.loads(line)["changes"]:
            texts |= {change.get("before") or "", change.get("after") or ""}
    read = 0
    for text in sorted(filter(str.strip, texts)):
        try:
            assert_all_words_are_there(Path("part.md"), text.encode())
        except DataError:
            continue  # an index of the parts holds no position
        read += 1
    assert read > 100
