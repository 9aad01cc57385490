"""Circles among things that lead to one another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

Steps = Mapping[str, Iterable[str]]
"""Where each name leads."""


def find_cycles(steps: Steps, *, begins_at: Callable[[str], bool]) -> Iterator[list[str]]:
    """One shortest circle in each set of names that all lead to one another.

    Args:
        begins_at: which names a circle may be told from; the first of them is taken.

    Yields:
        The names in the order in which they lead to one another.
    """
    for group in _groups(steps):
        start = min(filter(begins_at, group))
        before: dict[str, str] = {}
        line = [start]
        for name in line:
            if start in steps.get(name, ()):
                yield _path(start, name, before)
                break
            for following in sorted(steps.get(name, ())):
                if following in group and following not in before:
                    before[following] = name
                    line.append(following)


def _path(start: str, end: str, before: Mapping[str, str]) -> list[str]:
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


def _groups(steps: Steps) -> Iterator[set[str]]:
    """The sets of two and more names that all lead to one another (Kosaraju and Sharir 1981)."""
    done: set[str] = set()
    finished: list[str] = []
    for name in sorted(steps):
        finished += _reached(name, steps, done)
    back: dict[str, list[str]] = defaultdict(list)
    for name in sorted(steps):
        for following in sorted(steps[name]):
            back[following].append(name)
    done.clear()
    for name in reversed(finished):
        group = _reached(name, back, done)
        if len(group) > 1:
            yield set(group)


def _reached(name: str, steps: Steps, done: set[str]) -> list[str]:
    """All that a name leads to and that is not done, each behind what it leads to itself."""
    if name in done:
        return []
    done.add(name)
    reached: list[str] = []
    open_ = [(name, iter(sorted(steps.get(name, ()))))]
    while open_:
        at, following = open_[-1]
        further = next((each for each in following if each not in done), None)
        if further is None:
            reached.append(at)
            open_.pop()
        else:
            done.add(further)
            open_.append((further, iter(sorted(steps.get(further, ())))))
    return reached
