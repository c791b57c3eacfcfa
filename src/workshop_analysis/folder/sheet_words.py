"""Leaf: the words in our spreadsheets that both the writer and the reader of a sheet must know."""

from __future__ import annotations

FILE = "bijdragen.xlsx"
SHEET = "Bijdragen"
CODES_SHEET = "Codes en rode draden"
CODER_SHEET = "Coderen"
DIFFERENCES_SHEET = "Verschillen"
DIFFERENCES_FILE = "verschillen.xlsx"
SUGGESTION_HEADINGS: dict[str, str] = {
    **{f"suggestion_{rank}": f"suggestie {rank}" for rank in (1, 2, 3)},
    **{f"evidence_{rank}": f"lijkt op {rank}" for rank in (1, 2, 3)},
}
EXAMPLE_ID = "VOORBEELD"
EXAMPLE_TEXT = "Dit is een voorbeeld. Deze rij telt nooit mee. Laat haar staan of haal haar weg."
