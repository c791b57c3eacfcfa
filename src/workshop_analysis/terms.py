"""The workshop's own words, once: the closed lists, the Dutch headers and what a reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a record is where a session declares no kinds of its own."""

    BELEMMERING = "belemmering"
    BELOFTE = "belofte"


class Side(StrEnum):
    """Where a belemmering is felt where a session declares no sides of its own."""

    GEZAMENLIJK = "gezamenlijk"
    BELEID = "beleid"
    UITVOERING = "uitvoering"


class Role(StrEnum):
    """What a kind is for: what stands in the way, or what offers hope."""

    BARRIER = "barrier"
    PROMISE = "promise"


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
    """How a code came to stand beside a record: by a person, or in another way."""

    PERSON = "mens"
    TAKEN_OVER = "suggestie"
    CONSENSUS = "consensus"


NO_CODE = "geen-code"
"""The reserved code that means: coded, and none of the codes fits."""

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
}
"""Each word of the code and what a reader sees in its place."""


@dataclass(frozen=True)
class KindWords:
    """A kind of record: its words, whether its records stand on a side, and what it is for."""

    key: str
    singular: str
    plural: str
    heading: str
    article: str = "de"
    sides: bool = False
    role: Role | None = None

    def noun(self, number: object) -> str:
        """Return the word that goes with a number: the singular with one, else the plural."""
        return self.singular if number == 1 else self.plural

    @property
    def title(self) -> str:
        """The singular with a capital, as it stands above a column."""
        return self.singular[:1].upper() + self.singular[1:]

    @property
    def which(self) -> str:
        """The singular after its question word: "welke belofte", "welk idee"."""
        return f"{'welke' if self.article == 'de' else 'welk'} {self.singular}"

    @property
    def each(self) -> str:
        """The singular after the word for every one: "elke belofte", "elk idee"."""
        return f"{'elke' if self.article == 'de' else 'elk'} {self.singular}"

    @property
    def that(self) -> str:
        """One of them, with what begins a clause about it: "een belofte die", "een idee dat"."""
        return f"een {self.singular} {'die' if self.article == 'de' else 'dat'}"

    @property
    def the(self) -> str:
        """The singular after its article: "de belofte", "het idee"."""
        return f"{self.article} {self.singular}"


@dataclass(frozen=True)
class SideWords:
    """A side: its word, its heading above a column, and which other sides it speaks for.

    `covers` names the sides that this one joins, such as beleid and uitvoering for gezamenlijk.
    """

    key: str
    word: str
    heading: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListWords:
    """One list of records: a kind without sides, or one side of a kind that has them.

    `heading` stands above a column, `caption` above a table.
    """

    key: str
    kind: str
    side: str | None
    heading: str
    caption: str


@dataclass(frozen=True)
class Vocabulary:
    """The kinds and sides of a session, in their order: a closed list, each with its words."""

    kinds: tuple[KindWords, ...]
    sides: tuple[SideWords, ...]

    @property
    def lists(self) -> tuple[ListWords, ...]:
        """Every list that a record can stand in: kind by kind, each in the order of the sides."""
        return lists_of_all((self,))

    @property
    def barrier(self) -> KindWords | None:
        """The kind of what stands in the way; None where the session has none."""
        return self._with(Role.BARRIER)

    @property
    def promise(self) -> KindWords | None:
        """The kind of what offers hope; None where the session has none."""
        return self._with(Role.PROMISE)

    def spread(self, sides: Iterable[str]) -> frozenset[str]:
        """Return the sides that records on these sides are about, joint sides spelled out."""
        covered = {side.key: side.covers or (side.key,) for side in self.sides}
        return frozenset(one for side in sides for one in covered.get(side, (side,)))

    @property
    def apart(self) -> tuple[SideWords, ...]:
        """The sides that join no other sides."""
        return tuple(side for side in self.sides if not side.covers)

    def _with(self, role: Role) -> KindWords | None:
        return next((kind for kind in self.kinds if kind.role is role), None)


def lists_of_all(vocabularies: Iterable[Vocabulary]) -> tuple[ListWords, ...]:
    """Return the lists of several sessions, those of the first one first, each list once.

    A list is named after its side as long as one kind has sides; otherwise after both.
    """
    pairs = [
        (kind, side)
        for words in vocabularies
        for kind in words.kinds
        for side in (words.sides if kind.sides else (None,))
    ]
    sided = {kind.key for kind, side in pairs if side is not None}
    named = {side.key for _, side in pairs if side is not None}
    plain = len(sided) < 2 and named.isdisjoint(kind.key for kind, _ in pairs)
    found: dict[tuple[str, str | None], ListWords] = {}
    for kind, side in pairs:
        one = _list(kind, side) if plain else _list_in_full(kind, side)
        found.setdefault((one.kind, one.side), one)
    return tuple(found.values())


def _list(kind: KindWords, side: SideWords | None) -> ListWords:
    if side is None:
        return ListWords(kind.key, kind.key, None, kind.heading, kind.heading)
    caption = f"{kind.heading}: {side.word}"
    return ListWords(side.key, kind.key, side.key, side.heading, caption)


def _list_in_full(kind: KindWords, side: SideWords | None) -> ListWords:
    short = _list(kind, side)
    if side is None:
        return short
    # No key of a kind or a side holds two hyphens in a row, so no two lists get the same key.
    return replace(short, key=f"{kind.key}--{side.key}", heading=short.caption)


NOVEMBER_WORDS = Vocabulary(
    kinds=(
        KindWords(
            *(str(Kind.BELEMMERING), "belemmering", "belemmeringen", "Belemmeringen"),
            sides=True,
            role=Role.BARRIER,
        ),
        KindWords(
            *(str(Kind.BELOFTE), "belofte", "beloftes", "Beloftes"),
            role=Role.PROMISE,
        ),
    ),
    sides=(
        SideWords(
            str(Side.GEZAMENLIJK),
            "gezamenlijk",
            "Gezamenlijk",
            covers=(str(Side.BELEID), str(Side.UITVOERING)),
        ),
        SideWords(str(Side.BELEID), "beleid", "Beleid"),
        SideWords(str(Side.UITVOERING), "uitvoering", "Uitvoering"),
    ),
)
"""The kinds and sides of the workshop of November, and of every session that declares none."""

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
