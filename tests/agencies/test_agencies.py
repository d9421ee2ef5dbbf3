"""Agencies: the list in the table's order, what the lead department changes, and that nothing is deleted."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts import agencies as actions
from accounts.acting import acting_as
from accounts.models import AuditEvent, Membership
from agencies.calendar import today
from agencies.directory_forms import UNCOUNTED, next_code
from agencies.models import Agency, AgencyType
from tests.factories import AgencyFactory, AgencyGroupFactory, AgencyTypeFactory, DistrictFactory


def sent(agency: Agency | None = None, **changed: object) -> dict[str, object]:
    whole = {
        "code": "A100",
        "name": "NPO法人ひなた",
        "type": UNCOUNTED,
        "new_type": "",
        "new_type_group": "",
        "district": "",
    }
    if agency:
        whole |= {"code": agency.code, "name": agency.name, "type": agency.type_id or UNCOUNTED}
    return {
        **whole,
        "postal_code": "",
        "address": "",
        "telephone": "",
        "extension": "",
        "hours": "",
        "note": "",
        **changed,
    }


def names(response) -> list[str]:
    return [agency.name for group in response.context["groups"] for rows in group.types for agency in rows.agencies]


def test_agencies_stand_in_the_order_of_the_contact_table_and_the_uncounted_last(client_of, sato):
    welfare = AgencyGroupFactory(name="地域福祉・医療関係", order=900)
    city = AgencyGroupFactory(name="市の課", order=100)
    AgencyFactory(name="医療機関", type=AgencyTypeFactory(group=welfare, name="医療機関・薬局", order=2))
    AgencyFactory(name="包括", type=AgencyTypeFactory(group=welfare, name="地域包括支援センター", order=1))
    AgencyFactory(name="保護課", type=AgencyTypeFactory(group=city, name="市保護課", order=1))
    response = client_of(sato).get(reverse("agencies:agency_list"))
    assert names(response) == ["保護課", "包括", "医療機関"]
    assert response.context["groups"][-1].untyped == [sato.agency]


def test_a_form_that_is_wrong_is_still_called_what_the_agency_is_called(client_of, abe):
    agency = AgencyFactory(name="ひまわり不動産")
    answer = client_of(abe).post(reverse("agencies:agency_edit", args=[agency.pk]), sent(agency, name=""))
    assert answer.status_code == 422 and "<title>ひまわり不動産" in answer.content.decode()


def test_a_fax_number_is_entered_and_shown(client_of, abe, suzuki):
    agency = AgencyFactory(name="ひまわり不動産")
    answer = client_of(abe).post(reverse("agencies:agency_edit", args=[agency.pk]), sent(agency, fax="0225-99-0001"))
    assert answer.status_code == 302
    for page in (agency.get_absolute_url(), reverse("agencies:agency_list")):
        assert "0225-99-0001" in client_of(suzuki).get(page).content.decode()


@pytest.mark.parametrize("words", ["ひなた", "ﾋﾅﾀ NPO", "0225-00-1", "穀町"])
def test_an_agency_is_found_by_name_address_or_telephone(client_of, suzuki, words):
    AgencyFactory(name="NPO法人ヒナタ（ひなた）", telephone="0225-00-1001", address="石巻市穀町")
    assert names(client_of(suzuki).get(reverse("agencies:agency_list"), {"q": words})) == ["NPO法人ヒナタ（ひなた）"]


def test_a_district_shows_the_agencies_of_the_districts_in_it_too(client_of, sato):
    ward = DistrictFactory(name="北区")
    AgencyFactory(name="学区の包括", district=DistrictFactory(name="一小学区", parent=ward))
    AgencyFactory(name="南の包括", district=DistrictFactory(name="南区"))
    assert names(client_of(sato).get(reverse("agencies:agency_list"), {"district": ward.pk})) == ["学区の包括"]


def test_a_closed_agency_is_listed_only_when_asked_for(client_of, sato):
    AgencyFactory(name="もうない機関", closed_on=datetime.date(2020, 4, 1))
    client = client_of(sato)
    assert names(client.get(reverse("agencies:agency_list"))) == []
    assert names(client.get(reverse("agencies:agency_list"), {"closed": "on"})) == ["もうない機関"]


def test_the_systems_own_agency_is_nobodys_to_call(client_of, sato):
    response = client_of(sato).get(reverse("agencies:agency_list"), {"closed": "on"})
    assert "-" not in [agency.code for group in response.context["groups"] for agency in group.untyped]


@pytest.mark.parametrize("typed", ["ﾎｳｶﾂ", "ほうかつ", "ホウカツ"])
def test_looking_up_takes_kana_of_either_kind_as_one(client_of, suzuki, typed):
    AgencyFactory(code="X1", name="ほうかつ一丁目")
    AgencyFactory(code="X2", name="ホウカツ二丁目", closed_on=datetime.date(2020, 4, 1))
    found = client_of(suzuki).get(reverse("agencies:agency_lookup"), {"q": typed}).json()["results"]
    assert [each["label"] for each in found] == ["ほうかつ一丁目"]


def test_the_lead_department_adds_an_agency_of_a_new_type(client_of, abe):
    group = AgencyTypeFactory(group=AgencyGroupFactory(name="民間団体"), name="先にある種別", order=7).group
    response = client_of(abe).post(
        reverse("agencies:agency_create"), sent(new_type="こども食堂", new_type_group=group.pk)
    )
    made = Agency.objects.get(code="A100")
    assert response.url == made.get_absolute_url()
    assert (made.type.name, made.type.group, made.type.order) == ("こども食堂", group, 8)
    assert made.group.name == "agency A100"
    assert AuditEvent.objects.filter(verb="created", about_type="agency", about_id=made.pk, by=abe).exists()


def test_an_agency_that_is_not_counted_is_chosen_to_be_so(client_of, abe):
    client = client_of(abe)
    client.post(reverse("agencies:agency_create"), sent())
    made = Agency.objects.get(code="A100")
    assert made.type is None
    shown = client.get(reverse("agencies:agency_edit", args=[made.pk]))
    assert shown.context["form"]["type"].value() == UNCOUNTED


def test_a_new_type_that_the_group_already_has_is_that_one(client_of, abe):
    known = AgencyTypeFactory(name="こども食堂")
    client_of(abe).post(reverse("agencies:agency_create"), sent(new_type="こども食堂", new_type_group=known.group_id))
    assert Agency.objects.get(code="A100").type == known
    assert AgencyType.objects.filter(name="こども食堂").count() == 1


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"type": ""}, "type"),
        ({"name": ""}, "name"),
        ({"new_type": "こども食堂"}, "new_type_group"),
        ({"code": "A009"}, "code"),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_what_was_typed_stays(client_of, abe, wrong, box):
    response = client_of(abe).post(reverse("agencies:agency_create"), sent(**{"address": "石巻市穀町", **wrong}))
    assert response.status_code == 422
    assert box in response.context["form"].errors
    assert "石巻市穀町" in response.content.decode()
    assert not Agency.objects.filter(address="石巻市穀町").exists()


def test_the_code_of_an_agency_cannot_be_changed(client_of, abe):
    agency = AgencyFactory(code="A050")
    client_of(abe).post(reverse("agencies:agency_edit", args=[agency.pk]), sent(agency, code="A999", hours="平日"))
    agency.refresh_from_db()
    assert (agency.code, agency.hours) == ("A050", "平日")


def test_the_next_code_is_the_one_after_the_highest(sato, abe):
    assert next_code() == "A044"


def test_a_closed_agency_keeps_its_records_and_is_no_longer_offered(client_of, abe):
    agency = AgencyFactory(name="閉じる機関")
    client = client_of(abe)
    client.post(reverse("agencies:agency_close", args=[agency.pk]), {"closed_on": "R2.4.1"})
    agency.refresh_from_db()
    assert agency.closed_on == datetime.date(2020, 4, 1)
    assert client.get(reverse("agencies:agency_lookup"), {"q": "閉じる"}).json()["results"] == []
    client.post(reverse("agencies:agency_reopen", args=[agency.pk]))
    agency.refresh_from_db()
    assert agency.closed_on is None


def test_mending_an_agency_does_not_undo_that_it_was_closed_meanwhile(abe):
    agency = AgencyFactory()
    opened = Agency.objects.get(pk=agency.pk)
    with acting_as(abe):
        actions.close_agency(agency, today(), by=abe)
        actions.save_agency(opened, type=opened.type, by=abe)
    agency.refresh_from_db()
    assert agency.closed_on == today()


def test_nobody_acts_for_a_closed_agency_from_the_next_request_on(client_of, abe, suzuki):
    client, home = client_of(suzuki), reverse("accounts:home")
    assert client.get(home).status_code == 200
    with acting_as(abe):
        actions.close_agency(suzuki.agency, today(), by=abe)
    answer = client.get(home)
    assert answer.status_code == 302 and reverse("accounts:sign_in") in answer.url
    assert not Membership.objects.get(pk=suzuki.pk).in_force
    with acting_as(abe):
        actions.reopen_agency(suzuki.agency, by=abe)
    assert Membership.objects.get(pk=suzuki.pk).in_force


def test_who_could_open_it_again_does_not_close_their_own_agency(abe):
    with acting_as(abe), pytest.raises(ValidationError):
        actions.close_agency(abe.agency, today(), by=abe)


def test_an_agency_cannot_be_closed_from_a_day_to_come(abe):
    with acting_as(abe), pytest.raises(ValidationError, match="today|今日"):
        actions.close_agency(AgencyFactory(), today() + datetime.timedelta(days=1), by=abe)


def test_a_day_that_cannot_be_read_is_answered_beside_its_box(client_of, abe):
    response = client_of(abe).post(reverse("agencies:agency_close", args=[AgencyFactory().pk]), {"closed_on": "4/31"})
    assert response.status_code == 422
    assert "closed_on" in response.context["closing"].errors


def test_only_the_lead_department_changes_agencies(sato):
    with acting_as(sato), pytest.raises(PermissionDenied):
        actions.save_agency(AgencyFactory(), type=None, by=sato)


def test_the_page_names_staff_in_force_and_telephones_that_dial(client_of, tanaka, suzuki):
    suzuki.agency.telephone = "０２２５（００）１００６／携帯 090-1234-5678"
    suzuki.agency.save()
    page = client_of(tanaka).get(suzuki.agency.get_absolute_url()).content.decode()
    assert "鈴木 茂" in page
    assert 'href="tel:0225001006"' in page
    assert 'href="tel:09012345678"' in page


def test_the_list_and_the_page_cost_the_same_for_one_agency_and_for_many(count_queries, sato, suzuki):
    AgencyFactory(district=DistrictFactory())
    with_one = count_queries(sato, "agencies:agency_list")
    of_one = count_queries(sato, "agencies:agency_detail", suzuki.agency.pk)
    for number in range(12):
        AgencyFactory(type=AgencyTypeFactory(name=f"種別{number}"), district=DistrictFactory(name=f"圏域{number}"))
    assert count_queries(sato, "agencies:agency_list") == with_one
    assert count_queries(sato, "agencies:agency_detail", suzuki.agency.pk) == of_one
