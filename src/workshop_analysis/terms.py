"""The workshop's own words, once: the closed lists, the Dutch headers and what a reader sees."""

from enum import StrEnum


class Kind(StrEnum):
    """What a record is: a belemmering or a belofte."""

    BELEMMERING = "belemmering"
    BELOFTE = "belofte"


class Side(StrEnum):
    """Where a belemmering is felt, in the order of the source. A belofte has no side: missing."""

    GEZAMENLIJK = "gezamenlijk"
    BELEID = "beleid"
    UITVOERING = "uitvoering"


class Strength(StrEnum):
    """How far a belofte or a step answers a belemmering."""

    JA = "ja"
    DEELS = "deels"
    NEE = "nee"


class Evidence(StrEnum):
    """What a session rests on: a published list (presence only), or contributions (counts)."""

    PUBLISHED = "published"
    CONTRIBUTIONS = "contributions"


class Ranking(StrEnum):
    """Whether the order of a published list is a ranking, according to its source."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


class Origin(StrEnum):
    """How a code or a judgement came about: by a person, or in another way."""

    PERSON = "mens"
    PROGRAM = "programma"
    TAKEN_OVER = "suggestie"
    CONSENSUS = "consensus"


NO_CODE = "geen-code"
"""The reserved code that means: coded, and none of the codes fits."""

UNKNOWN_PERSON = "onbekend"
"""What stands in the column participant where nobody knows who it was: never a person."""

MAILBOX = "jenvbredewerkagenda@minjenv.nl"
VOORBEELD = "VOORBEELD – fictieve gegevens"

HEADERS: dict[str, str] = {
    "id": "id",
    "bijdrage": "id",
    "uitkomst": "id",
    "soort": "kind",
    "kant": "side",
    "nummer": "number",
    "tekst": "text",
    "deelnemer": "participant",
    "tafel": "table",
    "stemmen": "votes",
    "publiceerbaar": "publishable",
    "record": "record",
    "code": "code",
    "codeur": "coder",
    "herkomst": "origin",
    "reden": "reason",
    "twijfel": "doubt",
    "belofte": "promise",
    "belemmering": "barrier",
    "sterkte": "strength",
    "stap": "step",
    "code 1": "code_1",
    "code 2": "code_2",
    "code 3": "code_3",
    "rode draad": "theme",
    "naam": "name",
    "omschrijving": "definition",
    "wel": "include",
    "niet": "exclude",
    "voorbeeld": "example",
    "oude code": "old",
    "nieuwe code": "new",
    "lot": "fate",
    "status": "status",
    "datum": "date",
    "bron": "source",
    "fragment belofte": "promise_fragment",
    "fragment stap": "step_fragment",
    "fragment belemmering": "barrier_fragment",
    "woord": "word",
    "ander woord": "other",
}
"""Each header that a person may write, in Dutch, and the canonical column it stands for."""

LABELS: dict[str, str] = {
    # kinds, sides and what they are together
    "belemmering": "Belemmering",
    "belofte": "Belofte",
    "gezamenlijk": "Beleid en uitvoering (gezamenlijk)",
    "beleid": "Beleid",
    "uitvoering": "Uitvoering",
    # strengths and states
    "ja": "Ja",
    "deels": "Deels",
    "nee": "Nee",
    "geen": "Geen",
    "niet beoordeeld": "Niet beoordeeld",
    NO_CODE: "Gecodeerd, geen code past",
    "published": "Gepubliceerde uitkomsten",
    "contributions": "Bijdragen",
    "unknown": "De bron zegt het niet",
    "yes": "Ja",
    "no": "Nee",
    # columns
    "id": "Nummer",
    "kind": "Soort",
    "side": "Kant",
    "number": "Nummer",
    "text": "Tekst",
    "participant": "Deelnemer",
    "table": "Tafel",
    "votes": "Stemmen",
    "publishable": "Publiceerbaar",
    "record": "Uitkomst of bijdrage",
    "code": "Code",
    "coder": "Codeur",
    "placed_by": "Geplaatst door",
    "origin": "Herkomst",
    "reason": "Reden",
    "doubt": "Twijfel",
    "theme": "Rode draad",
    "name": "Naam",
    "definition": "Omschrijving",
    "include": "Hoort erbij",
    "exclude": "Hoort er niet bij",
    "example": "Voorbeeld",
    "promise": "Belofte",
    "barrier": "Belemmering",
    "strength": "Sterkte",
    "step": "Stap",
    "state": "Antwoord",
    "judged": "Beoordeeld",
    "promises_ja": "Belofte: ja",
    "promises_deels": "Belofte: deels",
    "steps_ja": "Stap: ja",
    "steps_deels": "Stap: deels",
    "steps_judged": "Beoordeelde stappen",
    "question": "Vraag",
    "sentence": "Wat de bron zegt",
    "about": "Gaat over",
    "heading": "Kop in de bron",
    "filled": "Ingevuld",
    "mentions": "Keer genoemd",
    "records": "Aantal",
    "participants": "Deelnemers",
    "tables": "Tafels",
    "base": "Van",
    "share": "Aandeel",
    "low": "Ondergrens",
    "high": "Bovengrens",
    "status": "Status",
    "date": "Datum",
    "source": "Bron",
    "old": "Oude code",
    "new": "Nieuwe code",
    "fate": "Lot",
    "promise_fragment": "Woorden van de belofte",
    "step_fragment": "Woorden van de stap",
    "barrier_fragment": "Woorden van de belemmering",
    "word": "Woord",
    "other": "Ander woord",
}
"""Each word of the code and what a reader sees in its place."""

_WORDS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes"),
    *("zeven", "acht", "negen", "tien", "elf", "twaalf"),
)


def label(word: str) -> str:
    """Return what a reader sees for a word of the code; a word without a label stays itself."""
    return LABELS.get(word, word)


def in_words(number: int) -> str:
    """Return a Dutch number word from nul to twaalf, and digits outside that range."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)
