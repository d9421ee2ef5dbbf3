"""Contacts: one in the case page, ten in a row, mending, taking back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.actions.contacts import change_contact, names_in, record_contact
from casework.actions.decisions import decide
from casework.choices import Outcome
from casework.forms.contact import BulkRows
from casework.models import Contact, Draft, Method
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, ContactFactory, case_of_a_family


@pytest.fixture
def case(db):
    return case_of_a_family()


def sent(**given: str) -> dict[str, str]:
    return {
        "occurred_on": "R2.7.1",
        "agency": "",
        "agency-words": "",
        "staff": "佐藤",
        "content": "電話した",
        "version": "0",
    } | given


@pytest.mark.parametrize("text", ["佐藤、千葉", "佐藤, 千葉", "佐藤　、　千葉、佐藤", "佐藤・千葉"])
def test_names_are_read_as_people_write_them(text):
    assert names_in(text) == ["佐藤", "千葉"]


def test_a_contact_belongs_to_the_case_and_its_staff_are_known(case, sato):
    with acting_as(sato):
        contact = record_contact(
            Contact(consultation=case.consultation, occurred_on=today(), content="電話"), ["佐藤", "民生委員"], by=sato
        )
    assert contact.case == case and contact.household == case.household
    assert [(each.name, each.member) for each in contact.staff.all()] == [("佐藤 陽子", sato.staff), ("民生委員", None)]
    assert AuditEvent.objects.filter(verb="created", about_id=contact.pk, by=sato).exists()


def test_a_day_to_come_is_no_contact(case, sato):
    future = today().replace(year=today().year + 1)
    with acting_as(sato), pytest.raises(ValidationError, match="まだ"):
        record_contact(Contact(consultation=case.consultation, occurred_on=future), [], by=sato)


def test_an_agency_mends_only_what_it_wrote(case, suzuki):
    contact = ContactFactory(consultation=case.consultation)
    with acting_as(suzuki), pytest.raises((PermissionDenied, Contact.DoesNotExist)):
        change_contact(contact, [], by=suzuki)


def test_it_is_recorded_without_leaving_the_page(client_of, case, sato):
    url = reverse("casework:contact_add", args=[case.consultation.pk])
    visit = Method.objects.get(name="訪問")
    answer = client_of(sato).post(url, sent(method=str(visit.pk)), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "電話した" in page and "取り消す" in page
    assert "訪問は二人で" in page  # one name only


def test_contacts_that_stand_beside_a_mistake_are_seen_too(client_of, case, sato):
    held = ContactFactory(consultation=case.consultation)
    url = reverse("casework:contact_add", args=[case.consultation.pk])
    answer = client_of(sato).post(url, sent(occurred_on="きのう"), headers={"HX-Request": "true"})
    assert answer.status_code == 422 and held.content in answer.content.decode()
    assert AuditEvent.objects.get(verb="listed", by=sato, detail__kind="contact").detail["ids"] == [held.pk]


def test_a_wrong_day_keeps_what_was_typed(client_of, case, sato):
    url = reverse("casework:contact_add", args=[case.consultation.pk])
    answer = client_of(sato).post(url, sent(occurred_on="R2.2.30"), headers={"HX-Request": "true"})
    assert answer.status_code == 422 and "電話した" in answer.content.decode() and not Contact.objects.exists()


def test_what_is_taken_back_stands_in_the_form_again(client_of, case, sato):
    client = client_of(sato)
    client.post(reverse("casework:contact_add", args=[case.consultation.pk]), sent())
    contact = Contact.objects.get()
    answer = client.post(reverse("casework:contact_remove", args=[contact.pk]), headers={"HX-Request": "true"})
    assert "電話した" in answer.content.decode() and not Contact.objects.exists()


def test_what_was_taken_out_is_put_back(client_of, case, sato):
    client = client_of(sato)
    client.post(reverse("casework:contact_add", args=[case.consultation.pk]), sent())
    page = client.post(reverse("casework:contact_remove", args=[Contact.objects.get().pk]))
    client.post(reverse("casework:contact_put_back"), {"undo": page.context["undo"]})
    assert Contact.objects.get().content == "電話した"


def test_the_second_who_saves_sees_both_versions(client_of, case, sato, kudo):
    contact = ContactFactory(consultation=case.consultation, content="はじめ")
    url = reverse("casework:contact_edit", args=[contact.pk])
    forms = {each: client_of(each).get(url).context["contact_form"] for each in (sato, kudo)}
    for each, words in ((sato, "佐藤の言葉"), (kudo, "工藤の言葉")):
        data = sent(
            content=words,
            consultation=str(case.consultation.pk),
            version="1",
            opened=forms[each]["opened"].value() or "",
        )
        answer = client_of(each).post(url, data)
    assert answer.status_code == 422
    assert "佐藤の言葉" in answer.content.decode() and "工藤の言葉" in answer.content.decode()
    assert Contact.objects.get().content == "佐藤の言葉"


def bulk(*rows: dict[str, str]) -> dict[str, str]:
    data = {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {
            f"rows-{number}-{name}": value for name, value in ({"occurred_on": "R2.7.1", "staff": "佐藤"} | row).items()
        }
    return data


@pytest.fixture
def bulk_page(client_of, sato):
    client = client_of(sato)
    return client, client.get(reverse("casework:contact_bulk")).url


def test_several_are_saved_at_once_and_a_row_left_empty_is_passed_over(bulk_page, case):
    client, url = bulk_page
    agency = AgencyFactory()
    rows = [{"consultation": str(case.consultation.pk), "content": str(number)} for number in range(9)]
    rows.append({"consultation-words": case.number, "agency-words": agency.name})
    assert client.post(url, bulk(*rows, {})).status_code == 302
    assert Contact.objects.filter(case=case).count() == 10 and Contact.objects.filter(agency=agency).count() == 1
    assert not Draft.objects.exists()


def test_one_wrong_row_saves_none_and_keeps_all(bulk_page, case):
    client, url = bulk_page
    answer = client.post(
        url,
        bulk(
            {"consultation": str(case.consultation.pk), "content": "一"},
            {"consultation-words": "だれか", "content": "二"},
        ),
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and not Contact.objects.exists()
    assert "一" in page and "二" in page and "だれか" in page


def test_the_same_page_sent_twice_at_once_is_saved_once(bulk_page, case, monkeypatch):
    client, url = bulk_page
    judged = BulkRows.is_valid

    def slowly(rows: BulkRows) -> bool:
        Draft.objects.all().delete()  # the first one is saved while the second is judged
        return judged(rows)

    monkeypatch.setattr(BulkRows, "is_valid", slowly)
    answer = client.post(url, bulk({"consultation": str(case.consultation.pk), "content": "一"}), follow=True)
    assert "すでに保存されています" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_contact_of_what_was_decided_meanwhile_is_of_the_case_that_was_opened(sato):
    consultation = ConsultationFactory()
    with acting_as(sato):
        case = decide(consultation, Outcome.CONTINUING, today(), by=sato).case
        assert record_contact(Contact(consultation=consultation, occurred_on=today()), [], by=sato).case == case


def test_nothing_typed_is_said(bulk_page):
    client, url = bulk_page
    answer = client.post(url, bulk({}))
    assert answer.status_code == 422 and "まだ何も書かれていません" in answer.content.decode()


def test_a_family_is_found_by_number_and_by_name(client_of, case, sato, tanaka):
    url = reverse("casework:case_lookup")
    for words in (case.number, case.number[-4:], "えんどう", "遠藤"):
        results = client_of(sato).post(url, {"q": words}).json()["results"]
        assert [each["value"] for each in results] == [case.consultation.pk], words
    assert client_of(tanaka).post(url, {"q": "遠藤"}).json()["results"] == []


def test_an_agency_reads_the_course_only_where_it_is_shared_and_always_its_own(client_of, case, sato, suzuki):
    from casework.actions.plans import PartRow, give_plan, write_plan
    from casework.models import SupportPlan

    ConsentFactory(household=case.household, categories=["plan"])
    with acting_as(sato):
        plan = write_plan(SupportPlan(case=case, made_on=today()), [PartRow(suzuki.agency, "申込み")], by=sato)
        give_plan(plan, by=sato)
    ContactFactory(consultation=case.consultation, content="推進員の記録")
    ContactFactory(consultation=case.consultation, content="機関の記録", written_by=suzuki.agency.group)
    for url in (
        case.get_absolute_url(),
        reverse("casework:case_contacts", args=[case.pk]),
        reverse("casework:contact_list"),
    ):
        page = client_of(suzuki).get(url).content.decode()
        assert "機関の記録" in page and "推進員の記録" not in page, url


def test_the_list_costs_the_same_for_one_contact_and_for_twenty(count_queries, case, sato):
    ContactFactory(consultation=case.consultation)
    with_one = count_queries(sato, "casework:contact_list")
    for _number in range(19):
        ContactFactory()
    assert count_queries(sato, "casework:contact_list") == with_one
