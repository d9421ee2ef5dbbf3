"""Bringing two desks' records together and taking them apart: nothing moves, nobody sees more than before."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import audit
from accounts.acting import acting_as, acting_as_system
from accounts.models import AuditEvent
from casework.actions import merging, pairs, restriction
from casework.actions.consultations import take_in
from casework.actions.grants import settle_part_grants
from casework.matching import searching
from casework.models import Consultation, Household, Merge, Person, PersonPair, Referral
from casework.models.walled import Walled
from tests.casework.test_matching import TAKAHASHI, came, followed, told
from tests.factories import ConsentFactory, MemberFactory, PlanFactory, PlanRoleFactory, case_of_a_family


@pytest.fixture
def theirs(tanaka) -> Consultation:
    """A family that tanaka's desk follows, with a member and words of its own."""
    consultation = followed(tanaka, address="石巻市蛇田字新立野1-2")
    MemberFactory(
        household=consultation.household, person__name="髙橋 花子", relation_label="妻", written_by=tanaka.agency.group
    )
    return consultation


@pytest.fixture
def ours(theirs, suzuki) -> Consultation:
    """The same man, taken in at suzuki's desk a year later, from another house."""
    return came(suzuki, name="高橋 健一", address="石巻市門脇町3-4", telephone="090-1234-5678")


@pytest.fixture
def pair(ours) -> PersonPair:
    return PersonPair.objects.get()


def say_same(pair, by, *, join=True) -> PersonPair:
    with acting_as(by):
        households = tuple(searching.household_of(each) for each in (pair.one, pair.other))
        return pairs.say_same(pair, pair.one, pair.other, households if join else None, by=by)


def rows_seen(by) -> dict[str, list]:
    """Every row of every walled table that this person is shown, with all that stands in it."""
    tables = [each for each in apps.get_models() if issubclass(each, Walled)]
    with acting_as(by):
        return {each.__name__: list(each.objects.order_by("pk").values()) for each in tables}


def every_row() -> dict[str, list]:
    """The records themselves, whoever sees them."""
    return {
        each.__name__: list(each.objects.order_by("pk").values())
        for each in apps.get_models()
        if issubclass(each, Walled)
    }


def test_a_merge_keeps_every_record_as_it_was_written(pair, sato):
    before = every_row()
    say_same(pair, sato)
    assert every_row() == before


def test_after_a_merge_each_desk_sees_what_it_saw_before_and_no_more(pair, sato, suzuki, tanaka):
    before = {by.pk: rows_seen(by) for by in (suzuki, tanaka)}
    say_same(pair, sato)
    assert {by.pk: rows_seen(by) for by in (suzuki, tanaka)} == before


def test_what_a_merge_does_not_show(client_of, pair, theirs, ours, sato, suzuki, tanaka):
    say_same(pair, sato)
    for by, own, other in ((suzuki, ours, theirs), (tanaka, theirs, ours)):
        client = client_of(by)
        for url in (own.get_absolute_url(), own.household.get_absolute_url()):
            page = client.get(url).content.decode()
            for withheld in (other.number, other.household.number, other.person.address, other.person.telephone):
                assert withheld not in page
        assert client.get(other.get_absolute_url()).status_code == 404
        assert client.get(other.household.get_absolute_url()).status_code == 404
        found = client.post(reverse("casework:search"), {"q": other.person.address[3:7]}, follow=True).content.decode()
        assert other.household.number not in found


def test_a_merge_does_not_carry_a_consent_over(sato, suzuki, tanaka):
    """tanaka's family has a case with a part for suzuki and a consent; what suzuki's own family never agreed to share
    stays where it is."""
    case = case_of_a_family(**{f"consultee__person__{name}": value for name, value in TAKAHASHI.items()})
    ConsentFactory(household=case.household)
    PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    elsewhere = came(tanaka)
    before = {by.pk: rows_seen(by) for by in (suzuki, tanaka)}
    say_same(PersonPair.objects.get(), sato)
    assert {by.pk: rows_seen(by) for by in (suzuki, tanaka)} == before
    with acting_as(suzuki):
        assert not Household.objects.filter(pk=elsewhere.household_id).exists()


