"""agencies and directory: groups, types, districts and topics come with the file, in its order."""

from agencies.models import Agency, AgencyGroup, AgencyType, AreaContact, DirectoryEntry, District, Topic
from tests.reports.ledger_files import exported, mistakes, rows_of, table, taken


def agency(code: str, group: str = "", kind: str = "", **more: str) -> dict[str, str]:
    return {"機関コード": code, "機関名": f"機関{code}", "分類": group, "種別": kind, "圏域": "", "備考": ""} | more


def test_groups_types_and_districts_are_made_in_the_files_order() -> None:
    taken("agencies", table(
        agency("E1", "行政", "ハローワーク", 圏域="西"), agency("E2", "医療", "病院", 圏域="東"),
        agency("E3", "行政", "保護課", 圏域="西"),
    ))  # fmt: skip
    assert list(AgencyGroup.objects.values_list("name", flat=True)) == ["行政", "医療"]
    assert list(AgencyType.objects.values_list("name", flat=True)) == ["ハローワーク", "保護課", "病院"]
    assert list(District.objects.values_list("name", flat=True)) == ["西", "東"]


def test_what_comes_later_stands_after_what_is_there() -> None:
    taken("agencies", table(agency("E1", "行政", "ハローワーク", 圏域="西")))
    taken("agencies", table(agency("E0", "警察", "警察", 圏域="東"), agency("E2", "行政", "保護課")))
    assert list(AgencyGroup.objects.values_list("name", flat=True)) == ["行政", "警察"]
    assert list(AgencyType.objects.filter(group__name="行政").values_list("name", flat=True)) == [
        "ハローワーク",
        "保護課",
    ]
    assert [row["機関コード"] for row in rows_of(exported("agencies"))] == ["E1", "E2", "E0"]


def test_an_agency_without_a_group_has_no_type() -> None:
    taken("agencies", table(agency("E00")))
    assert Agency.objects.get(code="E00").type is None


def test_a_new_agency_has_its_group_for_sight() -> None:
    taken("agencies", table(agency("E1")))
    assert Agency.objects.get(code="E1").group.name == "agency E1"


def test_a_change_is_told_field_by_field() -> None:
    taken("agencies", table(agency("E1", 備考="古い")))
    Agency.objects.update(fax="0225-00-0001")  # stands in no column
    (row,) = taken("agencies", table(agency("E1", 備考="新しい", 圏域="東"))).changed
    assert Agency.objects.get(code="E1").fax == "0225-00-0001"
    assert row.changes == [("圏域", "", "東"), ("備考", "古い", "新しい")]
    assert Agency.objects.get(code="E1").note == "新しい"


def test_a_repeated_code_is_wrong_and_names_the_other_row() -> None:
    done = taken("agencies", table(agency("E1"), agency("E2"), agency("E1")))
    assert mistakes(done) == [(4, "機関コード")]
    assert "2" in done.wrong[0].mistakes[0].sentence
    assert not Agency.objects.filter(code="E2").exists()


def test_wrong_cells_of_one_row_are_all_told() -> None:
    done = taken("agencies", table(agency("", "行政", 郵便番号="9868501-9868501")))
    assert set(mistakes(done)) == {(2, "機関コード"), (2, "種別"), (2, "郵便番号")}


def test_a_type_without_its_group_is_wrong() -> None:
    assert mistakes(taken("agencies", table(agency("E1", "", "保護課")))) == [(2, "分類")]


def test_a_code_that_would_divide_cells_of_other_tables_is_wrong() -> None:
    assert mistakes(taken("agencies", table(agency("E:1"), agency("E;2")))) == [(2, "機関コード"), (3, "機関コード")]


def test_the_systems_own_code_is_neither_written_nor_taken() -> None:
    assert rows_of(exported("agencies")) == []
    assert mistakes(taken("agencies", table(agency("-")))) == [(2, "機関コード")]


def entry(number: str, **more: str) -> dict[str, str]:
    return {"相談項目": "病気・医療", "No.": number, "★": "", "機関コード": "", "圏域別": ""} | more


def test_a_directory_entry_names_an_agency_or_one_for_each_area() -> None:
    taken("agencies", table(agency("E1"), agency("E2")))
    rows = [
        entry("2", **{"★": "★", "機関コード": "E1"}),
        entry("10", 圏域別="東:E1;西:E2"),
        entry("1", 相談項目="介護"),
    ]
    assert mistakes(taken("directory", table(*rows))) == []
    first = DirectoryEntry.objects.get(number="2")
    assert (first.default, first.agency.code) == (True, "E1")
    areas = AreaContact.objects.filter(entry__number="10").values_list("district__name", "agency__code")
    assert sorted(areas) == [("東", "E1"), ("西", "E2")]
    assert list(Topic.objects.values_list("name", flat=True)) == ["病気・医療", "介護"]
    assert [(row["相談項目"], row["No."]) for row in rows_of(exported("directory"))] == [
        ("病気・医療", "2"), ("病気・医療", "10"), ("介護", "1"),
    ]  # fmt: skip
    assert [row.state for row in taken("directory", table(*rows)).rows] == ["skip"] * 3


def test_an_area_without_its_agency_is_wrong() -> None:
    taken("agencies", table(agency("E1")))
    done = taken(
        "directory", table(entry("1", 圏域別="東"), entry("2", 圏域別="東:X9"), entry("3", 圏域別="東:E1;東:E1"))
    )
    assert mistakes(done) == [(2, "圏域別"), (3, "圏域別")]
    done = taken("directory", table(entry("1", 圏域別="東:E1;東 :E1")))
    assert mistakes(done) == [(2, "圏域別")]


def test_an_unknown_agency_code_is_wrong() -> None:
    assert mistakes(taken("directory", table(entry("1", 機関コード="X9")))) == [(2, "機関コード")]


def test_only_the_star_is_a_star() -> None:
    assert mistakes(taken("directory", table(entry("1", **{"★": "○"})))) == [(2, "★")]
