"""A family calls again and names who is in its household: nobody gets a second record unasked."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.acting import acting_as
from agencies.models import Concern
from casework.actions.grants import settle_part_grants
from casework.actions.households import Member, add_member, alike_in
from casework.models import Consultation, Household, HouseholdMember, Person
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    MemberFactory,
    PersonFactory,
    PlanFactory,
    PlanRoleFactory,
    case_of_a_family,
)


@pytest.fixture
def family() -> Household:
    """遠藤 美咲, and her son 大翔, whose date of birth is known."""
    household = ConsultationFactory().household
    son = PersonFactory(name="遠藤 大翔", kana="", birth_date=date(2004, 4, 1))
    MemberFactory(household=household, person=son, relation_label="長男")
    return household


@pytest.fixture
def call_again(client_of, sato, family):
    """call_again({"name": …}): the family's consultee calls again and names others; the answer."""

    def send(*rows: dict[str, str], by=sato, **fields: object):
        client = client_of(by)
        person = family.members.first().person
        data = {
            "received_on": "R2.11.24", "name": person.name, "person": person.pk, "goes_to": "new",
            "involved-TOTAL_FORMS": "0", "involved-INITIAL_FORMS": "0",
            "members-TOTAL_FORMS": str(len(rows)), "members-INITIAL_FORMS": "0",
        }  # fmt: skip
        for number, row in enumerate(rows):
            data |= {f"members-{number}-{name}": value for name, value in row.items()}
        return client.post(client.get(reverse("casework:consultation_new")).url, data | fields)

    return send


def names(family: Household) -> list[str]:
    return [each.person.name for each in family.members.all()]


def test_the_same_name_and_date_of_birth_is_the_same_person(call_again, family):
    concern = Concern.objects.filter(list__code="national16").last()
    row = {
        "name": "遠藤大翔",
        "born": "H16.4.1",
        "kana": "えんどう ひろと",
        "concerns": str(concern.pk),
        "note": "高校生",
    }
    assert call_again(row).status_code == 302
    assert names(family) == ["遠藤 美咲", "遠藤 大翔"] and Person.objects.count() == 2
    son = family.members.last()
    assert (son.person.kana, son.note, son.relation_label) == ("えんどう ひろと", "高校生", "長男")
    assert list(son.concerns.all()) == [concern] and son.concerns_stated


def test_the_same_name_where_no_date_of_birth_is_known_of_either_is_the_same_person(call_again, family):
    Person.objects.filter(name="遠藤 大翔").update(birth_date=None)
    assert call_again({"name": "遠藤 大翔"}).status_code == 302
    assert names(family) == ["遠藤 美咲", "遠藤 大翔"]


@pytest.mark.parametrize("born", ["", "H18.4.1", "40代"])
def test_where_it_is_not_plain_it_is_asked(call_again, family, born):
    answer = call_again({"name": "遠藤 大翔", "born": born})
    page = answer.content.decode()
    assert answer.status_code == 422 and Consultation.objects.count() == 1
    assert "同じ名前の方が、もう世帯に登録されています" in page and "平成16年" in page


def test_who_was_said_to_be_the_same_is_not_doubled_and_who_was_not_is_somebody_else(call_again, family):
    assert call_again({"name": "遠藤 大翔", "same": "same"}).status_code == 302
    assert names(family) == ["遠藤 美咲", "遠藤 大翔"]
    assert call_again({"name": "遠藤 大翔", "same": "other"}).status_code == 302
    assert names(family) == ["遠藤 美咲", "遠藤 大翔", "遠藤 大翔"]


def test_a_talk_in_a_running_case_doubles_nobody_either(call_again, family):
    case = case_of_a_family(household=family, consultee=family.members.first())
    answer = call_again({"name": "遠藤 大翔", "born": "H16.4.1"}, goes_to=case.pk)
    assert answer.status_code == 302 and names(family) == ["遠藤 美咲", "遠藤 大翔"]


def test_two_without_a_name_are_two_people(family, sato):
    with acting_as(sato):
        for _time in range(2):
            add_member(family, Member(name="不詳", stated_age="40代"), by=sato)
            add_member(family, Member(relation_label="孫"), by=sato)
    assert family.members.count() == 6


def test_who_left_the_household_is_not_meant(family):
    HouseholdMember.objects.filter(person__name="遠藤 大翔").update(left_on=date(2020, 5, 1))
    assert alike_in(family, "遠藤 大翔", date(2004, 4, 1)) is None


def test_ages_that_differ_are_asked_about(family):
    Person.objects.filter(name="遠藤 大翔").update(birth_date=None, stated_age="10代")
    certain = {age: alike_in(family, "遠藤 大翔", None, age).certain for age in ("", "10代", "40代")}
    assert certain == {"": True, "10代": True, "40代": False}


def test_where_the_members_are_not_shared_nothing_is_found_out_by_asking(call_again, family, sato, suzuki):
    case = case_of_a_family(household=family, consultee=family.members.first())
    ConsentFactory(household=family, categories=["contact"])
    part = PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    with acting_as(sato):
        settle_part_grants(part.case, by=sato)
    answer = call_again({"name": "遠藤 大翔", "born": "40代"}, by=suzuki)
    assert "同じ名前の方が" not in answer.content.decode()


def test_on_the_page_of_the_household_nobody_is_added_twice(client_of, family, sato):
    url = reverse("casework:household_member_new", args=[family.pk])
    data = {"name": "遠藤 大翔", "born": "H16.4.1", "version": family.version}
    answer = client_of(sato).post(url, data)
    assert answer.status_code == 422 and "もう世帯に登録されています" in answer.content.decode()
    assert client_of(sato).post(url, data | {"born": "H18.4.1"}).status_code == 302
