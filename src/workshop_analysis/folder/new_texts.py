"""The words of a new session's files: what we ask, and what people read first."""

from __future__ import annotations

SESSION_TEXT = """\
# De sessie '{name}'. Vul in wat u weet. Wat achter een # staat is uitleg en telt niet mee.
# Een regel als '# question = ""' telt mee zodra u de # weghaalt en iets tussen de "" zet.
# Dit bestand heeft geen koppen tussen [ ]: een regel die u onderaan zet, telt dus gewoon mee.

# Hoe deze map in elkaar zit. Laat dit staan.
format = {format}
key = {key}
# Waar ging de sessie over?
title = {title}
# Wanneer was zij? Schrijf de datum zonder aanhalingstekens: jaar, maand, dag.
{date}
# Wat mensen inbrachten staat in bijdragen.xlsx.
evidence = "contributions"

# Hoeveel mensen deden er mee, en is dat geteld of geschat?
# participants = "45, geteld bij binnenkomst"

# Welke vraag kregen de deelnemers? Schrijf hem op, woord voor woord.
{about_question}
# question = ""

# Hoe is er gewerkt: tafels, briefjes, stippen plakken? Hoelang, en in welke volgorde?
# method = ""

# Wie waren er uitgenodigd, door wie, en wie kwamen er niet?
# selection = ""

# Wat is één bijdrage: één briefje, één zin, één punt van een tafel?
# unit = ""

# Bij wie kan een lezer terecht? Het adres van uw team, nooit van een persoon.
# contact = ""
# Mogen anderen deze gegevens gebruiken, en hoe?
# licence = ""

# Een voorlopige versie begint met 0. De datum is die waarop het rapport uitkomt.
publication.version = "0.1"
{published}
# Iets verbeterd nadat het rapport uitkwam? Geef een nieuwe versie en datum, en schrijf het op:
# publication.corrections = [
#   {{ date = 2026-05-01, text = "Wat er stond, wat er nu staat, en waarom." }},
# ]

source.title = {source}
# Welk team heeft de sessie gehouden?
# source.publisher = ""
{tree}
# Waarmee deze sessie wordt vergeleken, zoals dat was toen deze map werd gemaakt.
# Verander hier niets: zo is te zien of de nulmeting later is veranderd.
baseline.key = {baseline}
baseline.codebook_version = {version}
{hashes}
"""
TREE_TEXT = """
# De beslisboom: een kopie van die van de nulmeting.
beslisboom.file = {file}
"""
IGNORED_TEXT = """\
# Wat mensen zeiden en wie wat codeerde, gaat niet vanzelf mee in versiebeheer. Wilt u dat wel?
# Haal de regel dan weg.
*.xlsx
*.csv
*.ods
"""
FRAME_HEAD = """\
# HET KADER VAN DEZE SESSIE: de vragen van het Beleidskompas, overgenomen van de nulmeting.
# Schrijf achter 'sentences' wat uw sessie antwoordde, zin voor zin: ["Eén zin.", "Nog een."].
# [] betekent: niet ingevuld. Verzin niets, en neem geen antwoord van de nulmeting over.
"""
CODEBOOK_HEAD = """\
# HET CODEBOEK VAN DEZE SESSIE
# Het begint als dat van de nulmeting, versie {version}, en mag groeien: zet nieuwe codes en rode
# draden onderaan. Verandert u iets, geef dan een nieuwe 'version'. Verandert u de betekenis van
# een code, geef hem dan een nieuwe sleutel en schrijf in crosswalk.csv wat ervan werd.
"""
README_TEXT = """\
# {name}

Deze map is van één sessie. Zij wordt vergeleken met de nulmeting '{title}' (`{key}`).

| bestand | wat u ermee doet |
|---|---|
| `session.toml` | vul in waar, wanneer, met wie en met welke vraag |
| `begeleidersblad.html` | open het met een dubbelklik, druk het af en neem het mee |
| `bijdragen.xlsx` | vul in wat mensen zeiden, en daarna welke code past |
| `codebook.toml` | de codes en rode draden; het begin is van de nulmeting |
{more}| `.gitignore` | houdt wat mensen zeiden buiten versiebeheer; meestal verborgen |

1. Vul voor de sessie `session.toml` in, de vraag voorop.
2. Zet tijdens of na de sessie elke bijdrage op een eigen rij in `bijdragen.xlsx`, met de woorden
   van de deelnemer. Deelnemers hebben een nummer (P07), nooit een naam.
3. Controleer de map: `workshop-analysis check` met de naam van deze map erachter. Wat er klaar is
   en wat er nog moet, zegt `workshop-analysis status`.
4. Codeer met twee mensen, los van elkaar. Maak voor elk een eigen bestand met
   `workshop-analysis coder`, de naam van deze map en een sleutel, zoals `lezer-1`. Wie twee keer
   codeert, heet de tweede keer `lezer-1#2`. Hulp bij het coderen: `workshop-analysis suggest`.
5. Past geen code? Zet een nieuwe code op het blad 'Codes en rode draden' van `bijdragen.xlsx`,
   met wie haar bedacht en waarom. Zij telt mee, en staat meteen in de keuzelijst. Geef
   `workshop-analysis coder` nog eens om haar ook in het werkblad van een codeur te krijgen.
6. Bespreek de verschillen in `verschillen.xlsx` (van `workshop-analysis agreement` met `--write`).
   De overeenstemming in het rapport is altijd die van voor dat gesprek.
7. Maak het rapport: `workshop-analysis report`. Met de vergelijking: `workshop-analysis compare`.
"""
FRAME_ROW = "| `beleidskompas.toml` | het kader: vul in wat uw sessie op elke vraag antwoordde |\n"
TREE_ROW = "| `beslisboom.toml` | de beslisboom van de nulmeting; verander er niets aan |\n"
