"""What points at a person is found by its form, and ordinary numbers are left alone."""

import pandas as pd
import pytest
from session_folders import change, copy_of, faults, small_session

from workshop_analysis.folder.workshop import read_workshop
from workshop_analysis.privacy import personal_data
from workshop_analysis.terms import MAILBOX


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mail naar iemand@voorbeeld.nl voor meer", "een e-mailadres"),
        ("iemand [at] voorbeeld punt nl", "een e-mailadres"),
        ("Bel 06-12345678", "een telefoonnummer"),
        ("Bel 06 12 34 56 78 even", "een telefoonnummer"),
        ("Bel +31 6 12345678", "een telefoonnummer"),
        ("Bel 0031612345678", "een telefoonnummer"),
        ("Bel (070) 123 45 67", "een telefoonnummer"),
        ("Zijn BSN is 123456782", "een burgerservicenummer"),
        ("NL91 ABNA 0417 1643 00", "een rekeningnummer"),
        ("Woont op 2511 CB in Den Haag", "een postcode"),
        ("2511CB", "een postcode"),
    ],
)
def test_what_has_the_form_of_a_persons_number_or_address_is_found(text: str, kind: str) -> None:
    assert list(personal_data(pd.Series([text]))) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        f"Mail naar {MAILBOX}.",
        "Op 12 november 2024 met +/- 70 deelnemers",
        "In 2024 OG en ON bij elkaar",
        "Zaak 123456789 duurde 0,5 jaar",
        "KPI 2025 is 1.234.567,89 euro",
        "Wij werken @ het kantoor",
        "2024-2025 en 2030",
    ],
)
def test_an_ordinary_number_or_the_functional_mailbox_is_nobodys(text: str) -> None:
    assert personal_data(pd.Series([text])).isna().all()


def test_the_texts_of_the_project_hold_nothing_of_anybody(repository) -> None:
    for folder in ("workshop_12nov", "voorbeeldsessie"):
        records = read_workshop(repository / "data" / folder).session.records
        assert personal_data(records["text"]).isna().all()


def test_a_missing_text_has_no_finding_and_the_texts_stay_as_they_were() -> None:
    texts = pd.Series(["Bel 06-12345678", None], dtype="str")
    assert list(personal_data(texts).isna()) == [False, True]
    assert texts[0] == "Bel 06-12345678"


def test_what_nobody_may_publish_may_stay_in_the_folder(tmp_path) -> None:
    folder = change(small_session(tmp_path), "contributions.csv", "Weet niet", "Bel 06-12345678")
    assert "06-12345678" in read_workshop(folder).session.records["text"].iloc[2]


def test_an_outcome_with_a_telephone_number_is_refused_without_repeating_it(
    tmp_path, november
) -> None:
    folder = change(
        copy_of(november, tmp_path), "outcomes.csv", "Interne cultuur", "Bel 06-12345678: cultuur"
    )
    assert faults(folder) == [
        "outcomes.csv, rij 10, kolom 'text': hierin staat een telefoonnummer, en dit is een "
        "gepubliceerde tekst. Haal het weg."
    ]
