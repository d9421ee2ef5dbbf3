"""A household on its page: members over time, troubles by member, agencies, what happened; and who may write it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts import audit
from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from agencies.models import Concern
from casework.actions import households as actions
from casework.choices import Category
from casework.models import Case, HouseholdConcern, HouseholdMember, InvolvedAgency, Relation
from tests.casework.test_search import granted_to
from tests.factories import AgencyFactory, ContactFactory, MemberFactory, case_of_a_family


@pytest.fixture
def case(db):
    return case_of_a_family()


@pytest.fixture
def household(case):
    return case.household


def concern(number: int) -> Concern:
    return Concern.objects.get(list__code="national16", number=number)


def page(client, household):
    return client.get(household.get_absolute_url())


def member_form(client, household, member=None) -> dict[str, str]:
    """What a browser would send back unchanged."""
    form = client.get(member_url(household, member)).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False, "", []):
            sent[bound.html_name] = bound.field.widget.format_value(value) if bound.name != "concerns" else value
    return {name: value for name, value in sent.items() if value is not None}


def member_url(household, member=None) -> str:
    if member is None:
        return reverse("casework:household_member_new", args=[household.pk])
    return reverse("casework:household_member", args=[household.pk, member.pk])


# The page ------------------------------------------------------------------------------------------------------------


def test_looking_at_a_household_is_recorded(client_of, sato, household):
    page(client_of(sato), household)
    seen = AuditEvent.objects.get(verb=audit.Verb.VIEWED)
    assert (seen.by, seen.household_id) == (sato, household.pk)


def test_a_household_is_not_found_by_an_agency_outside(client_of, tanaka, household):
    assert page(client_of(tanaka), household).status_code == 404


def test_troubles_stand_by_member_with_the_most_pressing_marked(client_of, sato, case, household):
    father = MemberFactory(household=household, relation_label="父", concerns_stated=True)
    HouseholdConcern.objects.create(
        household=household, member=father, concern=concern(12), written_by=father.written_by
    )
    case.consultation.concerns.set([concern(1), concern(2)])
    rows = page(client_of(sato), household).context["marks"]
    told = {row["name"]: row["cells"] for row in rows}
    assert told == {
        concern(1).short_name: ["◎", ""],
        concern(2).short_name: ["○", ""],
        concern(12).short_name: ["", "○"],
    }


def test_a_member_whom_nobody_asked_is_named(client_of, sato, household):
    son = MemberFactory(household=household, relation_label="長男")
    MemberFactory(household=household, relation_label="父", concerns_stated=True)
    assert page(client_of(sato), household).context["unasked"] == [son]


def test_what_happened_stands_newest_first(client_of, sato, case, household):
    ContactFactory(consultation=case.consultation, occurred_on=datetime.date(2020, 8, 1), content="同行した")
    days = [each.day for each in page(client_of(sato), household).context["happenings"]]
    assert days[0] == datetime.date(2020, 8, 1)
    assert days == sorted(days, reverse=True)


def test_the_page_costs_the_same_for_two_members_and_for_eight(count_queries, sato, household):
    MemberFactory(household=household, relation_label="夫")
    cost = count_queries(sato, "casework:household_detail", household.pk)
    for _each in range(6):
        MemberFactory(household=household, relation_label="子")
    assert count_queries(sato, "casework:household_detail", household.pk) == cost


def test_households_with_a_running_case_are_those_whose_case_is_not_closed(client_of, sato):
    running, closed = case_of_a_family(), case_of_a_family()
    Case.objects.filter(pk=closed.pk).update(closed_on=closed.opened_on, closing_reason="転出")
    page = client_of(sato).get(reverse("casework:household_list"), {"running": "1"})
    assert list(page.context["page"]) == [running.household]


def test_the_list_costs_the_same_for_one_household_and_for_twenty(count_queries, sato, suzuki):
    case_of_a_family(written_by=suzuki.agency.group)
    costs = [count_queries(who, "casework:household_list") for who in (sato, suzuki)]
    for _each in range(19):
        case_of_a_family(written_by=suzuki.agency.group)
    assert [count_queries(who, "casework:household_list") for who in (sato, suzuki)] == costs


# What a consent shows ------------------------------------------------------------------------------------------------


def test_what_is_not_shared_is_said_to_be_withheld_and_not_shown(client_of, suzuki, case, household):
    person = case.consultation.person
    person.address, person.telephone = "石巻市蛇田1-2", "0225-95-1111"
    person.save()
    MemberFactory(household=household, person__name="遠藤 茂", relation_label="長男")
    case.consultation.narrative = "立ち退きを求められている"
    case.consultation.save()
    granted_to(suzuki, case, [Category.PLAN])
    client = client_of(suzuki)
    for shown in (page(client, household), client.get(case.consultation.get_absolute_url())):
        text = shown.content.decode()
        assert "遠藤 美咲" in text
        for withheld in ("蛇田1-2", "95-1111", "遠藤 茂", "立ち退き"):
            assert withheld not in text
        assert "共有されていません" in text


def test_a_trouble_of_money_needs_that_category_of_its_own(client_of, suzuki, case, household):
    case.consultation.concerns.set([concern(1), concern(2), concern(6)])
    granted_to(suzuki, case, [Category.CONSULTATION, Category.MONEY])
    rows = page(client_of(suzuki), household).context["marks"]
    assert [row["name"] for row in rows] == [concern(2).short_name, concern(6).short_name]


def test_an_agency_reads_all_of_a_family_that_it_took_in_itself(client_of, suzuki):
    ours = case_of_a_family(written_by=suzuki.agency.group).consultation
    assert page(client_of(suzuki), ours.household).context["withheld"] == []


# Members -------------------------------------------------------------------------------------------------------------


def test_a_member_is_added_with_age_and_troubles(client_of, sato, household):
    client = client_of(sato)
    sent = member_form(client, household) | {
        "name": "遠藤 茂", "relation_label": "長男", "born": "30代", "concerns": [str(concern(13).pk)],
    }  # fmt: skip
    assert client.post(member_url(household), sent).status_code == 302
    added = household.members.get(relation_label="長男")
    assert (added.person.stated_age, added.concerns_stated, list(added.concerns.all())) == ("30代", True, [concern(13)])
    assert AuditEvent.objects.filter(verb=audit.Verb.CREATED, about_type="householdmember").exists()


def test_a_member_leaves_on_a_day_and_is_kept(client_of, sato, household):
    son = MemberFactory(household=household, relation_label="長男")
    client = client_of(sato)
    sent = member_form(client, household, son) | {"left_on": "R2.10.1"}
    assert client.post(member_url(household, son), sent).status_code == 302
    shown = page(client, household).context
    assert son in shown["former_members"] and son not in shown["members"]


def test_nobody_leaves_before_they_came_or_in_the_future(client_of, sato, household):
    son = MemberFactory(household=household, relation_label="長男", joined_on=datetime.date(2020, 4, 1))
    client = client_of(sato)
    for day in ("R2.3.1", str(today() + datetime.timedelta(days=1))):
        answer = client.post(member_url(household, son), member_form(client, household, son) | {"left_on": day})
        assert answer.status_code == 422
        assert "left_on" in answer.context["form"].errors
    assert HouseholdMember.objects.get(pk=son.pk).left_on is None


def test_two_people_on_one_member_both_keep_their_words(client_of, sato, kudo, household):
    member = household.members.get()
    first, second = client_of(sato), client_of(kudo)
    theirs, mine = (member_form(each, household, member) for each in (first, second))
    first.post(member_url(household, member), theirs | {"note": "通院は続けている", "telephone": "0225-95-1111"})
    answer = second.post(member_url(household, member), mine | {"note": "朝は電話に出ない"})
    assert answer.status_code == 422
    told = {each.name: (each.theirs, each.mine, each.chosen) for each in answer.context["form"].differences}
    assert told == {
        "note": ("通院は続けている", "朝は電話に出ない", "mine"),
        "telephone": ("0225-95-1111", "", "theirs"),
    }
    shown = {bound.html_name: bound.value() for bound in answer.context["form"] if bound.is_hidden}
    chosen = mine | shown | {"note": "朝は電話に出ない", "take-note": "mine", "take-telephone": "theirs"}
    assert second.post(member_url(household, member), chosen).status_code == 302
    member.refresh_from_db()
    assert member.note == "朝は電話に出ない"
    assert member.person.telephone == "0225-95-1111"


def test_two_people_on_two_members_do_not_get_in_each_others_way(client_of, sato, kudo, household):
    father, member = MemberFactory(household=household, relation_label="父"), household.members.first()
    first, second = client_of(sato), client_of(kudo)
    theirs, mine = member_form(first, household, father), member_form(second, household, member)
    first.post(member_url(household, father), theirs | {"note": "入院中"})
    assert second.post(member_url(household, member), mine | {"note": "通院中"}).status_code == 302


def test_a_version_that_moved_on_between_form_and_saving_is_refused(sato, household):
    values = dict.fromkeys(actions.OF_PERSON + actions.OF_MEMBER, "")
    with acting_as(sato), pytest.raises(ValidationError, match="別の|ほかの|Somebody"):
        actions.save_member(None, household, values, version=household.version - 1, by=sato)


def test_an_agency_that_sees_a_part_of_the_family_does_not_rewrite_it(client_of, suzuki, case, household):
    granted_to(suzuki, case, [Category.HOUSEHOLD])
    client = client_of(suzuki)
    assert page(client, household).context["may_edit"] is False
    assert client.get(member_url(household)).status_code == 403
    with acting_as(suzuki), pytest.raises(PermissionDenied):
        actions.involve_agency(household, suzuki.agency, "", told_on=today(), by=suzuki)


def test_a_member_of_another_household_is_not_found_here(client_of, sato, household):
    stranger = MemberFactory()
    assert client_of(sato).get(member_url(household, stranger)).status_code == 404


# Relations and agencies ----------------------------------------------------------------------------------------------


def test_a_relation_is_written_once_and_ends_on_a_day(client_of, sato, household):
    wife, husband = household.members.get().person, MemberFactory(household=household, relation_label="夫").person
    client, url = client_of(sato), reverse("casework:household_relation_add", args=[household.pk])
    sent = {"of": wife.pk, "what": "spouse", "to": husband.pk}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 422
    relation = Relation.objects.get()
    client.post(reverse("casework:household_relation_press", args=[relation.pk]), {"press": "ended", "on": "R2.4.1"})
    relation.refresh_from_db()
    assert relation.until == datetime.date(2020, 4, 1)


def test_nobody_is_related_to_themselves_or_to_a_stranger(client_of, sato, household):
    wife, stranger = household.members.get().person, MemberFactory().person
    client, url = client_of(sato), reverse("casework:household_relation_add", args=[household.pk])
    for to in (wife, stranger):
        assert client.post(url, {"of": wife.pk, "what": "sibling", "to": to.pk}).status_code == 422
    assert not Relation.objects.exists()


def test_an_agency_that_is_with_the_family_stands_there_until_it_is_no_more(client_of, sato, household):
    client, agency = client_of(sato), AgencyFactory(name="市保護課")
    url = reverse("casework:household_agency_add", args=[household.pk])
    assert (
        client.post(url, {"agency": agency.pk, "agency-words": agency.name, "support": "生活保護"}).status_code == 302
    )
    assert client.post(url, {"agency-words": "そんな課"}).status_code == 422
    [involved] = page(client, household).context["involved"]
    assert (involved.agency, involved.support) == (agency, "生活保護")
    client.post(reverse("casework:household_agency_end", args=[involved.pk]))
    assert page(client, household).context["involved"] == []
    assert InvolvedAgency.objects.get().ended_on == today()


def test_being_told_of_gives_an_agency_no_sight(client_of, tanaka, sato, household):
    with acting_as(sato):
        actions.involve_agency(household, tanaka.agency, "見守り", told_on=today(), by=sato)
    assert page(client_of(tanaka), household).status_code == 404


def test_district_and_note_are_mended_with_their_version(client_of, sato, household):
    client, url = client_of(sato), reverse("casework:household_edit", args=[household.pk])
    form = client.get(url).context["form"]
    sent = {"version": form["version"].value(), "opened": form["opened"].value(), "note": "2階"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"note": "1階"}).status_code == 422
    household.refresh_from_db()
    assert (household.note, household.version) == ("2階", 2)
