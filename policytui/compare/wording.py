"""The formal wording of a change, in the manner of amendments in UK assemblies, and its reading.

What people see: one line an instruction. `deriving` finds the instructions, `grammar` writes and
reads them, `instruction` applies them to a text.
"""

from collections.abc import Iterable

from policytui.compare.deriving import derive_instructions
from policytui.compare.grammar import WORDINGS, read, write
from policytui.compare.instruction import Instruction, apply_instructions
from policytui.errors import DataError, Problem

__all__ = ["WORDINGS", "apply_instructions", "read_instruction", "word_instruction"]


def word_instruction(
    base: str, proposed: str, title: str, wording: str = WORDINGS[0]
) -> tuple[str, ...]:
    """The change from one text to another as formal instructions, one a change, in order.

    Reading the lines back and applying them to the base gives the proposed text, byte for byte.

    Args:
        base: the position as it stands; empty for a wholly new position.
        proposed: the position as it should read; empty to leave it out whole.
        title: the position's title.
        wording: one of `WORDINGS`.
    """
    return tuple(write(each, wording) for each in derive_instructions(base, proposed, title))


def read_instruction(written: str | Iterable[str]) -> tuple[Instruction, ...]:
    """The instructions that lines of any wording say; empty lines say nothing.

    Args:
        written: a text with one instruction a line, or the lines.

    Raises:
        DataError: naming every line that is in none of the wordings.
    """
    lines = written.split("\n") if isinstance(written, str) else list(written)
    found: list[Instruction] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        instruction = read(line)
        if instruction is None:
            message = f"is no instruction in formal wording: {line.strip()[:80]}"
            problems.append(Problem(None, number, "", message))
        else:
            found.append(instruction)
    if problems:
        raise DataError(
            problems, hint="For example: After “local homes”, leave out “may” and insert “must”"
        )
    return tuple(found)
