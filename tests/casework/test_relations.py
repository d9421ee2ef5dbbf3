"""How people of a household stand to each other: what 続柄 speaks for, what cannot be, presses and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from accounts.models import AuditEvent
from agencies.calendar import today
from casework import contradictions, kinship
from casework.models import Relation
from tests.casework.genogram_families import made, member_of
from tests.factories import ConsultationFactory, HouseholdFactory, MemberFactory, PersonFactory


def household_of(*people: tuple[str, str, str]):
    """(name, 続柄, sex) of each."""
    household = HouseholdFactory()
    for order, (name, label, sex) in enumerate(people):
        MemberFactory(
            household=household,
            relation_label=label,
            order=order,
            person=PersonFactory(name=name, sex=sex, birth_date=None),
        )
    return household


def guessed(household) -> set[tuple[str, str, str]]:
    found = kinship.guesses(household.members.select_related("person", "household"), household.relations.all())
    return {(each.of.person.name, each.kind, each.to.person.name) for each in found}


# What 続柄 speaks for ------------------------------------------------------------------------------------------------


def test_a_mother_a_husband_and_a_son_are_guessed():
    household = household_of(("花", "本人", "female"), ("梅", "母", ""), ("太郎", "夫", ""), ("健", "長男", ""))
    assert guessed(household) == {
        ("梅", "parent", "花"), ("太郎", "spouse", "花"), ("花", "parent", "健"), ("太郎", "parent", "健"),
    }  # fmt: skip


def test_relations_of_relations_are_guessed():
    household = household_of(
        ("花", "本人", "female"), ("太郎", "夫", "male"), ("千代", "夫の母", ""), ("正", "夫の父", ""),
        ("次郎", "夫の弟", ""), ("健", "長男", ""), ("愛", "長男の妻", ""), ("蓮", "長男の長男", ""),
    )  # fmt: skip
    found = guessed(household)
    assert {
        ("千代", "parent", "太郎"), ("正", "parent", "太郎"), ("次郎", "sibling", "太郎"), ("愛", "spouse", "健"),
        ("健", "parent", "蓮"), ("正", "spouse", "千代"),
    } <= {tuple(each) for each in found} | {(c, b, a) for a, b, c in found if b == "spouse"}  # fmt: skip


def test_a_wifes_daughter_is_a_stepchild():
    household = household_of(("大輔", "本人", "male"), ("麻衣", "妻", "female"), ("結愛", "妻の長女", ""))
    assert ("麻衣", "parent", "結愛") in guessed(household)
    assert ("大輔", "step", "結愛") in guessed(household)
    assert ("大輔", "parent", "結愛") not in guessed(household)


@pytest.mark.parametrize(
    ("label", "kind", "forward", "state"),
    [
        ("元夫", "spouse", True, "ended"), ("内縁の夫", "partner", True, ""), ("兄", "sibling", True, ""),
        ("養女", "adoptive", False, ""), ("里子", "foster", False, ""), ("継父", "step", True, ""),
        ("成年後見人", "guardian", True, ""), ("任意後見人", "voluntary", True, ""), ("保佐人", "curator", True, ""),
        ("三女", "parent", False, ""), ("息子", "parent", False, ""),
    ],
)  # fmt: skip
def test_the_words_of_the_office_are_understood(label, kind, forward, state):
    household = household_of(("本人さん", "本人", "female"), ("誰か", label, ""))
    [guess] = kinship.guesses(household.members.select_related("person", "household"), [])
    of, to = ("誰か", "本人さん") if forward else ("本人さん", "誰か")
    assert (guess.of.person.name, guess.kind, guess.to.person.name, guess.state) == (of, kind, to, state)


@pytest.mark.parametrize("label", ["知人", "", "民生委員", "孫", "おば", "同居人", "の", "夫の", "隣の家の人"])
def test_what_says_nothing_certain_is_not_guessed(label):
    assert guessed(household_of(("花", "本人", "female"), ("誰か", label, ""))) == set()


def test_what_is_written_or_cannot_be_is_not_offered():
    household = made("fifteen")
    assert guessed(household) == set()


def test_a_son_who_would_be_older_than_his_mother_is_not_offered():
    household = household_of(("花", "本人", "female"), ("健", "長男", ""))
    for name, age in (("花", "30"), ("健", "50代")):
        PersonFactory._meta.model.objects.filter(name=name).update(stated_age=age)
    assert guessed(household) == set()


@pytest.mark.parametrize(
    ("label", "sex", "level"),
    [
        ("長男の妻", "female", 1), ("夫の母", "female", -1), ("祖父", "male", -2), ("孫", "", 2), ("二女", "female", 1),
        ("本人", "", 0), ("夫", "male", 0), ("婿", "male", 0), ("知人", "", None), ("父の妹", "female", -1),
    ],
)  # fmt: skip
def test_a_relation_tells_sex_and_generation(label, sex, level):
    assert kinship.sex_of(label) == sex
    if label != "孫":
        assert kinship.level_of(label) == level


# What cannot be ------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(sato):
    return made("three_generations")


def refused(household, of: str, kind: str, to: str, **more) -> str:
    one, two = (member_of(household, name).person for name in (of, to))
    relation = Relation(household=household, of=one, to=two, kind=kind, **more)
    with translation.override("en"), pytest.raises(ValidationError) as error:
        contradictions.check(relation, household.relations.select_related("of", "to"), today())
    return " ".join(error.value.messages)


def test_nobody_is_their_own_parent(three):
    assert "between two people" in refused(three, "大友 翔", "parent", "大友 翔")


def test_a_grandchild_is_no_parent_of_the_grandmother(three):
    Relation.objects.filter(to__name="大友 誠一").exclude(of__name="大友 キヨ").delete()
    assert "written down as a child or grandchild" in refused(three, "大友 翔", "parent", "大友 キヨ")


def test_a_child_is_younger_than_its_parent(three):
    Relation.objects.filter(to__name__in=["大友 美月", "大友 翔"]).delete()
    assert "no older than the child" in refused(three, "大友 美月", "parent", "大友 翔")
    assert "been a child at the birth" in refused(three, "大友 翔", "parent", "大友 美月")


def test_stated_ages_and_decades_count_as_far_as_they_tell():
    household = made("8050")
    Relation.objects.filter(kind="parent").delete()
    assert "no older" in refused(household, "及川 浩", "parent", "及川 ハツ")


def test_nobody_has_three_mothers_and_fathers(three):
    assert "two such parents" in refused(three, "阿部 由紀", "parent", "大友 翔")


def test_one_marriage_lasts_at_a_time(three):
    household = made("stepfamily")
    assert "written down as married to" in refused(household, "平塚 大輔", "spouse", "渡部 綾")
    assert "written down as married to" in refused(household, "本田 直樹", "spouse", "平塚 麻衣")


def test_a_widow_may_marry_again():
    household = made("three_generations")
    one, two = (member_of(household, name).person for name in ("大友 キヨ", "阿部 由紀"))
    Relation.objects.filter(to=two).delete()
    contradictions.check(
        Relation(household=household, of=one, to=two, kind="spouse"), household.relations.select_related("of", "to"),
        today(),
    )  # fmt: skip


def test_parent_and_child_are_no_couple_and_no_siblings(three):
    for kind in ("spouse", "partner", "sibling"):
        assert "parent and child" in refused(three, "大友 キヨ", kind, "大友 翔")


def test_the_same_is_written_once_from_either_side(three):
    assert "written down already" in refused(three, "大友 由美子", "spouse", "大友 誠一")
    assert "written down already" in refused(three, "大友 由美子", "carer", "大友 キヨ")


# Presses -------------------------------------------------------------------------------------------------------------

HX = {"HX-Request": "true"}


@pytest.fixture
def household(sato):
    household = household_of(("花", "本人", "female"), ("太郎", "夫", "male"), ("健", "長男", "male"))
    PersonFactory._meta.model.objects.filter(name="健").update(birth_date=date(2000, 1, 1))
    ConsultationFactory(consultee=household.members.first())
    return household


def press(client, relation, words: str, on: str = ""):
    url = reverse("casework:household_relation_press", args=[relation.pk])
    return client.post(url, {"press": words, "on": on}, headers=HX)


def test_one_press_accepts_what_the_relation_says_and_one_takes_it_back(client_of, sato, household):
    client = client_of(sato)
    url = reverse("casework:household_relations_accept", args=[household.pk])
    keys = [each.key for each in kinship.guesses(household.members.select_related("person", "household"), [])]
    answer = client.post(url, {"guess": keys}, headers=HX)
    assert answer.status_code == 200 and Relation.objects.count() == 3
    assert 'id="relations"' in answer.text and "<svg" in answer.text and "<html" not in answer.text
    back = reverse("casework:household_relations_back", args=[household.pk])
    client.post(back, {"made": [each.pk for each in Relation.objects.all()]}, headers=HX)
    assert not Relation.objects.exists()
    assert AuditEvent.objects.filter(verb="removed", about_type="relation").count() == 3


def test_a_guess_that_nobody_offered_is_not_written(client_of, sato, household):
    url = reverse("casework:household_relations_accept", args=[household.pk])
    one, two = household.members.all()[:2]
    answer = client_of(sato).post(url, {"guess": f"{one.person_id}-guardian-{two.person_id}"}, headers=HX)
    assert answer.status_code == 422 and not Relation.objects.exists()


def test_how_two_get_on_is_a_press_with_its_own_end(client_of, sato, household):
    client, relation = client_of(sato), _married(household)
    assert press(client, relation, "conflict").status_code == 200
    tie = Relation.objects.get(kind="tie")
    assert (tie.quality, tie.of_id, tie.to_id) == ("conflict", relation.of_id, relation.to_id)
    assert press(client, relation, "conflict").status_code == 422
    press(client, tie, "ended")
    tie.refresh_from_db()
    relation.refresh_from_db()
    assert tie.until == today() and relation.until is None


def _married(household) -> Relation:
    one, two = (member_of(household, name).person for name in ("太郎", "花"))
    return Relation.objects.create(household=household, of=one, to=two, kind="spouse", written_by=household.written_by)


def test_a_couple_separates_lives_together_again_and_is_divorced(client_of, sato, household):
    client, relation = client_of(sato), _married(household)
    apart, over = date(2018, 4, 1), date(2020, 3, 3)
    for words, on, state, separated_on, until in (
        ("separated", "", "separated", None, None),
        ("lasting", "", "", None, None),
        ("separated", "", "separated", None, None),
        ("separated", "H30.4.1", "separated", apart, None),  # the day, told later
        ("ended", "R2.3.3", "separated", apart, over),
        ("lasting", "", "separated", apart, None),  # the divorce was a mistake, the separation was none
        ("lasting", "", "", None, None),
        ("ended", "", "ended", None, None),
    ):
        assert press(client, relation, words, on).status_code == 200
        relation.refresh_from_db()
        assert (relation.state, relation.separated_on, relation.until) == (state, separated_on, until)
    back = reverse("casework:household_relations_back", args=[household.pk])
    client.post(back, {"changed": relation.pk}, headers=HX)
    relation.refresh_from_db()
    assert not relation.over_on(today())


@pytest.mark.parametrize(("on", "sentence"), [
    ("R20.1.1", "まだ来て"), ("ずっと前", "日付"), ("S40.1.1", "始まりの日より前"),
])  # fmt: skip
def test_a_day_that_cannot_be_changes_nothing(client_of, sato, household, on, sentence):
    relation = _married(household)
    Relation.objects.update(since=date(1990, 1, 1))
    for words in ("separated", "ended"):
        answer = press(client_of(sato), relation, words, on)
        assert answer.status_code == 422 and sentence in answer.text
        assert f'value="{on}"' in answer.text, "what was typed is still there"
    relation.refresh_from_db()
    assert (relation.state, relation.separated_on, relation.until) == ("", None, None)


def test_a_separated_couple_is_written_with_its_day_and_stays_married(client_of, sato, household):
    client, url = client_of(sato), reverse("casework:household_relation_add", args=[household.pk])
    one, two = (member_of(household, name).person for name in ("太郎", "花"))
    sent = {"of": one.pk, "to": two.pk, "what": "separated", "since": "H2.6.6", "until": "H30.4.1"}
    assert client.post(url, sent | {"since": "R1.6.6"}, headers=HX).status_code == 422
    answer = client.post(url, sent, headers=HX)
    relation = Relation.objects.get()
    assert (relation.state, relation.separated_on, relation.until) == ("separated", date(2018, 4, 1), None)
    assert not relation.over_on(today())
    assert "別居中" in answer.text


def test_a_mistake_is_taken_out_and_an_unknown_press_does_nothing(client_of, sato, household):
    client, relation = client_of(sato), _married(household)
    assert press(client, relation, "explode").status_code == 422
    assert Relation.objects.exists()
    press(client, relation, "wrong")
    assert not Relation.objects.exists()


def test_a_relation_is_added_in_the_words_of_the_office(client_of, sato, household):
    client, url = client_of(sato), reverse("casework:household_relation_add", args=[household.pk])
    one, two = (member_of(household, name).person for name in ("太郎", "花"))
    answer = client.post(url, {"of": one.pk, "to": two.pk, "what": "divorced", "until": "H30.3.3"}, headers=HX)
    assert answer.status_code == 200
    relation = Relation.objects.get()
    assert (relation.kind, relation.state, relation.until) == ("spouse", "ended", date(2018, 3, 3))
    answer = client.post(url, {"of": one.pk, "to": two.pk, "what": "violence", "since": "H28.1.1"}, headers=HX)
    assert Relation.objects.filter(kind="tie", quality="violence", since=date(2016, 1, 1)).exists()


def test_who_died_is_asked_for_where_a_couple_is_parted_by_death(client_of, sato, household):
    client, url = client_of(sato), reverse("casework:household_relation_add", args=[household.pk])
    one, two = (member_of(household, name).person for name in ("太郎", "花"))
    sent = {"of": one.pk, "to": two.pk, "what": "widowed"}
    answer = client.post(url, sent, headers=HX)
    assert answer.status_code == 422 and "どちらの方が亡くなった" in answer.text
    one.life = "died"
    one.save()
    assert client.post(url, sent, headers=HX).status_code == 200


def test_without_a_script_a_press_comes_back_to_the_page(client_of, sato, household):
    relation = _married(household)
    answer = client_of(sato).post(
        reverse("casework:household_relation_press", args=[relation.pk]), {"press": "separated"}
    )
    assert answer.status_code == 302 and answer["Location"].endswith("#relations")


def test_another_agency_presses_nothing(client_of, suzuki, tanaka, household):
    relation = _married(household)
    for who in (suzuki, tanaka):
        assert press(client_of(who), relation, "wrong").status_code == 404
    assert Relation.objects.exists()


def test_a_death_is_written_with_the_person(client_of, sato, household):
    member = member_of(household, "太郎")
    PersonFactory._meta.model.objects.filter(pk=member.person_id).update(birth_date=date(1964, 7, 23))
    url = reverse("casework:household_member", args=[household.pk, member.pk])
    client = client_of(sato)
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name not in ("concerns", "asked", "key_person")}
    sent |= {"version": form["version"].value(), "opened": form["opened"].value(), "lives_together": "on"}
    assert client.post(url, sent | {"died_on": "R99.1.1"}).status_code == 422
    assert client.post(url, sent | {"died_on": "S1.12.26"}).status_code == 422
    assert client.post(url, sent | {"died_on": "R2.5.5"}).status_code == 302
    member.person.refresh_from_db()
    assert (member.person.life, member.person.died_on) == ("died", date(2020, 5, 5))
