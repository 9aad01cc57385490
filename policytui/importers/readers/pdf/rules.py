"""What is drawn on a PDF page besides letters: the rules of its tables, and its pictures."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policytui.importers.readers.pdf.letters import turn

_MOST_OBJECTS = 20_000
_MOST_RULES = 4_000
_MOST_SEGMENTS = 400
_THICKEST = 2.5
_SHORTEST = 6.0
_PICTURE = 0.25
"""A picture that covers this part of its page may be a picture of text."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one side of the page, in points from the lower left.

    Attributes:
        at: its height where it is level, else its distance from the left.
        start, end: where it begins and ends along its own direction.
    """

    is_level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page."""

    rules: tuple[Rule, ...]
    has_large_picture: bool


def read_drawn(page: Any, turns: int) -> Drawn:
    """The rules and pictures of an open page of pypdfium2.

    Args:
        turns: by how many quarters the page is turned to stand upright.
    """
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    has_picture = False
    width, height = page.get_size()
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _MOST_RULES:
            for shape in _shapes(item, pdfium):
                rules.extend(_rules_of([turn(x, y, turns) for x, y in shape]))
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            has_picture |= _area(item, pdfium) > _PICTURE * width * height
    return Drawn(tuple(rules), has_picture)


def _shapes(item: Any, pdfium: Any) -> Iterator[list[Point]]:
    """The corners of each shape of a path that is made of straight lines alone."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    shape: list[Point] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield shape
            shape = []
        if not all(map(math.isfinite, point)) or kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        shape.append(point)
    yield shape


def _rules_of(shape: list[Point]) -> Iterator[Rule]:
    """A thin shape is one rule; a box is its four sides."""
    if not 2 <= len(shape) <= 5:
        return
    left, right = min(x for x, _ in shape), max(x for x, _ in shape)
    low, high = min(y for _, y in shape), max(y for _, y in shape)
    wide, tall = right - left > _SHORTEST, high - low > _SHORTEST
    if high - low <= _THICKEST and wide:
        yield Rule(True, (low + high) / 2, left, right)
    elif right - left <= _THICKEST and tall:
        yield Rule(False, (left + right) / 2, low, high)
    elif wide and tall and len(shape) >= 4:
        yield from (Rule(True, low, left, right), Rule(True, high, left, right))
        yield from (Rule(False, left, low, high), Rule(False, right, low, high))


def _area(item: Any, pdfium: Any) -> float:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
        return 0.0
    left, low, right, high = (side.value for side in sides)
    return (right - left) * (high - low)
