"""What is told with a consultation, and what becomes of it in the person's own record; who hears of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.acting import acting_as
from accounts.models import Notice
from casework.actions import consultations as actions
from casework.actions import drafts
from casework.actions.contacts import StaffNames
from casework.models import Consultation, Draft, Household, Person
from tests.factories import ConsultationFactory, MemberFactory, MembershipFactory, PersonFactory, case_of_a_family


def told(**fields) -> Consultation:
    return Consultation(**{"received_on": date(2020, 6, 1), "name": "髙橋 健一"} | fields)


def take_in(consultation, by, **more) -> Consultation:
    with acting_as(by):
        return actions.take_in(consultation, [], by=by, **more)


@pytest.fixture
def known() -> Person:
    person = PersonFactory(name="髙橋 健一", kana="", birth_date=date(1964, 7, 23), address="石巻市門脇町3-4")
    return MemberFactory(person=person).person


def test_gaps_are_filled_the_address_is_renewed_and_the_rest_stays(known, sato):
    new = {"kana": "たかはし けんいち", "birth_date": date(1965, 1, 1), "address": "石巻市蛇田1-2"}
    take_in(told(**new), sato, person=known)
    known.refresh_from_db()
    assert (known.kana, known.address) == ("たかはし けんいち", "石巻市蛇田1-2")
    assert known.birth_date == date(1964, 7, 23)
    assert Consultation.objects.get().birth_date == date(1965, 1, 1)  # as it was said that day


def test_mending_follows_to_the_person_only_where_nothing_newer_is_known(sato):
    consultation = ConsultationFactory(address="石巻市蛇田1-2", telephone="0225-11-1111")
    Person.objects.update(address="東京都", telephone="0225-11-1111")
    with acting_as(sato):
        changed = Consultation.objects.get()
        changed.address, changed.telephone = "石巻市蛇田1-20", "0225-11-2222"
        actions.change(changed, [], by=sato)
    person = consultation.person
    person.refresh_from_db()
    assert (person.address, person.telephone) == ("東京都", "0225-11-2222")


def test_who_mends_the_person_as_a_member_sees_that_the_consultation_was_mended(sato):
    consultation = ConsultationFactory(address="石巻市蛇田1-2")
    Person.objects.update(address="石巻市蛇田1-2")
    with acting_as(sato):
        changed = Consultation.objects.get()
        changed.narrative = "もう一度うかがった"
        changed = actions.change(changed, [], by=sato)
        assert consultation.household.version == Household.objects.get().version
        changed.address = "石巻市蛇田1-20"
        actions.change(changed, [], by=sato)
        assert Household.objects.get().version == consultation.household.version + 1


def test_coordinators_hear_of_what_agencies_take_in_not_of_their_own(sato, suzuki):
    take_in(told(), sato)
    assert not Notice.objects.exists()
    take_in(told(), suzuki)
    assert Notice.objects.get().agency == sato.agency


def test_who_received_it_is_somebody_known_only_if_it_is_who_writes(sato):
    assert take_in(told(), sato).received_by_staff == sato.staff
    assert take_in(told(received_by="窓口の千葉"), sato).received_by_staff is None


def test_another_agency_does_not_mend_it(suzuki, tanaka):
    consultation = ConsultationFactory(written_by=suzuki.agency.group)
    with acting_as(tanaka), pytest.raises(PermissionDenied):
        actions.change(consultation, [], by=tanaka)


def test_who_may_not_take_in_takes_in_nothing(ono):
    for by, take in (
        (ono, lambda: actions.take_in(told(), [], by=ono)),
        (ono, lambda: actions.take_as_contact(told(), [], case_of_a_family(), by=ono)),
    ):
        with pytest.raises(PermissionDenied):
            take()
        assert by is ono


def test_a_name_means_somebody_only_where_one_is_called_so(sato):
    first = MembershipFactory(staff__name="千葉 茂", agency=sato.agency).staff
    MembershipFactory(staff__name="千葉 恵")
    names = StaffNames(sato)
    assert names.named("千葉") == first  # a colleague; the other works elsewhere
    MembershipFactory(staff__name="千葉 恵", agency=sato.agency)
    assert StaffNames(sato).named("千葉") is None
    assert StaffNames(sato).named("千葉 恵") is None and StaffNames(sato).named("千葉茂") == first


def test_the_last_twenty_searches_are_kept(sato):
    with acting_as(sato):
        for number in range(23):
            drafts.keep_search(f"遠藤{number}", by=sato)
    kept = Draft.objects.filter(form=drafts.SEARCH).order_by("pk")
    assert [each.content["q"] for each in kept] == [f"遠藤{number}" for number in range(3, 23)]
