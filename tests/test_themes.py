import pandas as pd
import pytest
from session_folders import session_of

from workshop_analysis.counting.themes import assign_themes
from workshop_analysis.folder.codebook import Codebook, read_codebook
from workshop_analysis.folder.workshop import read_workshop

RECORDS = pd.DataFrame({"id": ["b1", "b2", "b3", "b4"], "text": [*"wxyz"]}, dtype="str")
CODING = pd.DataFrame(
    [
        ("b1", "c1", "A"),
        ("b1", "c2", "A"),
        ("b1", "c1", "B"),
        ("b2", "c3", "A"),
        ("b3", "geen-code", "A"),
    ],
    columns=["record", "code", "coder"],
    dtype="str",
)
PLACEMENTS = pd.DataFrame(
    [
        ("c1", "tijd", "L", "r1"),
        ("c2", "tijd", "L", "r2"),
        ("c2", "geld", "L", "r3"),
        ("c3", None, "L", "los"),
    ],
    columns=["code", "theme", "coder", "reason"],
    dtype="str",
)


@pytest.fixture
def coded() -> pd.DataFrame:
    codebook = Codebook("1", "Toy", (), pd.DataFrame(), pd.DataFrame(), PLACEMENTS)
    return assign_themes(RECORDS, coding=CODING, codebook=codebook)


def rows(coded: pd.DataFrame, record: str) -> list[list[str]]:
    return coded.loc[coded["id"].eq(record), ["code", "theme", "coder"]].to_numpy().tolist()


def test_a_record_has_a_row_per_code_theme_and_coder(coded):
    assert rows(coded, "b1") == [
        ["c1", "tijd", "A"],
        ["c2", "tijd", "A"],
        ["c2", "geld", "A"],
        ["c1", "tijd", "B"],
    ]
    assert coded.columns.tolist() == [*RECORDS, "code", "theme", "coder", "placed_by", "reason"]


def test_a_record_that_nobody_coded_stays_with_everything_missing(coded):
    row = coded[coded["id"].eq("b4")]
    assert row["text"].tolist() == ["z"]
    assert row[["code", "theme", "coder", "placed_by", "reason"]].isna().all(axis=None)


def test_no_code_and_a_code_left_out_have_no_theme(coded):
    assert coded.loc[coded["id"].isin(["b2", "b3"]), "theme"].isna().all()
    assert coded.loc[coded["id"].eq("b2"), "reason"].tolist() == ["los"]
    assert coded.loc[coded["id"].eq("b3"), "code"].tolist() == ["geen-code"]


def test_no_record_is_lost_and_none_is_new(coded):
    assert coded["id"].unique().tolist() == RECORDS["id"].tolist()


def test_assigning_themes_writes_to_no_argument(coded):
    before = [frame.copy(deep=True) for frame in (RECORDS, CODING, PLACEMENTS)]
    codebook = Codebook("1", "Toy", (), pd.DataFrame(), pd.DataFrame(), PLACEMENTS)
    assign_themes(RECORDS, coding=CODING, codebook=codebook)
    for frame, copy in zip((RECORDS, CODING, PLACEMENTS), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_a_column_of_the_records_with_one_of_our_names_gives_way(coded):
    codebook = Codebook("1", "Toy", (), pd.DataFrame(), pd.DataFrame(), PLACEMENTS)
    again = assign_themes(RECORDS.assign(reason="x"), coding=CODING, codebook=codebook)
    pd.testing.assert_frame_equal(again, coded)


def test_november_has_a_row_per_placement(november):
    codebook = read_codebook(november)
    records = session_of(november).records
    coded = assign_themes(records, coding=read_workshop(november).coding, codebook=codebook)
    assert len(coded) == len(codebook.placements)
    assert coded["id"].nunique() == 18
    assert coded["theme"].notna().all()