def test_the_coordinators_read_both_on_either_page(client_of, pair, theirs, ours, sato):
    say_same(pair, sato)
    client = client_of(sato)
    for own, other in ((ours, theirs), (theirs, ours)):
        page = client.get(own.household.get_absolute_url()).content.decode()
        assert other.household.number in page and other.number in page


def test_two_people_of_one_household_stay_two(pair, sato):
    with acting_as(sato):
        households = [searching.household_of(each) for each in (pair.one, pair.other)]
        pairs.say_one_household(pair, *households, by=sato)
        assert searching.kept_person(pair.other) == pair.other
        assert merging.linked_households(households[0]) == [households[1]]


def test_persons_may_be_one_and_their_households_two(pair, sato):
    say_same(pair, sato, join=False)
    with acting_as(sato):
        assert searching.kept_person(pair.other) == pair.one
        household = searching.household_of(pair.one)
        assert merging.linked_households(household, of_persons=False) == []


def test_a_new_consultation_of_a_merged_person_is_written_in_the_record_that_goes_on(pair, theirs, sato):
    say_same(pair, sato)
    with acting_as(sato):
        new = take_in(Consultation(received_on=theirs.received_on, name="髙橋 健一"), [], by=sato, person=pair.other)
    assert (new.person, new.household) == (pair.one, theirs.household)


def test_the_desk_itself_goes_on_in_its_own_record(pair, ours, sato, suzuki):
    say_same(pair, sato)
    with acting_as(suzuki):
        new = take_in(Consultation(received_on=ours.received_on, name="高橋 健一"), [], by=suzuki, person=ours.person)
    assert (new.person, new.household) == (ours.person, ours.household)


def test_a_desk_goes_on_being_told_to_ask_the_coordinator(pair, ours, sato, suzuki):
    say_same(pair, sato)
    assert told(suzuki, ours)


def test_somebody_merged_is_offered_once_while_somebody_is_taken_in(pair, sato):
    with acting_as(sato):
        assert len(searching.likely_same(by=sato, name="高橋 健一", birth_date=TAKAHASHI["birth_date"])) == 2
    say_same(pair, sato)
    with acting_as(sato):
        found = searching.likely_same(by=sato, name="高橋 健一", birth_date=TAKAHASHI["birth_date"])
    assert [each.person for each in found] == [pair.one]


# Undoing


def test_a_merge_is_undone_and_everything_is_as_it_was(pair, sato, suzuki, tanaka):
    before, seen = every_row(), {by.pk: rows_seen(by) for by in (suzuki, tanaka, sato)}
    say_same(pair, sato)
    with acting_as(sato):
        pairs.take_back(pair, by=sato)
        assert not Merge.objects.live().exists()
        assert PersonPair.objects.get().state == "new"
    assert every_row() == before
    assert {by.pk: rows_seen(by) for by in (suzuki, tanaka, sato)} == seen
    assert Merge.objects.count() == 2  # that it was done, and undone by whom, is kept
    assert {each.undone_by for each in Merge.objects.all()} == {sato}


def test_what_was_written_since_a_merge_stays_where_it_is(client_of, pair, theirs, sato):
    say_same(pair, sato)
    with acting_as(sato):
        new = take_in(Consultation(received_on=theirs.received_on, name="髙橋 健一"), [], by=sato, person=pair.other)
    page = client_of(sato).get(pair.get_absolute_url())
    assert page.context["since"] == [new]
    with acting_as(sato):
        pairs.take_back(PersonPair.objects.get(pk=pair.pk), by=sato)
    new.refresh_from_db()
    assert new.household == theirs.household


