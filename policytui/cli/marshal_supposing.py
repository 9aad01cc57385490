"""Decisions that are only supposed: `--if "3 carried, 5 carried as modified, 7 to decide"`."""

from collections.abc import Mapping

from policytui.conference.decisions.deciding import Decided, Decision
from policytui.conference.decisions.recommendations import Given
from policytui.conference.marshalling.outcome import Outcome, parse_outcomes
from policytui.drafts.begin import now
from policytui.errors import UsageError
from policytui.text import clean_line

_AS_MODIFIED = f"{Outcome.CARRIED} as modified"
_OPEN = "to decide"


def suppose(
    written: str,
    ids: Mapping[str, str],
    decided: Mapping[str, Decided],
    given: Mapping[str, Given],
) -> dict[str, Decided]:
    """The decisions that stand, with those supposed in their place, by the id of the amendment.

    Args:
        written: numbers, each with an outcome.
        ids: the id of the amendment that has a number.
        given: recommendations, for what is carried as modified.

    Raises:
        UsageError: a part cannot be read, or what is to be carried has no text as modified.
    """
    supposed, at = dict(decided), now()
    for part in filter(None, map(clean_line, written.split(","))):
        number, _, words = part.partition(" ")
        id_, words = ids.get(number.upper(), ""), words.casefold()
        if id_ and words == _OPEN:
            supposed.pop(id_, None)
        elif id_ and words == _AS_MODIFIED:
            text = given[id_].recommendation.text if id_ in given else ""
            if not text:
                raise UsageError(
                    f"Amendment {number.upper()} has no recommendation “as modified”.",
                    hint=f"Give it one with: policytui recommend {number.upper()} as-modified "
                    "--text-file FILE",
                )
            supposed[id_] = Decided(Decision(Outcome.CARRIED, text=text), "", at)
        else:
            outcomes = parse_outcomes(part, ids)
            supposed |= {each: Decided(Decision(one), "", at) for each, one in outcomes.items()}
    return supposed
