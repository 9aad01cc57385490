"""`policytui apply`: a text as it would stand if formal instructions were carried."""

from typing import Any

from policytui.cli.operand import read_text_file, resolve_text
from policytui.cli.output import say, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.compare.grammar import read, write
from policytui.compare.instruction import CannotPlace, apply_placed
from policytui.compare.proposing import Proposal, collisions, propose
from policytui.compare.wording import apply_instructions, read_instruction
from policytui.errors import Exit, UsageError


def run(options: Any) -> int:
    """Apply and print.

    Raises:
        UnknownId: the base does not exist.
        UsageError: both texts are to come from standard input.
        CannotPlace: a formal instruction names words that the base does not hold, or not once.
    """
    if options.base == "-" and options.instruction == "-":
        raise UsageError("Only one of the two can come from standard input; name a file.")
    base = resolve_text(open_current_workspace(options), options.base).text
    written = read_text_file(options.instruction)
    if all(read(line) for line in written.split("\n") if line.strip()):
        text = apply_instructions(base, read_instruction(written))
        if options.json:
            write_json({"text": text, "proposals": []})
        else:
            say(text)
        return Exit.DONE
    return _apply_typed(base, written, options)


def _apply_typed(base: str, written: str, options: Any) -> int:
    """Show what typed instructions would do; apply them if they are beyond doubt or agreed to."""
    proposals = propose(base, written)
    problems = [each.problem for each in proposals if each.problem] + collisions(proposals)
    is_agreed = options.yes or all(each.is_exact for each in proposals)
    text = None
    if is_agreed and not problems:
        text = apply_placed(base, [each.placed for each in proposals if each.placed])
    if options.json:
        write_json({"text": text, "proposals": [_value(each) for each in proposals]})
    for proposal in proposals:
        _talk_of(proposal, base)
    if problems:
        raise CannotPlace(
            "nothing was applied, for not every instruction can be placed.\n  "
            + "\n  ".join(problems)
        )
    if text is None:
        talk("Nothing was applied. If this is what is meant, say so with: --yes")
        return Exit.FINDINGS
    if not options.json:
        say(text)
    return Exit.DONE


def _talk_of(proposal: Proposal, base: str) -> None:
    talk(f"Line {proposal.typed.number}: {proposal.typed.written}")
    if proposal.instruction is None or proposal.placed is None:
        talk("  not placed")
        return
    line = base.count("\n", 0, proposal.placed.start) + 1
    talk(f"  understood: {write(proposal.instruction)}")
    surely = "exactly and once" if proposal.is_exact else f"likeness {proposal.score:g} of 100"
    talk(f"  placed in line {line} of the text, {surely}")
    for note in proposal.notes:
        talk(f"  note: {note}")


def _value(proposal: Proposal) -> dict[str, Any]:
    placed = proposal.placed
    return {
        "line": proposal.typed.number,
        "written": proposal.typed.written,
        "understood": write(proposal.instruction) if proposal.instruction else None,
        "start": placed.start if placed else None,
        "end": placed.end if placed else None,
        "text": placed.text if placed else None,
        "score": proposal.score,
        "exact": proposal.is_exact,
        "notes": list(proposal.notes),
        "problem": proposal.problem,
    }