def test_a_merge_that_a_later_one_stands_on_is_not_undone_and_it_is_said_which(client_of, pair, sato, kudo, suzuki):
    say_same(pair, sato)
    third = came(sato, name="髙橋 賢一", address="石巻市湊町5-6")
    later = PersonPair.objects.get(one=pair.one, other=third.person)
    say_same(later, sato)
    answer = client_of(sato).post(reverse("casework:pair_take_back", args=[pair.pk]))
    assert answer.status_code == 422
    assert (
        f"世帯{third.household.number}と世帯{pair.one.households.get().number}をまとめた判断" in answer.content.decode()
    )
    with acting_as(sato):
        pairs.take_back(later, by=sato)
        pairs.take_back(PersonPair.objects.get(pk=pair.pk), by=sato)
        assert not Merge.objects.live().exists()


def test_a_chain_of_merges_leads_to_the_record_that_goes_on(pair, sato):
    say_same(pair, sato)
    third = came(sato, name="髙橋 賢一", address="石巻市湊町5-6").person
    with acting_as(sato):
        merging.merge_persons(third, pair.one, by=sato)
        assert searching.kept_person(Person.objects.get(pk=pair.other_id)) == third
        with pytest.raises(ValidationError):
            merging.merge_persons(pair.other, third, by=sato)  # no circle
        with pytest.raises(ValidationError):
            merging.merge_persons(pair.one, third, by=sato)


def test_a_decision_is_made_once(pair, sato, abe):
    say_same(pair, sato)
    with acting_as(abe), pytest.raises(ValidationError):
        pairs.say_different(pair, by=abe)


# Who may, and what is kept of it


def test_only_coordinators_and_the_lead_department_decide(pair, sato, abe, kudo, suzuki):
    for by in (kudo, suzuki):
        with acting_as(by), pytest.raises(PermissionDenied):
            pairs.say_different(pair, by=by)
    for by in (sato, abe):
        with acting_as(by):
            pairs.say_different(pair, by=by)
            pairs.take_back(pair, by=by)


def test_a_merge_and_its_undoing_leave_events_for_both_households(pair, theirs, ours, sato):
    say_same(pair, sato)
    with acting_as(sato):
        pairs.take_back(pair, by=sato)
    for verb in (audit.Verb.MERGED, audit.Verb.MERGE_UNDONE):
        about = set(AuditEvent.objects.filter(verb=verb, about_type="household").values_list("household_id", flat=True))
        assert about == {theirs.household_id, ours.household_id}


def test_the_former_version_of_a_decision_is_kept(pair, sato):
    say_same(pair, sato)
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("select state from casework_personpairevent")
        assert cursor.fetchall() == [("new",)]


# Restricted families


@pytest.mark.parametrize("one_restricted", [0, 1])
def test_a_restricted_and_an_unrestricted_family_are_not_brought_together(pair, abe, sato, one_restricted):
    household = searching.household_of((pair.one, pair.other)[one_restricted])
    with acting_as(abe):
        restriction.restrict(household, [sato.staff], by=abe)
    for each in (pair.one, pair.other):
        each.refresh_from_db()
    with acting_as(sato, reach=pairs.Reach.OWN):
        with pytest.raises(ValidationError, match="restricted|閲覧制限"):
            pairs.say_same(pair, pair.one, pair.other, by=sato)
        pairs.say_different(pair, by=sato)


def test_restricting_a_family_restricts_what_was_brought_together_with_it_and_lifting_lifts_it(
    pair, theirs, ours, abe, sato, suzuki, tanaka
):
    say_same(pair, sato)
    with acting_as(abe):
        restriction.restrict(theirs.household, [abe.staff], by=abe)
    assert set(Household.objects.values_list("restricted", flat=True)) == {True}
    for by in (sato, suzuki, tanaka):
        assert not any(rows_seen(by)["Household"]) and not any(rows_seen(by)["Person"])
        with acting_as(by):
            assert not Merge.objects.exists() and not PersonPair.objects.exists()
    with acting_as(abe, reach=pairs.Reach.OWN):
        assert Merge.objects.live().count() == 2
        restriction.lift(Household.objects.get(pk=theirs.household_id), by=abe)
    assert set(Household.objects.values_list("restricted", flat=True)) == {False}


