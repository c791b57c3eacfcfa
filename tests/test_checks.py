import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_analysis.checks import (
    Checked,
    Column,
    Fault,
    RawTable,
    Rule,
    SessionError,
    as_whole_numbers,
    check_table,
    different,
    join,
    kept_rows,
    known,
    nearest,
    one_of,
    whole_number,
)
from workshop_analysis.terms import Side

COLUMNS = {
    "id": Column(),
    "side": Column((one_of(Side),), may_be_empty=True),
    "votes": Column((whole_number(),), may_be_absent=True, may_be_empty=True),
}


def raw(*rows: tuple[str | None, ...], columns: str = "id side votes") -> Checked[RawTable]:
    """A table as it was read: the first row under the header is row 2."""
    names = columns.split()
    index = range(2, len(rows) + 2)
    frame = pd.DataFrame(rows, columns=names, index=index, dtype="str")
    written = {name: "kant" if name == "side" else name for name in names}
    unknown = tuple(name for name in names if name not in COLUMNS)
    return Checked(RawTable("toy.csv", frame, written, unknown, sha256="0"))


def lines(checked: Checked[pd.DataFrame]) -> list[str]:
    return [str(fault) for fault in checked.faults]


def test_a_clean_table_has_its_columns_in_order_and_no_faults():
    checked = check_table(raw(("beleid", "a"), columns="side id"), COLUMNS)
    assert checked.accept().columns.tolist() == ["id", "side", "votes"]
    assert checked.value["votes"].isna().all()


def test_an_unknown_word_gets_the_nearest_and_all_allowed_words():
    assert lines(check_table(raw(("a", "beleids", None)), COLUMNS)) == [
        "toy.csv, rij 2, kolom 'kant': 'beleids' bestaat niet. Bedoelde u 'beleid'? "
        "Toegestaan: gezamenlijk, beleid of uitvoering."
    ]


def test_a_word_like_nothing_gets_the_allowed_words_only():
    assert lines(check_table(raw(("a", "x", None)), COLUMNS)) == [
        "toy.csv, rij 2, kolom 'kant': 'x' bestaat niet. "
        "Toegestaan: gezamenlijk, beleid of uitvoering."
    ]


def test_an_empty_cell_is_named_where_it_must_be_filled_in():
    assert lines(check_table(raw((None, "beleid", None)), COLUMNS)) == [
        "toy.csv, rij 2, kolom 'id': deze cel is leeg. Vul hem in, of haal de hele rij weg."
    ]


def test_a_number_in_words_is_no_number():
    assert lines(check_table(raw(("a", "beleid", "drie")), COLUMNS)) == [
        "toy.csv, rij 2, kolom 'votes': 'drie' is geen heel getal. "
        "Schrijf alleen cijfers, bijvoorbeeld 3."
    ]


def test_a_missing_column_names_what_was_found():
    assert lines(check_table(raw(("a",), columns="id"), COLUMNS)) == [
        "toy.csv: kolom 'side' (of 'kant') ontbreekt. Voeg hem toe. Gevonden: id."
    ]


def test_a_missing_column_is_recognised_under_a_name_that_is_nearly_right():
    checked = check_table(raw(("a", "beleid"), columns="id kannt"), COLUMNS)
    assert lines(checked)[0].startswith(
        "toy.csv: kolom 'side' (of 'kant') ontbreekt. Heet hij nu 'kannt'? Verander dan die kop."
    )


def test_an_extra_column_is_kept_and_named():
    checked = check_table(raw(("a", "beleid", "x"), columns="id side kleur"), COLUMNS)
    assert checked.accept()["kleur"].tolist() == ["x"]
    assert checked.notices == (
        "toy.csv: kolom 'kleur' kennen wij hier niet; hij blijft bewaard en telt nergens mee.",
    )


def test_a_value_that_returns_names_the_earlier_row():
    checked = check_table(
        raw(("a", None, None), ("b", None, None), ("a", None, None)),
        COLUMNS,
        across=(different("id", report="id"),),
    )
    assert lines(checked) == [
        "toy.csv, rij 4, kolom 'id': 'a' staat ook op rij 2. "
        "Elke waarde mag hier maar één keer voorkomen."
    ]


