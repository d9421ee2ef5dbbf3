"""The tsunagu sheet: begun once, written by several, kept as it was for those it is handed to."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, ProgrammingError, transaction
from django.utils import translation

from accounts.acting import acting_as
from agencies.calendar import today
from agencies.models import Concern
from casework.actions import sheets
from casework.actions.referrals import HandOver, hand_over
from casework.actions.restriction import restrict
from casework.choices import Category, Sex
from casework.models import Consent, Consultation, SheetCopy, TsunaguSheet
from casework.sheet_content import content_of, shown
from tests.factories import ConsentFactory, ConsultationFactory, MemberFactory

REFUSED = (ProgrammingError, InternalError)


@pytest.fixture
def sheet(sato):
    """遠藤 美咲's, written by the coordinator."""
    consultation = ConsultationFactory(
        name="遠藤 美咲", address="石巻市中央2-1", narrative="家賃が払えない", telephone="0225-00-0000"
    )
    with acting_as(sato):
        return sheets.begin(consultation, by=sato)


def concerns(*numbers: int) -> list[Concern]:
    return list(Concern.objects.filter(list__code="national16", number__in=numbers).order_by("number"))


def written(sheet: TsunaguSheet, **told) -> sheets.Written:
    values = {name: getattr(sheet, name) for name in sheets.OF_SHEET}
    held = list(sheet.consultation.concerns.all())
    base = {"concerns": held, "main_concern": sheet.consultation.main_concern}
    of_paper = {
        name: value for name, value in told.items() if name in ("concerns", "main_concern", "asked", "involved")
    }
    changed = {name: value for name, value in told.items() if name not in of_paper}
    return sheets.Written(values=values | changed, **(base | of_paper))


def save(sheet: TsunaguSheet, by, **told) -> TsunaguSheet:
    with acting_as(by):
        held = TsunaguSheet.objects.select_related("consultation", "household").get(pk=sheet.pk)
        return sheets.write(held, written(held, **told), seen=sheets.version_of(held), by=by)


@pytest.mark.parametrize(
    ("taken_down", "of_person", "mobile", "home", "carried"),
    [
        ("0225-00-0000", "0225-00-0000", "", "0225-00-0000", ""),
        ("０９０−0000−0001", "090-0000-0001", "", "", "090-0000-0001"),
        ("090-0000-0001", "0225-00-0000", "09000000001", "0225-00-0000", "09000000001"),
        ("090-0000-0002", "", "080-0000-0001", "", "090-0000-0002、080-0000-0001"),
        ("呼び出し 0225-00-0000", "", "080-0000-0001", "呼び出し 0225-00-0000", "080-0000-0001"),
        ("隣の家", "", "", "隣の家", ""),
        ("", "", "", "", ""),
    ],
)
def test_a_number_taken_down_stands_as_home_or_mobile(sato, sheet, taken_down, of_person, mobile, home, carried):
    consultation = sheet.consultation
    consultation.telephone = taken_down
    consultation.person.telephone, consultation.person.mobile = of_person, mobile
    with acting_as(sato):
        assert content_of(sheet)["telephone"] == {"home": home, "mobile": carried}


def test_what_is_kept_of_a_sheet_is_japanese_whatever_its_writer_reads(sato, sheet):
    sheet.consultation.sex = Sex.FEMALE
    absent = Consent.GivenAs.ABSENT
    ConsentFactory(household=sheet.household, given_as=absent, reason="入院中", evidence=Consent.Evidence.IN_PERSON)
    with acting_as(sato):
        in_japanese = content_of(sheet)
        with translation.override("en"):
            assert content_of(sheet) == in_japanese
    assert (in_japanese["sex"], in_japanese["consent"]["for"]) == ("女性", "不在の世帯員のために　入院中")


def test_a_consultation_has_one_sheet_and_begins_with_what_was_told(sato, sheet):
    with acting_as(sato):
        again = sheets.begin(sheet.consultation, by=sato)
    assert again == sheet
    assert sheet.wishes == "家賃が払えない"
    assert Consultation.objects.get().has_sheet


