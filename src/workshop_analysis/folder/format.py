"""Which form a session folder has. The first had no number, and stays good for ever."""

from __future__ import annotations

from workshop_analysis.checks import Fault
from workshop_analysis.files.toml_file import TomlFile

KEY = "format"
FIRST, NEWEST = 1, 2


def format_faults(file: TomlFile) -> tuple[Fault, ...]:
    """Return a fault where the folder has a form that this program does not know."""
    form = file.data.get(KEY, FIRST)
    if type(form) is not int or FIRST <= form <= NEWEST:  # another type has a fault of its own
        return ()
    message = (
        f"deze map heeft vorm {form}, en dit programma leest vorm {FIRST} tot en met {NEWEST}. "
        "Gebruik een nieuwer programma. Is de map met dit programma gemaakt? Schrijf dan "
        f"{KEY} = {NEWEST}."
    )
    return (file.fault(message, key=KEY),)
