"""The mistakes people make in a session folder, each with the whole message they get.

A mistake is a file, a text in it and what somebody wrote instead. test_folder.py makes each of
them; data/README.md quotes some, and test_data.py holds it to the messages that stand here.
"""

OUTCOMES = [
    (
        "beleid-2,belemmering,beleid,2",
        "beleid-2,belemmering,beleids,2",
        "outcomes.csv, rij 6, kolom 'side': 'beleids' bestaat niet. Bedoelde u 'beleid'? "
        "Toegestaan: gezamenlijk, beleid of uitvoering.",
    ),
    (
        "id,kind,side,number,text",
        "id,soort,kan,nummer,tekst",
        "outcomes.csv: kolom 'side' (of 'kant') ontbreekt. Heet hij nu 'kan'? "
        "Verander dan die kop. Gevonden: id, soort, kan, nummer, tekst.",
    ),
    (
        "Interne cultuur rondom efficiëntie",
        "",
        "outcomes.csv, rij 10, kolom 'text': deze cel is leeg. "
        "Vul de tekst in, of haal de hele rij weg.",
    ),
    (
        "belofte-3,belofte,,3",
        "belofte-3,belofte,beleid,3",
        "outcomes.csv, rij 17, kolom 'side': een belofte heeft geen kant, en hier staat 'beleid'. "
        "Maak deze cel leeg.",
    ),
    (
        "uitvoering-2,belemmering,uitvoering,2",
        "uitvoering-2,belemmering,,2",
        "outcomes.csv, rij 10, kolom 'side': deze cel is leeg, en een belemmering heeft een kant. "
        "Vul in: gezamenlijk, beleid of uitvoering.",
    ),
    (
        "uitvoering-2,belemmering,uitvoering,2",
        "uitvoering-2,belemmering,uitvoering,twee",
        "outcomes.csv, rij 10, kolom 'number': 'twee' is geen heel getal. "
        "Schrijf alleen cijfers, bijvoorbeeld 3.",
    ),
    (
        '"Onvoldoende tijd, tijdsdruk en timing (wanneer betrek je burgers?)"',
        "Onvoldoende tijd, tijdsdruk en timing",
        "outcomes.csv, rij 2: deze rij heeft 6 cellen en de kop 5. Zet een tekst met een komma of "
        "puntkomma tussen dubbele aanhalingstekens, of vul de kop aan.",
    ),
]
LINKS = [
    (
        "belofte-1,beleid-2",
        "belofte-9,beleid-2",
        "links.csv, rij 6, kolom 'promise': belofte 'belofte-9' bestaat niet.",
    ),
    (
        "belofte-1,beleid-2",
        "beleid-1,beleid-2",
        "links.csv, rij 6, kolom 'promise': 'beleid-1' is een belemmering; hier hoort een belofte.",
    ),
    (
        "belofte-1,beleid-2",
        "belofte-1,beleid-1",
        "links.csv, rij 6, kolom 'promise': 'belofte-1', 'beleid-1' en 'projectlezing 1' staan "
        "samen ook op rij 5. Laat één van de twee staan.",
    ),
    (
        "belofte-1,beleid-2,deels",
        "belofte-1,beleid-2,half",
        "links.csv, rij 6, kolom 'strength': 'half' bestaat niet. Toegestaan: ja, deels of nee.",
    ),
]
STEP_LINKS = [
    (
        "1,gezamenlijk-1",
        "9,gezamenlijk-1",
        "step_links.csv, rij 2, kolom 'step': stap '9' bestaat niet. "
        "De beslisboom heeft: 1, 2, 3, 4, 5, 6 en 7.",
    ),
    (
        "1,gezamenlijk-1",
        "1,belofte-1",
        "step_links.csv, rij 2, kolom 'barrier': 'belofte-1' is een belofte; "
        "hier hoort een belemmering.",
    ),
]
NOVEMBER = [
    *(("outcomes.csv", *mistake) for mistake in OUTCOMES),
    *(("links.csv", *mistake) for mistake in LINKS),
    *(("step_links.csv", *mistake) for mistake in STEP_LINKS),
]