def test_ages_are_of_one_day_also_of_a_child_born_since_and_nobody_who_died_grows_older(sato, sheet):
    household = sheet.household
    MemberFactory(household=household, person__name="遠藤 希", person__birth_date=today())
    MemberFactory(household=household, person__name="遠藤 勇", person__birth_date=date(1940, 1, 1), person__life="died")
    with acting_as(sato):
        ages = {each["name"]: each["age"] for each in content_of(sheet)["members"]}
    assert (ages["遠藤 希"], ages["遠藤 勇"]) == ("0", "")


def test_the_troubles_of_the_sheet_are_those_of_the_consultation(sato, sheet):
    rent, money = concerns(4, 3)[::-1]
    save(sheet, sato, concerns=[rent, money], main_concern=rent)
    consultation = Consultation.objects.get()
    assert set(consultation.concerns.all()) == {rent, money}
    assert consultation.main_concern == rent


def test_of_two_who_save_the_same_sheet_the_second_is_told(sato, kudo, sheet):
    opened = TsunaguSheet.objects.get()
    seen = sheets.version_of(opened)
    save(sheet, sato, special_notes="犬がいる")
    with acting_as(kudo), pytest.raises(ValidationError, match="ほかの人が保存"):
        sheets.write(opened, written(opened, special_notes="猫がいる"), seen=seen, by=kudo)
    assert TsunaguSheet.objects.get().special_notes == "犬がいる"


def test_a_change_of_the_consultation_is_one_of_its_sheet(sato, sheet):
    opened = TsunaguSheet.objects.get()
    seen = sheets.version_of(opened)
    Consultation.objects.update(version=5)
    with acting_as(sato), pytest.raises(ValidationError, match="ほかの人が保存"):
        sheets.write(opened, written(opened), seen=seen, by=sato)


def test_that_a_member_was_asked_and_has_none_is_written_down(sato, sheet):
    son = MemberFactory(household=sheet.household, relation_label="長男")
    assert not next(each for each in content_of(sheet)["members"] if not each["consultee"])["asked"]
    save(sheet, sato, asked=[sheets.Asked(son, [], asked=True)])
    fresh = TsunaguSheet.objects.get()
    assert next(each for each in content_of(fresh)["members"] if not each["consultee"])["asked"]
    assert not son.concerns.exists()


def test_an_agency_that_did_not_take_the_family_in_does_not_write_its_sheet(sato, suzuki, sheet):
    ConsentFactory(household=sheet.household)
    with acting_as(sato):
        hand_over(sheet.consultation, [HandOver(suzuki.agency, "住まいの相談")], by=sato, sheet=sheet)
    with acting_as(suzuki), pytest.raises(PermissionDenied):
        held = TsunaguSheet.objects.get()
        sheets.write(held, written(held), seen=sheets.version_of(held), by=suzuki)


# What was handed over ------------------------------------------------------------------------------------------------


def handed(sheet, suzuki, sato, categories=None):
    ConsentFactory(household=sheet.household, **({"categories": categories} if categories else {}))
    with acting_as(sato):
        return hand_over(sheet.consultation, [HandOver(suzuki.agency, "住まいの相談")], by=sato, sheet=sheet)[0]


def test_what_was_handed_over_stays_as_it_was_then(sato, suzuki, sheet):
    referral = handed(sheet, suzuki, sato)
    save(sheet, sato, special_notes="あとで書いた")
    referral.refresh_from_db()
    assert referral.copy.content["special_notes"] == ""
    assert referral.copy.content["referrals"] == [{"to": suzuki.agency.name, "reason": "住まいの相談"}]


def test_the_consent_on_the_sheet_is_the_consultees_own_before_a_newer_one_of_somebody_else(sato, sheet):
    brother = MemberFactory(household=sheet.household, relation_label="弟", person__name="遠藤 晴人").person
    ConsentFactory(household=sheet.household, given_by=sheet.consultation.person, valid_from="2020-01-01")
    ConsentFactory(household=sheet.household, given_by=brother, valid_from="2020-06-01")
    with acting_as(sato):
        told = content_of(sheet)["consent"]
    assert (told["by"], str(told["on"])) == ("遠藤 美咲", "2020-01-01")


