"""The welfare commissioners' yearly survey: many rows at once, mended while it is open, seen by who wrote them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.actions import survey as actions
from casework.models import AgeBand, LocalReport, Situation, SurveyHousehold, SurveyPerson
from tests.factories import SurveyFactory, SurveyHouseholdFactory


def rows(*told, **more):
    sent = {"rows-TOTAL_FORMS": str(len(told)), "rows-INITIAL_FORMS": "0", **more}
    for number, row in enumerate(told):
        sent |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return sent


def band(name: str) -> int:
    return AgeBand.objects.get(name=name).pk


def test_households_and_their_people_are_saved_at_once(client_of, kimura):
    survey, alone = SurveyFactory(), Situation.objects.get(name="閉じこもり")
    sent = rows(
        {"label": "角の家", "sex": "female", "age_band": band("80代以上"), "situations": [alone.pk]},
        {"sex": "male", "age_band": band("50代"), "same_home": "on"},
        {"sex": "unknown"},
        {},
        district=kimura.agency.district_id,
    )
    response = client_of(kimura).post(reverse("casework:survey", args=[survey.fiscal_year]), sent)
    assert response.status_code == 302
    homes = list(SurveyHousehold.objects.order_by("pk"))
    assert [each.persons.count() for each in homes] == [2, 1]
    assert homes[0].label == "角の家" and homes[0].district == kimura.agency.district
    assert homes[0].written_by == kimura.agency.group
    first = homes[0].persons.first()
    assert (first.sex, str(first.age_band), list(first.situations.all())) == ("female", "80代以上", [alone])
    assert homes[1].persons.get().age_band is None


def test_an_empty_page_is_not_saved_and_says_so(client_of, kimura):
    survey = SurveyFactory()
    response = client_of(kimura).post(reverse("casework:survey", args=[survey.fiscal_year]), rows({}, {}))
    assert response.status_code == 422
    assert not SurveyHousehold.objects.exists()


def test_sent_twice_it_is_saved_once(client_of, kimura):
    survey, client = SurveyFactory(), client_of(kimura)
    url = reverse("casework:survey", args=[survey.fiscal_year])
    draft = client.get(url).context["draft"].pk
    assert client.post(url, rows({"sex": "male"}, draft=draft)).status_code == 302
    assert client.post(url, rows({"sex": "male"}, draft=draft)).status_code == 422
    assert SurveyHousehold.objects.count() == 1


def test_what_was_typed_comes_back_from_the_draft(client_of, kimura):
    survey, client = SurveyFactory(), client_of(kimura)
    url = reverse("casework:survey", args=[survey.fiscal_year])
    draft = client.get(url).context["draft"]
    typed = rows({"label": "角の家", "sex": "male"}, **{"draft-version": draft.version})
    assert client.post(reverse("casework:draft_save", args=[draft.pk]), typed).status_code == 200
    assert "角の家" in client.get(url).content.decode()


def test_a_row_may_be_told_to_the_coordinators_as_well(client_of, kimura, sato):
    survey = SurveyFactory()
    sent = rows({"sex": "male", "label": "橋のそば", "tell": "on"}, {"sex": "female"})
    client_of(kimura).post(reverse("casework:survey", args=[survey.fiscal_year]), sent)
    report = LocalReport.objects.get()
    assert (report.sex, report.place, report.sent_by) == ("male", "橋のそば", kimura)


def test_a_closed_survey_takes_no_answers_of_desks_but_those_that_coordinators_type(client_of, kimura, sato):
    survey = SurveyFactory(opens_on=today() - timedelta(days=60), closes_on=today() - timedelta(days=1))
    url = reverse("casework:survey", args=[survey.fiscal_year])
    assert client_of(kimura).get(url).status_code == 200
    assert client_of(kimura).post(url, rows({"sex": "male"})).status_code == 403
    home = SurveyHouseholdFactory(survey=survey, written_by_member=kimura)
    with acting_as(kimura), pytest.raises(PermissionDenied):
        actions.remove_home(home, by=kimura)
    assert client_of(sato).post(url, rows({"sex": "male"})).status_code == 302


def test_a_household_is_mended_and_taken_out(client_of, kimura):
    home = SurveyHouseholdFactory(written_by_member=kimura, person__sex="male")
    person = home.persons.get()
    client, url = client_of(kimura), reverse("casework:survey_home", args=[home.pk])
    assert client.get(url).status_code == 200
    sent = rows({"key": person.pk, "sex": "female", "age_band": band("70代")}, {"sex": "male"}, label="角の家")
    assert client.post(url, sent).status_code == 302
    assert [(each.pk, each.sex) for each in home.persons.order_by("pk")][0] == (person.pk, "female")
    assert home.persons.count() == 2
    gone = {"key": person.pk, "sex": "female", "DELETE": "on"}
    seen = AuditEvent.objects.filter(verb="viewed")
    before = seen.count()
    assert client.post(url, rows(gone)).status_code == 422
    assert seen.count() == before + 1  # the answers were shown again
    assert client.post(url, rows(gone, {"sex": "male"})).status_code == 302
    assert not home.persons.filter(pk=person.pk).exists()
    client.post(reverse("casework:survey_home_remove", args=[home.pk]))
    assert not SurveyHousehold.objects.exists()


def test_nobody_elses_person_is_changed_by_a_key_that_was_sent(client_of, kimura, sato):
    mine, other = SurveyHouseholdFactory(written_by_member=kimura), SurveyHouseholdFactory(person__sex="male")
    theirs = other.persons.get()
    for by in (kimura, sato):  # a coordinator sees both households
        sent = rows({"key": theirs.pk, "sex": "female"})
        assert client_of(by).post(reverse("casework:survey_home", args=[mine.pk]), sent).status_code == 302
        theirs.refresh_from_db()
        assert theirs.sex == "male" and theirs.home == other


def test_a_desk_sees_what_it_answered_and_coordinators_all(kimura, sato, suzuki):
    mine, other = SurveyHouseholdFactory(written_by_member=kimura), SurveyHouseholdFactory()
    with acting_as(kimura):
        assert list(SurveyHousehold.objects.all()) == [mine]
        assert list(SurveyPerson.objects.values_list("home", flat=True)) == [mine.pk]
    with acting_as(sato):
        assert set(SurveyHousehold.objects.all()) == {mine, other}
    with acting_as(suzuki):
        assert not SurveyHousehold.objects.exists() and not SurveyPerson.objects.exists()


def test_the_open_survey_stands_on_the_desks_home_page_and_goes_when_it_closes(client_of, kimura):
    survey = SurveyFactory()
    url = reverse("casework:survey", args=[survey.fiscal_year])
    assert url in client_of(kimura).get(reverse("accounts:home")).content.decode()
    survey.closes_on = today() - timedelta(days=1)
    survey.save()
    assert url not in client_of(kimura).get(reverse("accounts:home")).content.decode()


def test_the_lead_department_edits_situations_ages_and_surveys(client_of, abe, sato):
    for name in ("situation", "ageband", "survey"):
        url = reverse(f"admin:casework_{name}_changelist")
        assert client_of(abe).get(url).status_code == 200
        assert client_of(sato).get(url, follow=True).status_code == 403


def test_a_situation_that_is_not_offered_any_more_stands_where_it_was_ticked(client_of, kimura):
    home, old = SurveyHouseholdFactory(written_by_member=kimura), Situation.objects.get(name="閉じこもり")
    home.persons.get().situations.add(old)
    Situation.objects.filter(pk=old.pk).update(offered=False)
    assert "閉じこもり" in client_of(kimura).get(reverse("casework:survey_home", args=[home.pk])).content.decode()
    fresh = client_of(kimura).get(reverse("casework:survey", args=[home.survey.fiscal_year])).context["rows"]
    assert old not in fresh.situations


def test_the_page_costs_the_same_for_one_household_and_for_twenty(count_queries, kimura, client_of):
    home = SurveyHouseholdFactory(written_by_member=kimura)
    client_of(kimura).get(reverse("casework:survey", args=[home.survey.fiscal_year]))  # begins its draft
    with_one = count_queries(kimura, "casework:survey", home.survey.fiscal_year)
    SurveyHouseholdFactory.create_batch(19, written_by_member=kimura)
    assert count_queries(kimura, "casework:survey", home.survey.fiscal_year) == with_one
