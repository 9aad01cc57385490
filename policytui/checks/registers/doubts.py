"""What is doubtful about a law as a text names it: its year, or its title."""

import difflib
import re
from functools import lru_cache

from policytui.checks.registers.laws import Law
from policytui.checks.registers.model import Entry, EntryKind, Registers
from policytui.checks.registers.texts import Written

_NEAR_ENOUGH = 0.9


def doubt_year(law: Law, written: Written, registers: Registers) -> str:
    """What is doubtful about the year of a law of the register; nothing for any other law."""
    acts = _acts(registers)
    for _, title in law.titles(written.text):
        known = acts.get(title.casefold())
        if known and not law.year:
            dated = rf"{re.escape(title)}(?:\s+in)?\s+\d{{4}}"
            if re.search(dated, written.context or written.text, re.IGNORECASE):
                return ""
            names = " or ".join(entry.name for entry in known)
            return f"“{title}” is named without its year. The register knows the {names}."
        if known:
            years = {entry.year for entry in known}.union(*(one.other_years for one in known))
            if law.year in years or any(entry.many_years for entry in known):
                return ""
            names = " or ".join(entry.name for entry in known)
            return f"There is no {title} of {law.year} in the register; it knows the {names}."
    return ""


def near_title(law: Law, written: Written, registers: Registers) -> str:
    """The law of the register with the same year and nearly the title; empty where none is."""
    acts = _acts(registers)
    titles = [title for _, title in law.titles(written.text)]
    if not law.year or any(title.casefold() in acts for title in titles):
        return ""
    named = {entry.name.casefold(): entry for entries in acts.values() for entry in entries}
    for title in titles:
        wanted = f"{title} {law.year}".casefold()
        for near in difflib.get_close_matches(wanted, named, n=1, cutoff=_NEAR_ENOUGH):
            if named[near].year == law.year and not wanted.endswith(near):
                return named[near].name
    return ""


@lru_cache(maxsize=4)
def _acts(registers: Registers) -> dict[str, list[Entry]]:
    """The laws of the registers by title, in small letters."""
    acts: dict[str, list[Entry]] = {}
    for entry in registers.entries:
        if entry.kind is EntryKind.ACT:
            acts.setdefault(entry.title.casefold(), []).append(entry)
    return acts
