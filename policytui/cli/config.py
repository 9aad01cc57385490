"""`policytui config`: the settings in force, and what may be set."""

from dataclasses import asdict
from typing import Any

from policytui.cli.output import say, talk, write_json
from policytui.cli.session import open_workspace
from policytui.errors import Exit

_MEANINGS = {
    "corpus": "folder of the policy corpus",
    "drafts": "folder of your drafts",
    "theme": "colours of the app, such as textual-dark or ansi-light",
    "mover": "your name, filled into new drafts",
    "organisation": "your local party, society or group",
    "capacity": "individual, local-party, society or group",
    "nation": "england, scotland, wales or northern-ireland",
    "region": "part of the country you live or work in, such as North West",
    "wording": "of instructions: commons, libdem or plain",
    "check": 'rules: select = ["CHG"], ignore = [...], severity = {CHG = "note"}',
}


def run(options: Any) -> int:
    """Print the settings."""
    places = open_workspace(options).places
    values = asdict(places.settings)
    if options.json:
        write_json({"file": str(places.settings_file), "settings": values})
        return Exit.DONE
    for key, value in values.items():
        named = f"[{key}]" if key == "check" else f'"{value}"'
        shown = named if value else "(not set)"
        say(f"{key:<13} {shown:<24} {_MEANINGS[key]}")
    talk(f"Settings are read from {places.settings_file}; write there, for example:")
    talk('  mover = "A. Member"')
    return Exit.DONE