def test_a_pair_that_returns_names_the_earlier_row():
    checked = check_table(
        raw(("a", "beleid", None), ("a", "beleid", None)),
        COLUMNS,
        across=(different("id", "side", report="id"),),
    )
    assert lines(checked) == [
        "toy.csv, rij 3, kolom 'id': 'a' en 'beleid' staan samen ook op rij 2. "
        "Laat één van de twee staan."
    ]


def test_kept_rows_and_reported_rows_are_the_rows_of_the_file():
    rows = raw(("a", "beleid", "1"), (None, "x", None), ("c", "beleids", "veel"), ("d", None, "2"))
    checked = check_table(rows, COLUMNS)
    reported = {fault.row for fault in checked.faults}
    assert reported == {3, 4}
    assert kept_rows(checked).index.tolist() == [2, 5]
    assert len(kept_rows(checked)) + len(reported) == len(rows.value.frame)


CELLS = st.sampled_from(["a", "b", "beleid", "beleids", "3", "drie", None])


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_every_row_is_kept_or_reported_and_a_kept_row_is_untouched(rows):
    table = raw(*rows)
    checked = check_table(table, COLUMNS, across=(different("id", report="id"),))
    kept, reported = kept_rows(checked), {fault.row for fault in checked.faults}
    assert sorted([*kept.index, *reported]) == table.value.frame.index.tolist()
    pd.testing.assert_frame_equal(kept, table.value.frame.loc[kept.index])


def test_checking_writes_to_no_argument():
    rows = raw(("a", "beleids", "1"))
    before = rows.value.frame.copy(deep=True)
    check_table(rows, COLUMNS, across=(different("id", report="id"),))
    pd.testing.assert_frame_equal(rows.value.frame, before)


def test_an_error_holds_every_fault_and_says_each_on_a_line():
    checked = check_table(raw((None, "beleid", None), ("b", "x", None)), COLUMNS)
    with pytest.raises(SessionError) as error:
        checked.accept()
    assert len(error.value.faults) == 2
    assert str(error.value).splitlines() == lines(checked)


def test_the_same_fault_on_many_rows_is_one_line():
    faults = [Fault("toy.csv", "deze cel is leeg.", row, "id") for row in range(2, 15)]
    assert str(SessionError(faults)) == (
        "toy.csv, rijen 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en nog 3 andere, kolom 'id': "
        "deze cel is leeg."
    )


def test_a_name_that_does_not_exist_gets_the_nearest_and_a_way_out():
    rule = known(["beleid-1", "beleid-2"], what="code", way_out="Kijk in het codeboek.")
    checked = check_table(raw(("beleit-2", None, None)), {"id": Column((rule,))})
    assert lines(checked) == [
        "toy.csv, rij 2, kolom 'id': code 'beleit-2' bestaat niet. Bedoelde u 'beleid-2'? "
        "Kijk in het codeboek."
    ]


def test_no_nearest_word_is_sought_in_a_long_list():
    words = tuple(f"code-{n}" for n in range(1001))
    assert nearest("code-x", words[:1000]) is not None
    assert nearest("code-x", words) is None


def test_whole_numbers_keep_a_missing_value_missing():
    frame = as_whole_numbers(pd.DataFrame({"n": ["3", None, "veel"]}, dtype="str"), "n")
    assert frame["n"].dtype == "Int64"
    assert frame["n"].tolist() == [3, pd.NA, pd.NA]


def test_a_list_in_dutch_has_no_comma_before_the_last_word():
    assert [join("a"), join("ab"), join("abc", last="en")] == ["a", "a of b", "a, b en c"]


def test_a_rule_is_reported_under_its_own_column():
    rule = Rule(lambda f: f["id"].ne("a"), lambda values, _: ["mag niet."] * len(values), "side")
    assert lines(check_table(raw(("a", "beleid", None)), COLUMNS, across=(rule,))) == [
        "toy.csv, rij 2, kolom 'kant': mag niet."
    ]
