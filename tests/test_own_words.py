"""A session may declare its own kinds and sides; what it declares wrongly is told in whole."""

from __future__ import annotations

from pathlib import Path

import own_sides
import pytest
from session_folders import change, faults, session_of, small_session

from workshop_analysis.commands.summary import summary
from workshop_analysis.folder.contributions_sheet import write_contributions
from workshop_analysis.folder.new import facilitator_text, new_session
from workshop_analysis.folder.own_words import words_text
from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.terms import NOVEMBER_WORDS, Role, lists_of_all

WISH = 'wens = {singular = "wens", plural = "wensen", article = "de", role = "promise"}'
COOKS = 'koks = {word = "koks"}'
WORD = (
    "Schrijf het woord met letters, spaties en gewone leestekens, zonder cijfers, in hoogstens 40 "
    "tekens."
)
KINDS_FORM = (
    "hier hoort een blok [kinds] met een regel per soort, zoals "
    'wens = {singular = "wens", plural = "wensen"}. De uitleg staat in data/README.md.'
)
MISTAKES = [
    (WISH, 'wens = "wensen"', f"session.toml, regel 11, sleutel 'kinds': {KINDS_FORM}"),
    (
        WISH,
        WISH.replace("wens =", "Wens ="),
        "session.toml, regel 13, sleutel 'kinds.Wens': 'Wens' kan niet als sleutel dienen. Begin "
        "met een kleine letter en gebruik kleine letters, cijfers en streepjes, zoals 'wens'.",
    ),
    (
        COOKS,
        COOKS.replace("koks =", "name ="),
        "session.toml, regel 17, sleutel 'sides.name': 'name' is de naam van een kolom, en kan "
        "daarom geen kant zijn. Kies een andere sleutel.",
    ),
    (
        WISH,
        WISH.replace(', plural = "wensen"', ""),
        f"session.toml, regel 13, sleutel 'plural': deze sleutel ontbreekt. {WORD}",
    ),
    (
        '"koks"',
        '"koks {naam}"',
        f"session.toml, regel 17, sleutel 'word': 'koks {{naam}}' kan hier niet. {WORD}",
    ),
    (
        '"koks"',
        '"team 2"',
        f"session.toml, regel 17, sleutel 'word': 'team 2' kan hier niet. {WORD}",
    ),
    (
        'role = "promise"',
        'role = "belofte"',
        "session.toml, regel 13, sleutel 'role': 'belofte' bestaat niet. Toegestaan: barrier of "
        "promise.",
    ),
    (
        'role = "promise"',
        'role = "barrier"',
        "session.toml, regel 11, sleutel 'kinds': bij 'zorg' en 'wens' staat role = \"barrier\". "
        "Dat kan bij één soort.",
    ),
    (
        COOKS,
        COOKS.replace("koks =", "wens ="),
        "session.toml, regel 13, sleutel 'kinds.wens': 'wens' is een soort en een kant. Geef elk "
        "een eigen sleutel.\n"
        "session.toml, regel 17, sleutel 'sides.wens': 'wens' is een soort en een kant. Geef elk "
        "een eigen sleutel.",
    ),
    (
        '"wensen"',
        '"bijdragen"',
        "session.toml, regel 13, sleutel 'kinds.wens': ‘bijdragen’ betekent hier iets anders. Kies "
        "een ander woord.",
    ),
    (
        '"koks"',
        '"bewoners"',
        "session.toml, regel 16, sleutel 'sides.bewoners': ‘bewoners’ staat hier voor twee dingen. "
        "Geef elke soort en elke kant een eigen woord.\n"
        "session.toml, regel 17, sleutel 'sides.koks': ‘bewoners’ staat hier voor twee dingen. "
        "Geef elke soort en elke kant een eigen woord.",
    ),
    (
        'word = "koks"',
        'word = "koks", covers = ["bewoners"]',
        "session.toml, regel 17, sleutel 'sides.koks.covers': hier horen twee of meer andere "
        "kanten te staan. Dat kunnen zijn: bewoners en school-2.",
    ),
    (
        ", sides = true",
        "",
        "session.toml, regel 15, sleutel 'sides': er zijn kanten, en geen enkele soort heeft een "
        "kant. Zet bij een soort sides = true, of haal dit blok weg.",
    ),
    (
        WISH,
        "\n".join(f'k{n} = {{singular = "{w}", plural = "{w}en"}}' for n, w in enumerate("abcd")),
        "session.toml, regel 11, sleutel 'kinds': hier staan 6 soorten. Het mogen er 1 tot en met "
        "4 zijn.",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_word_declared_wrongly_is_told_in_whole(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder = change(own_sides.published(tmp_path, sides=3), "session.toml", old, new)
    own = [line for line in faults(folder) if line.startswith("session.toml")]
    assert own == message.splitlines()


def test_records_are_held_to_the_words_of_their_own_session(tmp_path: Path) -> None:
    folder = own_sides.published(tmp_path, sides=3)
    for old, new in (
        ("zorg-1,zorg,bewoners", "zorg-1,zorg,beleid"),
        ("zorg-2,zorg,koks", "zorg-2,zorg,"),
        ("wens-4,wens,", "wens-4,wens,koks"),
        ("idee-5,idee", "idee-5,belofte"),
    ):
        change(folder, "outcomes.csv", old, new)
    assert [line for line in faults(folder) if line.startswith("outcomes.csv")] == [
        "outcomes.csv, rij 2, kolom 'side': 'beleid' bestaat niet. Toegestaan: bewoners, koks of "
        "school-2.",
        "outcomes.csv, rij 3, kolom 'side': deze cel is leeg, en een zorg heeft een kant. Vul in: "
        "bewoners, koks of school-2.",
        "outcomes.csv, rij 5, kolom 'side': een wens heeft geen kant, en hier staat 'koks'. Maak "
        "deze cel leeg.",
        "outcomes.csv, rij 6, kolom 'kind': 'belofte' bestaat niet. Toegestaan: zorg, wens of "
        "idee.",
    ]


def test_a_judgement_is_about_the_kinds_that_have_the_roles(tmp_path: Path) -> None:
    folder = own_sides.published(tmp_path, sides=1)
    change(folder, "links.csv", "wens-2,zorg-1", "idee-3,zorg-9")
    assert faults(folder) == [
        "links.csv, rij 2, kolom 'promise': 'idee-3' is een idee; hier hoort een wens.",
        "links.csv, rij 2, kolom 'barrier': zorg 'zorg-9' bestaat niet. Bedoelde u 'zorg-4'?",
    ]


def test_without_the_roles_nothing_can_be_judged(tmp_path: Path) -> None:
    folder = own_sides.published(tmp_path, sides=1, plain=True)
    (folder / "links.csv").write_text(
        "promise,barrier,strength,coder,reason\nwens-2,zorg-1,ja,A,omdat\n", encoding="utf-8"
    )
    assert faults(folder) == [
        'links.csv: deze sessie heeft geen soort met role = "promise" en role = "barrier", dus '
        "hier valt niets te beoordelen. Zet dat in session.toml onder [kinds], of haal dit bestand "
        "weg."
    ]


def test_a_sentence_of_the_frame_is_about_a_side_of_the_session(tmp_path: Path) -> None:
    folder = own_sides.published(tmp_path, sides=3)
    (folder / "beleidskompas.toml").write_text(
        '[[steps]]\nnumber = 1\nquestion = "Wat is er?"\nsentences = ["Honger"]\n'
        'about = ["beleid"]\n[stakeholders]\nquestion = "Wie?"\nsentences = []\n',
        encoding="utf-8",
    )
    assert faults(folder) == [
        "beleidskompas.toml, regel 1, sleutel 'about': 'beleid' is geen kant. Schrijf bewoners, "
        "koks of school-2."
    ]


def test_a_session_without_sides_needs_no_column_for_them(tmp_path: Path) -> None:
    kinds = '[kinds]\nidee = {singular = "idee", plural = "ideeën", article = "het"}\n'
    folder = small_session(
        tmp_path,
        contributions_csv="id,kind,text\nb1,idee,Soep\nb2,idee,Brood\n",
    )
    with (folder / "session.toml").open("a", encoding="utf-8") as file:
        file.write(kinds)
    session = read_workshop(folder).session
    assert session.words.sides == ()
    assert session.records["side"].isna().all()
    assert "\n2 bijdragen: 2 ideeën\n" in summary(read_workshop(folder))
    assert "over" not in summary(read_workshop(folder)).split("Codeboek")[1].splitlines()[1:2]


def test_what_is_not_declared_is_that_of_november(november: Path, tmp_path: Path) -> None:
    assert session_of(november).words == NOVEMBER_WORDS
    folder = own_sides.published(tmp_path, sides=3)
    text = (folder / "session.toml").read_text(encoding="utf-8")
    (folder / "session.toml").write_text(text.split("[kinds]")[0], encoding="utf-8")
    assert "'zorg' bestaat niet. Toegestaan: belemmering of belofte." in faults(folder)[0]


def test_the_lists_are_named_after_their_side_as_long_as_one_kind_has_sides(tmp_path: Path) -> None:
    one, two = (
        session_of(own_sides.published(tmp_path / str(plain), sides=1, plain=plain)).words
        for plain in (False, True)
    )
    assert [(each.key, each.heading, each.caption) for each in one.lists] == [
        ("bewoners", "Bewoners", "Zorgen: bewoners"),
        ("wens", "Wensen", "Wensen"),
        ("idee", "Ideeën", "Ideeën"),
    ]
    assert [(each.key, each.heading, each.caption) for each in two.lists] == [
        ("zorg--bewoners", "Zorgen: bewoners", "Zorgen: bewoners"),
        ("wens--bewoners", "Wensen: bewoners", "Wensen: bewoners"),
        ("idee", "Ideeën", "Ideeën"),
    ]
    both = lists_of_all((one, NOVEMBER_WORDS))
    assert len({each.key for each in both}) == len(both) == 7


def test_the_roles_and_joint_sides_are_read(tmp_path: Path) -> None:
    words = session_of(own_sides.published(tmp_path, sides=6)).words
    assert words.barrier
    assert words.promise
    assert (words.barrier.key, words.promise.key) == ("zorg", "wens")
    assert words.barrier.role is Role.BARRIER
    assert words.spread(["allen"]) == {"bewoners", "koks"}
    assert [side.key for side in words.apart] == [*own_sides.SIDES][:5]


@pytest.mark.parametrize("plain", [False, True])
def test_words_written_down_are_read_back(tmp_path: Path, plain: bool) -> None:
    folder = own_sides.published(tmp_path, sides=6, plain=plain)
    words = session_of(folder).words
    text = (folder / "session.toml").read_text(encoding="utf-8").split("[kinds]")[0]
    (folder / "session.toml").write_text(text + words_text(words), encoding="utf-8")
    assert session_of(folder).words == words


def test_a_new_session_has_the_words_of_its_baseline(tmp_path: Path) -> None:
    folder = own_sides.published(tmp_path, sides=6)
    new_session(tmp_path / "2026-03-03-vervolg", baseline=folder)
    made = tmp_path / "2026-03-03-vervolg"
    assert faults(made) == [
        "bijdragen.xlsx: hierin staat nog geen enkele rij. Vul er minstens één in."
    ]
    sheet = (made / "begeleidersblad.md").read_text(encoding="utf-8")
    assert "één voor zorgen, één voor wensen, één voor ideeën." in sheet
    assert (
        "- Bij een zorg ook de kant: bewoners, koks, school-2, winkels, vrijwilligers, of bewoners "
        "en koks\n  (allen). Een wens of een idee heeft geen kant.\n"
    ) in sheet


def test_the_spreadsheet_offers_the_words_of_the_session(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = read_workshop(own_sides.published(tmp_path, sides=3)).codebook
    made = load_workbook(write_contributions(tmp_path / "b.xlsx", codebook=book))
    codes = made["Codes en rode draden"]
    offered = [[codes.cell(row, column).value for row in range(2, 6)] for column in (11, 12)]
    assert offered == [["zorg", "wens", "idee", None], ["bewoners", "koks", "school-2", None]]
    assert [made["Bijdragen"][cell].value for cell in ("B2", "C2")] == ["zorg", "koks"]
    hints = [rule.prompt for rule in made["Bijdragen"].data_validations.dataValidation]
    assert (
        "Alleen bij een zorg. Een wens of een idee heeft geen kant: laat de cel dan leeg." in hints
    )


def test_the_sheet_for_the_facilitator_fits_a_session_without_sides(tmp_path: Path) -> None:
    words = session_of(own_sides.published(tmp_path, sides=1)).words
    bare = type(words)(tuple(kind for kind in words.kinds if not kind.sides), ())
    assert "kant" not in facilitator_text(bare)


def test_check_counts_by_the_words_of_the_session(tmp_path: Path) -> None:
    said = summary(read_workshop(own_sides.published(tmp_path, sides=3)))
    assert (
        "10 uitkomsten: 6 zorgen (2 bewoners, 2 koks, 2 school-2), 2 wensen en 2 ideeën\n" in said
    )
    assert "\n12 oordelen over wens en zorg" in said