SESSION = [
    (
        "title = ",
        "titel = ",
        "session.toml, sleutel 'title': deze sleutel ontbreekt. Heet hij nu 'titel'? "
        "Verander dan die naam.",
    ),
    (
        "date = 2026-03-17",
        'date = "17 maart"',
        "session.toml, regel 3, sleutel 'date': moet een datum zijn zonder aanhalingstekens, "
        "zoals 2026-03-17.",
    ),
    (
        'evidence = "contributions"',
        'evidence = "contribution"',
        "session.toml, regel 4, sleutel 'evidence': 'contribution' bestaat niet. "
        "Bedoelde u 'contributions'? Toegestaan: published of contributions.",
    ),
    (
        "example = true",
        'example = "ja"',
        "session.toml, regel 5, sleutel 'example': moet true of false zijn, zonder "
        "aanhalingstekens.",
    ),
    (
        'key = "toy"',
        'key = "mijn sessie"',
        "session.toml, regel 1, sleutel 'key': 'mijn sessie' kan hier niet. Gebruik letters, "
        "cijfers, streepjes en lage streepjes, zoals workshop_12nov.",
    ),
    (
        'title = "Een kleine sessie"',
        'title = "Een kleine sessie',
        "session.toml, regel 2: deze regel is niet te lezen: 'title = \"Een kleine sessie'. Kijk "
        "of er een aanhalingsteken, een haakje of een = ontbreekt, en of dezelfde sleutel er niet "
        "twee keer staat.",
    ),
]
CODEBOOK = [
    (
        'theme = "tijd"',
        "",
        "codebook.toml, regel 6: rode draad 'tijd' heeft geen enkele code. Plaats er een code in "
        "met een blok [[placements]], of haal de rode draad weg.",
    ),
    (
        'name = "Tijd"',
        'naam = "Tijd"',
        "codebook.toml, regel 6, sleutel 'name': deze sleutel ontbreekt. Heet hij nu 'naam'? "
        "Verander dan die naam.",
    ),
    (
        'coder = "A"',
        'coder = "B"',
        "codebook.toml, regel 19, sleutel 'coder': codeur 'B' bestaat niet. "
        "Een nieuwe codeur hoort bij [[coders]].",
    ),
    (
        'reason = "De tekst noemt tijd."',
        "",
        "codebook.toml, regel 19, sleutel 'reason': deze sleutel ontbreekt. "
        "Schrijf waarom deze code hier hoort, of waarom hij is weggelaten.",
    ),
    (
        'text = "Geen tijd"',
        "",
        "codebook.toml, regel 13, sleutel 'text': code 'geen-tijd' is geen uitkomst van deze "
        "sessie en heeft een eigen tekst nodig: schrijf die achter text =.",
    ),
    (
        'version = "0.1"',
        "version = 0.1",
        "codebook.toml, regel 1, sleutel 'version': moet een tekst zijn. "
        "Zet hem tussen aanhalingstekens.",
    ),
]
CONTRIBUTIONS = [
    (
        "Geen tijd,P01",
        "Mail iemand@voorbeeld.nl,P01",
        "contributions.csv, rij 2, kolom 'text': hierin staat een e-mailadres, en deze bijdrage is "
        "publiceerbaar. Haal het weg, of zet publiceerbaar op nee.",
    ),
    (
        "P01",
        "Jansen",
        "contributions.csv, rij 2, kolom 'participant': hier staat geen deelnemersnummer zoals P07 "
        "(één tot drie hoofdletters en één tot vier cijfers). Het kan een naam zijn, en namen "
        "horen niet in dit bestand; daarom herhalen wij hem niet. Geef elke deelnemer een nummer.",
    ),
    (
        "P02,1",
        "P02,",
        "contributions.csv, rij 3, kolom 'table': hier ontbreekt de tafel, en op andere rijen "
        "staat er wel een. Vul hem overal in, of laat de hele kolom leeg.",
    ),
    (
        "P02,2,0",
        "P02,2,veel",
        "contributions.csv, rij 4, kolom 'votes': 'veel' is geen heel getal. "
        "Schrijf alleen cijfers, bijvoorbeeld 3.",
    ),
    (
        "3,ja",
        "3,misschien",
        "contributions.csv, rij 2, kolom 'publishable': 'misschien' bestaat niet. "
        "Toegestaan: ja of nee.",
    ),
    (
        "b3,",
        "b1,",
        "contributions.csv, rij 4, kolom 'id': 'b1' staat ook op rij 2. "
        "Elke waarde mag hier maar één keer voorkomen.",
    ),
]
CODING = [
    (
        "b2,geen-code",
        "b9,geen-code",
        "coding.csv, rij 3, kolom 'record': bijdrage 'b9' bestaat niet.",
    ),
    (
        "b1,geen-tijd",
        "b1,geen-tijt",
        "coding.csv, rij 2, kolom 'code': code 'geen-tijt' bestaat niet. Bedoelde u 'geen-tijd'?",
    ),
    (
        "b2,geen-code",
        "b1,geen-code",
        "coding.csv, rij 3, kolom 'code': 'geen-code' zegt dat geen code past, maar dezelfde "
        "codeur gaf deze bijdrage ook een andere code. Kies een van de twee.",
    ),
    (
        "b2,geen-code",
        "b1,geen-tijd",
        "coding.csv, rij 3, kolom 'record': 'b1', 'geen-tijd' en 'A' staan samen ook op rij 2. "
        "Laat één van de twee staan.",
    ),
]
SMALL = [
    *(("session.toml", *mistake) for mistake in SESSION),
    *(("codebook.toml", *mistake) for mistake in CODEBOOK),
    *(("contributions.csv", *mistake) for mistake in CONTRIBUTIONS),
    *(("coding.csv", *mistake) for mistake in CODING),
]
