"""A record chosen by a few letters: the key where one was chosen, a whole name where nothing was (no JavaScript)."""

import pytest
from django import forms

from agencies.forms import LookupField, LookupInput
from agencies.models import Agency
from tests.factories import AgencyFactory


class PartForm(forms.Form):
    agency = LookupField(Agency.objects.all(), url="/agencies/lookup/")


@pytest.fixture
def housing(db):
    return AgencyFactory(code="A006", name="市住宅管理課")


def test_the_chosen_record_is_read_by_its_key(housing):
    form = PartForm({"agency": housing.pk, "agency-words": "市住宅管理課"})
    assert form.is_valid() and form.cleaned_data["agency"] == housing


def test_a_whole_name_is_enough_where_nothing_was_chosen(housing):
    form = PartForm({"agency": "", "agency-words": " 市住宅管理課 "})
    assert form.is_valid() and form.cleaned_data["agency"] == housing


def test_a_name_that_two_have_asks_to_choose(housing):
    AgencyFactory(code="A999", name="市住宅管理課")
    form = PartForm({"agency": "", "agency-words": "市住宅管理課"})
    assert "二つ以上" in form.errors["agency"][0]


def test_letters_that_are_no_name_stay_in_the_box_with_a_sentence(housing):
    form = PartForm({"agency": "", "agency-words": "市住宅"})
    assert "一覧から選んでください" in form.errors["agency"][0]
    assert 'value="市住宅"' in str(form["agency"])
    assert 'name="agency" type="hidden" value=""' in str(form["agency"])


def test_an_emptied_box_forgets_the_record(housing):
    form = PartForm({"agency": housing.pk, "agency-words": ""})
    assert form.has_error("agency", "required")


def test_a_key_of_nothing_is_refused(housing):
    form = PartForm({"agency": "999999", "agency-words": "市住宅管理課"})
    assert form.has_error("agency", "invalid_choice")


def test_a_record_that_is_known_is_shown_by_name(housing):
    html = str(PartForm(initial={"agency": housing.pk})["agency"])
    assert 'value="市住宅管理課"' in html
    assert f'name="agency" type="hidden" value="{housing.pk}"' in html
    assert 'data-lookup="/agencies/lookup/"' in html


def test_a_record_of_before_is_unchanged_when_sent_back(housing):
    assert not PartForm(
        {"agency": str(housing.pk), "agency-words": "市住宅管理課"}, initial={"agency": housing.pk}
    ).has_changed()


def test_names_of_people_are_asked_for_by_post():
    html = LookupInput("/staff/lookup/", method="post").render("staff", None, {"id": "id_staff"})
    assert 'data-lookup-method="post"' in html
