"""Which pairs of two sequences keep their order, and which have moved across them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def in_place(pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> set[int]:
    """Numbers of the pairs that stay in order: of all such choices the one that weighs most.

    So of two texts that change places the shorter is the one that moved. The heaviest increasing
    subsequence (Jacobson and Vo, 1992), in n log n by a tree of prefix maxima (Fenwick, 1994).

    Args:
        pairs: places in base and proposed text; neither occurs twice.
        weights: what each pair weighs, above 0.
    """
    order = sorted(range(len(pairs)), key=pairs.__getitem__)
    blocks = _blocks(order, pairs)
    ends = sorted(pairs[block[0]][1] for block in blocks)
    # A tree of the best chain among blocks that begin before a place: its weight, its last block.
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    before: list[int] = []
    for number, block in enumerate(blocks):
        rank = bisect_left(ends, pairs[block[0]][1])
        weight, last = max((best[at] for at in _below(rank)), default=(0.0, -1))
        before.append(last)
        chain = (weight + sum(weights[index] for index in block), number)
        for at in _above(rank + 1, len(ends)):
            if best[at] < chain:
                best[at] = chain
    last = max((best[at] for at in _below(len(ends))), default=(0.0, -1))[1]
    kept: set[int] = set()
    while last >= 0:
        kept.update(blocks[last])
        last = before[last]
    return kept


def _blocks(order: Iterable[int], pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Pairs that follow each other on both sides: they move together or not at all."""
    blocks: list[list[int]] = []
    for index in order:
        place, other = pairs[index]
        if blocks and pairs[blocks[-1][-1]] == (place - 1, other - 1):
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _below(rank: int) -> Iterable[int]:
    while rank > 0:
        yield rank
        rank &= rank - 1


def _above(rank: int, size: int) -> Iterable[int]:
    while rank <= size:
        yield rank
        rank += rank & -rank
