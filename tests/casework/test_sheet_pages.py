"""The tsunagu sheet's pages: what is written, what two people write at once, what is kept while somebody types."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.acting import acting_as
from agencies.models import Concern
from casework.actions import sheets
from casework.actions.referrals import HandOver, hand_over
from casework.choices import Category
from casework.models import Consultation, Draft, HouseholdMember, SheetAgency, TsunaguSheet
from tests.factories import (
    AgencyFactory,
    AttachmentFactory,
    ConsentFactory,
    ConsultationFactory,
    MemberFactory,
    ReferralFactory,
    SheetFactory,
)


@pytest.fixture
def sheet(sato):
    consultation = ConsultationFactory(name="遠藤 美咲", main_concern=None)
    MemberFactory(household=consultation.household, relation_label="長男", person__name="遠藤 蓮")
    with acting_as(sato):
        return sheets.begin(consultation, by=sato)


@pytest.fixture
def son(sheet):
    return HouseholdMember.objects.get(relation_label="長男")


def concern(number: int) -> Concern:
    return Concern.objects.get(list__code="national16", number=number)


def sent(page, **told) -> dict:
    """The form as the browser would send it, with what was typed in it."""
    form, rows = page.context["form"], page.context["involved"]
    data: dict = {}
    for bound in form:
        value = bound.value()
        if bound.name == "agency":
            data["agency"] = value
        elif value is not None and value is not False and value != []:
            data[bound.html_name] = value
    data |= {f"involved-{name}": value for name, value in rows.management_form.initial.items()}
    for number, row in enumerate(rows.forms):
        data |= {
            f"involved-{number}-agency": row.initial["agency"],
            f"involved-{number}-support": row.initial["support"],
        }
    return {name: value for name, value in (data | told).items() if value is not None}


def opened(client, sheet):
    return client.get(reverse("casework:sheet_edit", args=[sheet.pk]))


def save(client, sheet, page, **told):
    return client.post(reverse("casework:sheet_edit", args=[sheet.pk]), sent(page, **told))


def test_a_sheet_is_begun_from_its_consultation(client_of, sato):
    consultation = ConsultationFactory()
    answer = client_of(sato).post(reverse("casework:sheet_begin", args=[consultation.pk]))
    assert answer.url == reverse("casework:sheet_edit", args=[TsunaguSheet.objects.get().pk])


def test_what_is_written_stands_on_the_sheet(client_of, sato, sheet):
    client = client_of(sato)
    answer = save(
        client, sheet, opened(client, sheet), wishes="夕方に", living_situation="二人で", special_notes="犬",
        concerns=[concern(2).pk, concern(4).pk], main_concern=concern(4).pk,
    )  # fmt: skip
    assert answer.status_code == 302
    page = client.get(sheet.get_absolute_url()).content.decode()
    for words in ("夕方に", "二人で", "犬", "◎"):
        assert words in page
    assert Consultation.objects.get().main_concern == concern(4)


def test_the_page_says_whom_nobody_has_asked_yet(client_of, sato, sheet, son):
    client = client_of(sato)
    page = client.get(sheet.get_absolute_url())
    assert son in page.context["unasked"]
    assert "他に困り事はありませんか" in page.content.decode()
    save(client, sheet, opened(client, sheet), **{f"member{son.pk}-asked": "on"})
    assert son not in client.get(sheet.get_absolute_url()).context["unasked"]


def test_what_a_member_says_is_theirs(client_of, sato, sheet, son):
    client = client_of(sato)
    save(client, sheet, opened(client, sheet), **{f"member{son.pk}-concerns": [concern(7).pk]})
    assert list(son.concerns.all()) == [concern(7)]
    assert not Consultation.objects.get().concerns.exists()


def test_an_agency_already_with_the_family_is_known_of_the_household_too(client_of, sato, sheet):
    clinic = AgencyFactory(name="中央クリニック")
    client = client_of(sato)
    page = opened(client, sheet)
    rows = {"involved-TOTAL_FORMS": "1", "involved-0-agency": clinic.pk, "involved-0-support": "通院"}
    save(client, sheet, page, **rows)
    assert list(sheet.agencies_involved.values_list("support", flat=True)) == ["通院"]
    assert sheet.household.involved_agencies.get().agency == clinic


def test_a_day_to_come_is_refused_with_a_sentence(client_of, sato, sheet):
    client = client_of(sato)
    answer = save(client, sheet, opened(client, sheet), received_on="R99.1.1")
    assert answer.status_code == 422


# Two people ----------------------------------------------------------------------------------------------------------


def test_two_people_on_one_sheet_see_each_others_version_and_lose_nothing(client_of, sato, kudo, sheet):
    hers, his = client_of(sato), client_of(kudo)
    page_of_hers, page_of_his = opened(hers, sheet), opened(his, sheet)
    save(hers, sheet, page_of_hers, wishes="佐藤が書いた")
    answer = save(his, sheet, page_of_his, wishes="工藤が書いた")
    assert answer.status_code == 422
    (difference,) = answer.context["form"].differences
    assert (difference.theirs, difference.mine) == ("佐藤が書いた", "工藤が書いた")
    assert TsunaguSheet.objects.get().wishes == "佐藤が書いた"
    again = {**sent(page_of_his, wishes="工藤が書いた"), "version": answer.context["form"].data["version"],
             "take-wishes": "theirs"}  # fmt: skip
    assert his.post(reverse("casework:sheet_edit", args=[sheet.pk]), again).status_code == 302
    assert TsunaguSheet.objects.get().wishes == "佐藤が書いた"


def test_two_who_write_in_different_boxes_both_keep_what_they_wrote(client_of, sato, kudo, sheet):
    hers, his = client_of(sato), client_of(kudo)
    page_of_hers, page_of_his = opened(hers, sheet), opened(his, sheet)
    save(hers, sheet, page_of_hers, wishes="佐藤が書いた")
    answer = save(his, sheet, page_of_his, special_notes="工藤が書いた")
    differences = {each.name: each.chosen for each in answer.context["form"].differences}
    assert differences == {"wishes": "theirs", "special_notes": "mine"}


def test_agencies_that_somebody_else_added_meanwhile_are_put_below_ones_own(client_of, sato, kudo, sheet):
    hers, his = client_of(sato), client_of(kudo)
    page_of_his = opened(his, sheet)
    clinic, school = AgencyFactory(name="中央クリニック"), AgencyFactory(name="中央小学校")
    rows = {"involved-TOTAL_FORMS": "1", "involved-0-support": "x"}
    save(hers, sheet, opened(hers, sheet), **rows, **{"involved-0-agency": clinic.pk})
    answer = save(his, sheet, page_of_his, **rows, **{"involved-0-agency": school.pk})
    assert answer.status_code == 422
    data = answer.context["involved"].data
    assert {data["involved-0-agency"], data["involved-1-agency"]} == {str(clinic.pk), str(school.pk)}
    again = his.post(reverse("casework:sheet_edit", args=[sheet.pk]), data)
    assert again.status_code == 302
    assert SheetAgency.objects.count() == 2


# While somebody types ------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_offered_again(client_of, sato, sheet):
    client = client_of(sato)
    draft = opened(client, sheet).context["draft"]
    told = {"wishes": "書きかけ", "draft-version": draft.version, "involved-TOTAL_FORMS": "0"}
    assert json.loads(client.post(reverse("casework:draft_save", args=[draft.pk]), told).content)["version"] == 2
    page = opened(client, sheet)
    assert page.context["restored"]
    assert page.context["form"]["wishes"].value() == "書きかけ"
    assert TsunaguSheet.objects.get().wishes == ""


def test_a_draft_is_seen_by_its_writer_alone_and_gone_when_it_is_saved(client_of, sato, kudo, sheet):
    client = client_of(sato)
    draft = opened(client, sheet).context["draft"]
    client.post(reverse("casework:draft_save", args=[draft.pk]), {"wishes": "書きかけ", "draft-version": 1})
    assert not opened(client_of(kudo), sheet).context["restored"]
    save(client, sheet, opened(client, sheet))
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert TsunaguSheet.objects.get().wishes == "書きかけ"


def test_a_sheet_that_somebody_was_writing_waits_on_their_home_page(client_of, suzuki):
    consultation = ConsultationFactory(written_by=suzuki.agency.group, name="千葉 花子")
    client = client_of(suzuki)
    client.post(reverse("casework:sheet_begin", args=[consultation.pk]))
    sheet = TsunaguSheet.objects.get()
    draft = opened(client, sheet).context["draft"]
    client.post(reverse("casework:draft_save", args=[draft.pk]), {"wishes": "書きかけ", "draft-version": 1})
    assert "千葉 花子さんのつなぐシート" in client.get("/").content.decode()


# Who sees what -------------------------------------------------------------------------------------------------------


def test_an_agency_writes_the_sheet_of_the_family_that_it_took_in(client_of, suzuki):
    consultation = ConsultationFactory(written_by=suzuki.agency.group)
    client = client_of(suzuki)
    client.post(reverse("casework:sheet_begin", args=[consultation.pk]))
    sheet = TsunaguSheet.objects.get()
    assert save(client, sheet, opened(client, sheet), wishes="夕方に").status_code == 302


def test_a_page_shows_only_what_is_shared_and_says_the_rest(client_of, sato, suzuki, sheet):
    client = client_of(sato)
    save(client, sheet, opened(client, sheet), living_situation="長男と二人で暮らす", wishes="夕方に")
    ConsentFactory(household=sheet.household, categories=[Category.CONSULTATION])
    with acting_as(sato):
        referral = hand_over(sheet.consultation, [HandOver(suzuki.agency, "相談")], by=sato, sheet=sheet)[0]
    for url in (sheet.get_absolute_url(), referral.copy.get_absolute_url()):
        page = client_of(suzuki).get(url).content.decode()
        assert "夕方に" in page
        assert "長男と二人で暮らす" not in page
        assert "遠藤 蓮" not in page
        assert "共有されていません" in page


def test_a_kept_picture_has_its_label_in_the_language_of_the_page(client_of, sato, suzuki, sheet):
    ConsentFactory(household=sheet.household)
    with acting_as(sato):
        hand_over(sheet.consultation, [HandOver(suzuki.agency, "家賃の相談")], by=sato, sheet=sheet)
    client = client_of(sato)
    for page in (sheet.get_absolute_url(), sheet.copies.get().get_absolute_url()):
        client.post(reverse("accounts:set_language"), {"language": "ja"})
        said = client.get(page).content.decode()
        assert re.search(r'<svg[^>]* aria-label="家族関係図：[^"]*遠藤 美咲', said) and "同居は2人" in said
        client.post(reverse("accounts:set_language"), {"language": "en"})
        said = client.get(page).content.decode()
        assert re.search(r'<svg[^>]* aria-label="Genogram: 遠藤 美咲"[^>]*><title>Genogram: 遠藤 美咲</title>', said)
        assert "同居は2人" not in said and ">長男</text>" in said


def test_the_page_costs_the_same_with_one_member_and_with_ten(count_queries, sato, sheet):
    with_one = count_queries(sato, "casework:sheet_detail", sheet.pk)
    for number in range(9):
        member = MemberFactory(household=sheet.household, relation_label="孫", person__name=f"孫{number}")
        member.held_concerns.create(household=sheet.household, concern=concern(3), written_by=sato.agency.group)
        AttachmentFactory(sheet=sheet)
        SheetAgency.objects.create(sheet=sheet, agency=AgencyFactory())
        ReferralFactory(consultation=sheet.consultation)
    assert count_queries(sato, "casework:sheet_detail", sheet.pk) <= with_one


def test_writing_costs_the_same_with_one_member_and_with_ten(count_queries, sato, sheet):
    count_queries(sato, "casework:sheet_edit", sheet.pk)  # its draft is begun
    with_one = count_queries(sato, "casework:sheet_edit", sheet.pk)
    for number in range(9):
        member = MemberFactory(household=sheet.household, relation_label="孫", person__name=f"孫{number}")
        member.held_concerns.create(household=sheet.household, concern=concern(3), written_by=sato.agency.group)
    assert count_queries(sato, "casework:sheet_edit", sheet.pk) <= with_one


def test_a_sheet_of_another_family_is_not_found(client_of, tanaka):
    assert client_of(tanaka).get(SheetFactory().get_absolute_url()).status_code == 404


def test_relations_that_wait_to_be_written_down_are_said_on_the_sheet(client_of, sato):
    mother = MemberFactory(relation_label="本人", person__birth_date=date(1980, 4, 1))
    MemberFactory(household=mother.household, relation_label="長男", person__birth_date=date(2005, 4, 1))
    sheet, client = SheetFactory(consultation=ConsultationFactory(consultee=mother)), client_of(sato)
    assert "続柄から1件の関係がわかります" in client.get(sheet.get_absolute_url()).content.decode()
    guess = client.get(sheet.household.get_absolute_url()).context["relations"].offers[0].guess.key
    client.post(reverse("casework:household_relations_accept", args=[sheet.household_id]), {"guess": guess})
    assert "件の関係がわかります" not in client.get(sheet.get_absolute_url()).content.decode()