# Pages


def test_the_list_shows_the_likeliest_first_and_what_was_decided(client_of, pair, sato):
    client = client_of(sato)
    assert [each for each, _agreeing in client.get(reverse("casework:pair_list")).context["rows"]] == [pair]
    say_same(pair, sato)
    assert client.get(reverse("casework:pair_list")).context["rows"] == []
    shown = client.get(reverse("casework:pair_list"), {"show": "decided"}).context["rows"]
    assert [each for each, _agreeing in shown] == [pair]


def test_the_page_says_in_words_what_agrees_and_what_differs(client_of, pair, sato):
    rows = {str(row.label): str(row.word) for row in client_of(sato).get(pair.get_absolute_url()).context["rows"]}
    assert rows["氏名"] == "同じ"  # 髙 and 高
    assert rows["住所"] == "ちがう"
    assert rows["世帯のほかの方"] == "片方だけにあります"


def test_the_form_decides_and_says_what_is_missing(client_of, pair, theirs, sato):
    client, url = client_of(sato), pair.get_absolute_url()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"decision": "same", "kept": "other", "join": "on"}).status_code == 302
    assert [each.kept_person or each.kept_household for each in Merge.objects.order_by("pk")] == [
        pair.other,
        searching.household_of(pair.other),
    ]
    assert client.post(reverse("casework:pair_take_back", args=[pair.pk])).status_code == 302
    assert client.post(url, {"decision": "different", "kept": "one"}).status_code == 302
    pair.refresh_from_db()
    assert pair.state == "different"


def test_two_households_are_paired_by_hand_by_their_numbers(client_of, sato, suzuki, tanaka):
    one = followed(tanaka)
    other = followed(suzuki, name="三浦 茂", kana="みうら しげる", birth_date=None, address="", telephone="")
    url = reverse("casework:pair_up", args=[one.household_id])
    client = client_of(sato)
    assert client.post(url, {"number": "X-1"}).status_code == 422
    assert client.post(url, {"number": one.household.number}).status_code == 422
    made = client.post(url, {"number": other.household.number})
    assert made.url == PersonPair.objects.get().get_absolute_url()
    assert client.post(url, {"number": other.household.number}).url == made.url
    assert client.get(made.url).status_code == 200


def test_the_list_costs_the_same_for_one_pair_and_for_ten(count_queries, sato, suzuki, tanaka):
    followed(tanaka)
    came(suzuki)
    with_one = count_queries(sato, "casework:pair_list")
    for _each in range(9):
        came(suzuki)
    assert count_queries(sato, "casework:pair_list") == with_one


def test_the_page_of_a_household_costs_the_same_with_one_joined_and_with_three(client_of, sato, suzuki, tanaka):
    family = followed(tanaka)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client_of(sato).get(family.household.get_absolute_url()).status_code == 200
        return len(queries)

    def join() -> None:
        with acting_as(sato):
            merging.join_households(family.household, came(suzuki).household, by=sato)

    join()
    with_one = cost()
    join()
    join()
    assert cost() == with_one


def test_a_referral_of_one_record_shows_nothing_of_the_other(pair, theirs, ours, sato, suzuki, tanaka):
    """Handed over are a consultation and its own household, merged or not."""
    say_same(pair, sato)
    assert not any(
        isinstance(field, models.ForeignKey) and field.related_model is Merge for field in Referral._meta.get_fields()
    )
    with acting_as(suzuki):
        assert list(Consultation.objects.all()) == [ours]