def test_a_version_is_made_anew_only_when_something_changed(sato, sheet):
    with acting_as(sato):
        one = sheets.frozen_copy(sheet, by=sato)
        assert sheets.frozen_copy(sheet, by=sato) == one
    save(sheet, sato, wishes="夜は避けてほしい")
    with acting_as(sato):
        two = sheets.frozen_copy(sheet, by=sato)
    assert (one.number, two.number) == (1, 2)


@pytest.mark.parametrize("change", [{"content": {}}, {"number": 9}, {"digest": ""}])
def test_nobody_rewrites_a_version(sato, sheet, change):
    with acting_as(sato):
        sheets.frozen_copy(sheet, by=sato)
        with pytest.raises(REFUSED, match="kept as it was"), transaction.atomic():
            SheetCopy.objects.update(**change)
        with pytest.raises(REFUSED), transaction.atomic():
            SheetCopy.objects.all().delete()


def test_a_version_is_seen_by_who_was_handed_it_and_by_no_other_agency(sato, suzuki, tanaka, sheet):
    handed(sheet, suzuki, sato)
    with acting_as(suzuki):
        assert SheetCopy.objects.count() == 1
    with acting_as(tanaka):
        assert not SheetCopy.objects.exists()


def test_an_agency_sees_its_own_version_and_not_what_others_were_handed(sato, suzuki, tanaka, sheet):
    handed(sheet, suzuki, sato)
    save(sheet, sato, special_notes="田中さんだけに")
    with acting_as(sato):
        hand_over(sheet.consultation, [HandOver(tanaka.agency, "保護の相談")], by=sato, sheet=sheet)
    with acting_as(suzuki):
        assert [each.content["special_notes"] for each in SheetCopy.objects.all()] == [""]


def test_a_consent_that_is_withdrawn_closes_the_version_too(sato, suzuki, sheet):
    handed(sheet, suzuki, sato)
    sheet.household.consents.update(withdrawn_on="2020-01-01")
    with acting_as(suzuki):
        assert not SheetCopy.objects.exists()


def test_a_restricted_family_has_no_version_that_anybody_sees_but_those_named(sato, abe, suzuki, sheet):
    handed(sheet, suzuki, sato)
    with acting_as(abe):
        restrict(sheet.household, [abe.staff], by=abe)
    for each in (sato, suzuki):
        with acting_as(each):
            assert not SheetCopy.objects.exists()
            assert not TsunaguSheet.objects.exists()


def test_only_what_is_shared_is_shown_and_the_rest_is_said_to_be_withheld(sato, sheet):
    MemberFactory(household=sheet.household, relation_label="長男", person__name="遠藤 蓮")
    save(sheet, sato, concerns=concerns(2, 3), living_situation="二人で暮らす", wishes="訪問は夕方に")
    with acting_as(sato):
        copy = sheets.frozen_copy(sheet, by=sato)
    paper = shown(copy, {Category.CONSULTATION})
    assert paper["name"] == "遠藤 美咲"
    assert paper["wishes"] == "訪問は夕方に"
    assert (paper["address"], paper["members"], paper["living_situation"]) == ("", [], "")
    assert set(paper["withheld"]) == {
        "kana", "born", "address", "telephone", "members", "living_situation", "genogram", "agencies",
    }  # fmt: skip
    assert not shown(copy, set(Category) - {Category.MONEY})["living_situation"]  # it speaks of money
    assert [each["name"] for each in paper["concerns"] if each["mark"]] == [
        "住まいのこと"
    ]  # income is of its own category
    assert paper["concerns_left_out"]
    everything = shown(copy, set(Category))
    assert not everything["withheld"]
    assert not everything["concerns_left_out"]
    assert "<svg" in everything["genogram"]


def test_with_no_category_nothing_but_the_name_is_shown(sato, sheet):
    save(sheet, sato, concerns=concerns(1), wishes="秘密", special_notes="秘密", living_situation="秘密")
    with acting_as(sato):
        paper = shown(sheets.frozen_copy(sheet, by=sato), set())
    said = str({name: value for name, value in paper.items() if name not in ("withheld", "consent", "received")})
    assert "秘密" not in said
    assert "中央" not in said
    assert "○" not in said
