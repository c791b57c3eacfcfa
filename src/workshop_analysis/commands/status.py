"""The command that says how far a session is, and what comes next."""

from __future__ import annotations

from workshop_analysis.commands.folders import session_folder
from workshop_analysis.commands.sessions import Folder


def status(folder: Folder) -> None:
    """Lees hoe ver een sessie is: wat er klaar is, wat er nog open staat en wat u nu doet.

    Er wordt niets geschreven. Wat er staat, is geteld in de map zelf.
    """
    path = session_folder(folder)
    from workshop_analysis.checks import SessionError
    from workshop_analysis.commands.remarks import read_all
    from workshop_analysis.commands.status_text import status_lines, typed
    from workshop_analysis.commands.text import count, say
    from workshop_analysis.terms import VOORBEELD

    try:
        workshop, near = read_all(path)
    except SessionError as error:
        faults = count(len(str(error).splitlines()), "fout", "fouten")
        said = f"'{path}' heeft nog {faults}. Zolang die er zijn, wordt er niets geteld."
        say([said, f"Volgende opdracht: workshop-analysis check {typed(path)}"])
        return
    stamp = [VOORBEELD] if workshop.session.example else []
    say([*stamp, *status_lines(workshop, baseline=near.place if near else None)])
