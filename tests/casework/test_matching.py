"""The same person in two records: how they are compared, who is told what, and that a restricted family never shows."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import audit
from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from casework.actions import pairs, restriction
from casework.actions.consultations import take_in
from casework.actions.households import Member
from casework.choices import Category
from casework.matching.keys import address_key, keys_of, search_key, sound_key, split_words, telephone_keys
from casework.matching.searching import likely_same
from casework.matching.weights import read
from casework.models import Consultation, Person, PersonPair
from tests.casework.test_search import granted_to
from tests.factories import ConsultationFactory, MemberFactory, MembershipFactory, PersonFactory, case_of_a_family

TAKAHASHI = {
    "name": "髙橋 健一",
    "kana": "たかはし けんいち",
    "birth_date": date(1954, 12, 9),
    "address": "石巻市蛇田字新立野1-2",
    "telephone": "0225-95-1111",
}


def followed(by, **person):
    """A family that an agency works with: its consultation is not decided yet."""
    told = TAKAHASHI | person
    return ConsultationFactory(
        **{f"consultee__person__{name}": value for name, value in told.items()}, written_by=by.agency.group
    )


def came(by, *, members=(), **person) -> Consultation:
    """Somebody is taken in at this desk."""
    told = TAKAHASHI | person
    with acting_as(by):
        return take_in(Consultation(received_on=date(2020, 6, 2), **told), [], by=by, members=members)


def told(by, consultation) -> bool:
    with acting_as(by):
        return pairs.is_told(consultation.household, by)


def pair_of(by) -> list[PersonPair]:
    with acting_as(by):
        return list(PersonPair.objects.all())


# What names, addresses and numbers are compared by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"), ("渡邉", "渡辺"), ("渡邊", "渡辺"), ("齋藤", "斉藤"), ("山﨑", "山崎"), ("濵田", "浜田"),
        ("𠮷野", "吉野"), ("柳澤", "柳沢"), ("嶋田", "島田"), ("国府", "國府"), ("ｻﾄｳ", "さとう"),
        ("蛇田一丁目2番地3号", "蛇田1-2-3"), ("大字蛇田字新立野", "蛇田新立野"),
    ],
)  # fmt: skip
def test_old_and_variant_forms_are_searched_as_one(one, other):
    assert search_key(one) == search_key(other)


def test_kana_that_sound_alike_meet():
    for one, other in [("やまざき", "ヤマサキ"), ("おおの", "おの"), ("ゆうこ", "ゆこ"), ("みづき", "みずき")]:
        assert sound_key(one) == sound_key(other)
    assert sound_key("ゆうき") != sound_key("ゆうこ")


@pytest.mark.parametrize(
    "written",
    ["宮城県石巻市蛇田字新立野1-2", "石巻市蛇田新立野１丁目２番地", "蛇田新立野一丁目2", "石巻市　蛇田字新立野 1の2"],
)
def test_an_address_is_one_however_it_is_written(written):
    assert address_key(written) == "蛇田新立野 1-2"


def test_a_number_is_one_however_it_is_hyphenated():
    for written in ("0225-95-1111", "(0225)95-1111", "0225 95 1111", "０２２５９５１１１１", "+81-225-95-1111"):
        assert telephone_keys(written) == ["0225951111"]


def test_a_date_of_birth_is_searched_for_in_era_and_western():
    for words in ("S29.12.9", "昭和29年12月9日", "1954-12-09", "1954/12/9", "19541209"):
        assert split_words(words) == ([], [date(1954, 12, 9)])


def test_people_without_a_name_are_compared_with_nobody():
    for name in ("匿名", "不詳"):
        assert keys_of(**(TAKAHASHI | {"name": name, "mobile": ""}))["blocks"] == []


def test_every_weight_of_the_file_is_in_the_database_and_of_a_level_that_is_compared():
    with connection.cursor() as cursor:
        cursor.execute("select kind, field, level, weight from casework_matchweight")
        assert {row[:3]: row[3] for row in cursor.fetchall()} == read()


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"birth_date": date(1954, 9, 12)}, {"birth": "slip"}),  # day and month swapped
        ({"birth_date": date(1954, 12, 19)}, {"birth": "slip"}),  # one digit
        ({"birth_date": date(2017, 12, 9)}, {"birth": "slip"}),  # 平成29年 for 昭和29年
        ({"birth_date": date(1961, 3, 2)}, {"birth": "other"}),
        ({"kana": "たかはし けいいち"}, {"kana": "close"}),
        ({"kana": "たかばし けんいち"}, {"kana": "sounds"}),
        ({"name": "三浦 健一", "kana": "みうら けんいち"}, {"name": "given", "kana": "given"}),
        ({"name": "高橋健一"}, {"name": "same"}),
        ({"name": "髙橋 賢市"}, {"name": "family", "kana": "homophone"}),
        ({"address": "蛇田新立野5-6"}, {"address": "place"}),
        ({"address": "東松島市矢本1-2"}, {"address": "other"}),
        ({"telephone": "0225-95-1171"}, {"telephone": "slip"}),
        ({"telephone": ""}, {"name": "same"}),
    ],
)
def test_how_two_records_agree(change, level, sato):
    one, other = PersonFactory(**TAKAHASHI), PersonFactory(**(TAKAHASHI | change))
    with connection.cursor() as cursor:
        cursor.execute(
            "select match_levels(a, b) from casework_person a, casework_person b where a.id = %s and b.id = %s",
            [one.pk, other.pk],
        )
        found = pairs.merging.plain(cursor.fetchone()[0])
    assert {name: found.get(name) for name in level} == level


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": date(1954, 9, 12)},
        {"kana": "たかはし けんち"},
        {"name": "たかはし けんいち", "kana": ""},
        {"address": "石巻市門脇町3-4", "telephone": ""},
        {"name": "三浦 健一", "kana": "みうら けんいち", "telephone": ""},
        {"birth_date": None, "address": ""},
    ],
)
def test_somebody_is_found_again_with_a_slip_a_new_house_or_a_new_name(sato, suzuki, tanaka, change):
    followed(tanaka)
    came(suzuki, **change)
    assert [pair.kind for pair in pair_of(sato)] == ["person"]


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": date(1987, 3, 2), "address": "石巻市門脇町3-4", "telephone": "0225-22-3333"},
        {"name": "三浦 花子", "kana": "みうら はなこ", "address": "石巻市門脇町3-4", "telephone": ""},
        {"name": "不詳"},
    ],
)
def test_somebody_else_is_not(sato, suzuki, tanaka, change):
    followed(tanaka)
    came(suzuki, **change)
    assert pair_of(sato) == []


def test_another_member_of_the_household_is_asked_about_once_as_a_household(sato, suzuki, tanaka):
    theirs = followed(tanaka)
    MemberFactory(household=theirs.household, person__name="髙橋 花子", person__kana="たかはし はなこ")
    came(suzuki, name="髙橋 翼", kana="たかはし つばさ", birth_date=date(1985, 4, 1), members=[Member(name="髙橋 舞")])
    assert [pair.kind for pair in pair_of(sato)] == ["household"]


# Two desks and one household


def test_a_desk_learns_only_that_another_agency_supports_somebody_of_the_household(client_of, sato, suzuki, tanaka):
    followed(tanaka)
    ours = came(suzuki)
    page = client_of(suzuki).get(ours.get_absolute_url()).content.decode()
    assert "推進員におたずねください" in page
    for withheld in (tanaka.agency.name, tanaka.staff.name, str(pair_of(sato)[0].score)):
        assert withheld not in page
    with acting_as(suzuki):
        assert not PersonPair.objects.exists()
        assert Person.objects.count() == Consultation.objects.count() == 1


def test_the_desk_that_follows_the_household_already_is_told_nothing(client_of, sato, suzuki, tanaka):
    theirs = followed(tanaka)
    came(suzuki)
    assert not told(tanaka, theirs)
    assert "推進員におたずねください" not in client_of(tanaka).get(theirs.get_absolute_url()).content.decode()


def test_the_words_are_the_same_at_every_score(client_of, sato, suzuki, tanaka):
    followed(tanaka)
    sure = client_of(suzuki).get(came(suzuki).get_absolute_url()).context
    likely = came(suzuki, birth_date=None, address="", kana="たかはし けんいち")
    assert sure["another_agency"] is client_of(suzuki).get(likely.get_absolute_url()).context["another_agency"] is True


def test_typing_names_tells_nothing_only_what_is_saved_is_looked_through(client_of, suzuki, tanaka):
    followed(tanaka)
    typed = {**TAKAHASHI, "born": "S29.12.9"}
    typed.pop("birth_date")
    answer = client_of(suzuki).post(reverse("casework:consultation_known"), typed)
    assert answer.context["matches"] == []
    assert "髙橋" not in answer.content.decode() and "推進員" not in answer.content.decode()
    assert not PersonPair.objects.exists()


def test_that_it_was_told_is_recorded(suzuki, tanaka):
    followed(tanaka)
    ours = came(suzuki)
    event = AuditEvent.objects.get(verb=audit.Verb.TOLD_OF_ANOTHER)
    assert (event.by, event.household_id, event.detail) == (suzuki, ours.household_id, {})


def test_the_coordinators_get_a_notice_and_see_both(client_of, sato, suzuki, tanaka):
    theirs, ours = followed(tanaka), came(suzuki)
    notice = Notice.objects.get(kind="pair_found")
    assert notice.agency == sato.agency
    page = client_of(sato).get(reverse("accounts:notice", args=[notice.pk]), follow=True).content.decode()
    assert theirs.number in page and ours.number in page


def test_a_family_of_four_gives_one_notice(sato, suzuki, tanaka):
    theirs = followed(tanaka)
    names = ["髙橋 花子", "髙橋 翼", "髙橋 舞"]
    for name in names:
        MemberFactory(household=theirs.household, person__name=name, person__birth_date=None, person__kana="")
    came(suzuki, members=[Member(name=name) for name in names])
    assert Notice.objects.filter(kind="pair_found").count() == 1


def test_a_family_that_nobody_works_with_any_more_is_no_reason_to_tell(sato, suzuki, tanaka):
    theirs = followed(tanaka)
    theirs.outcome, theirs.decided_on = "one_off", theirs.received_on
    theirs.save()
    assert not told(suzuki, came(suzuki))
    assert len(pair_of(sato)) == 1


def test_of_a_family_that_the_desk_sees_itself_it_is_told_nothing(suzuki):
    followed(suzuki)
    assert not told(suzuki, came(suzuki))


def test_a_desk_is_told_of_no_more_than_twenty_households_a_day(sato, suzuki, tanaka):
    followed(tanaka)
    answers = [told(suzuki, came(suzuki)) for _each in range(21)]
    assert answers == [True] * 20 + [False]
    assert len(pair_of(sato)) >= 21


def test_mending_what_was_typed_asks_no_second_time_for_the_same_words(sato, suzuki, tanaka):
    followed(tanaka)
    ours = came(suzuki, name="及川 進", kana="おいかわ すすむ", birth_date=None, address="", telephone="")
    assert not told(suzuki, ours)
    with acting_as(suzuki):
        person = Person.objects.get(pk=ours.person_id)
        with CaptureQueriesContext(connection) as queries:
            person.save()
    assert not any("look_for_pairs" in each["sql"] for each in queries)


def test_once_nothing_in_common_is_found_the_desk_is_told_so_no_longer_and_nobody_is_asked_again(sato, suzuki, tanaka):
    followed(tanaka)
    ours = came(suzuki)
    with acting_as(sato):
        pairs.say_different(PersonPair.objects.get(), by=sato)
    assert not told(suzuki, ours)
    with acting_as(suzuki):
        pairs.look_for(ours.household, [ours.person], by=suzuki)
    assert [pair.state for pair in pair_of(sato)] == ["different"]


def test_an_agency_looks_for_nobody_whom_it_does_not_see(sato, suzuki, tanaka):
    theirs = followed(tanaka)
    followed(MembershipFactory())
    with acting_as(suzuki), connection.cursor() as cursor:
        cursor.execute("select look_for_pairs(%s)", [theirs.person_id])
    assert pair_of(sato) == []


def test_no_agency_writes_a_pair_or_a_merge(suzuki, tanaka):
    one, other = followed(tanaka).person_id, followed(suzuki).person_id
    with acting_as(suzuki), connection.cursor() as cursor:
        for statement in (
            "insert into casework_personpair (one_id, other_id, kind, score, levels, state, found_at)"
            f" values ({one}, {other}, 'person', 1, '{{}}', 'new', now())",
            "insert into casework_merge (kept_person_id, gone_person_id, by_id, at)"
            f" values ({one}, {other}, {suzuki.pk}, now())",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(statement)


# Restricted families


@pytest.fixture
def restricted(abe, sato, tanaka):
    """A family that tanaka's agency took in, restricted: sato alone is named."""
    consultation = followed(tanaka)
    with acting_as(abe):
        restriction.restrict(consultation.household, [sato.staff], by=abe)
    return consultation


def test_a_restricted_family_is_told_to_no_desk_and_to_those_named_only(restricted, sato, kudo, abe, suzuki, tanaka):
    ours = came(suzuki)
    assert not told(suzuki, ours) and not told(tanaka, ours)
    assert not PersonPair.objects.exclude(told=None).exists()
    assert not Notice.objects.filter(kind="pair_found").exists()
    for by in (sato, kudo, abe, suzuki, tanaka):
        assert pair_of(by) == []
    with acting_as(sato, reach=pairs.Reach.OWN):
        assert PersonPair.objects.count() == 1
    with acting_as(abe, reach=pairs.Reach.OWN):
        assert not PersonPair.objects.exists()
    assert not AuditEvent.objects.filter(verb=audit.Verb.TOLD_OF_ANOTHER).exists()


def test_a_page_is_the_same_with_and_without_a_restricted_record(client_of, restricted, suzuki):
    with_one = client_of(suzuki).get(came(suzuki).get_absolute_url())
    without = client_of(suzuki).get(came(suzuki, name="及川 進", kana="おいかわ すすむ").get_absolute_url())
    assert with_one.context["another_agency"] is without.context["another_agency"] is False


def test_what_a_desk_was_told_is_told_no_more_once_the_family_is_restricted(abe, sato, suzuki, tanaka):
    theirs = followed(tanaka)
    ours = came(suzuki)
    assert told(suzuki, ours)
    with acting_as(abe):
        restriction.restrict(theirs.household, [sato.staff], by=abe)
    assert not told(suzuki, ours)
    assert pair_of(sato) == pair_of(abe) == []


def test_nobody_restricted_is_found_while_somebody_is_taken_in(restricted, sato, suzuki):
    for by in (sato, suzuki):
        with acting_as(by):
            assert likely_same(by=by, name=TAKAHASHI["name"], birth_date=TAKAHASHI["birth_date"]) == []


def test_those_named_compare_the_two_at_the_restricted_desk(client_of, restricted, sato, abe, suzuki):
    ours = came(suzuki)
    pair = PersonPair.objects.get()
    url = reverse("casework:pair_detail", args=[pair.pk])
    assert client_of(sato).get(url).status_code == 404
    page = client_of(sato).get("/restricted" + url)
    assert page.status_code == 200 and ours.number in page.content.decode()
    assert client_of(abe).get("/restricted" + url).status_code == 404


# Searching


def test_a_family_is_found_by_a_date_of_birth_and_by_the_last_four_digits(client_of, sato):
    taken = followed(sato)
    client = client_of(sato)
    for words in ("S29.12.9", "1954-12-09", "髙橋 昭和29年12月9日", "1111", "高橋 1111"):
        page = client.get(client.post(reverse("casework:search"), {"q": words}).url)
        assert page.context["households"] == [taken.household], words


def test_a_date_of_birth_that_is_not_shared_is_not_found_out_by_searching_for_it(client_of, suzuki):
    case = case_of_a_family(**{f"consultee__person__{name}": value for name, value in TAKAHASHI.items()})
    granted_to(suzuki, case, [Category.PLAN])
    client = client_of(suzuki)
    assert client.get(client.post(reverse("casework:search"), {"q": "髙橋"}).url).context["households"]
    assert client.get(client.post(reverse("casework:search"), {"q": "S29.12.9"}).url).context["households"] == []


def test_an_agency_finds_its_own_among_a_thousand_of_the_same_name(suzuki):
    ours = followed(suzuki)
    group = ours.written_by
    others = [Person(**TAKAHASHI, written_by=MembershipFactory().agency.group) for _each in range(2)]
    others = [Person(**TAKAHASHI, written_by=others[0].written_by) for _each in range(1100)]
    for person in others:
        person.renew_keys()
    Person.objects.bulk_create(others)
    with acting_as(suzuki):
        assert [each.written_by for each in Person.objects.found_by("髙橋")] == [group]


def test_the_looking_costs_the_same_for_one_record_and_for_twenty(sato):
    def cost() -> int:
        with acting_as(sato), CaptureQueriesContext(connection) as queries:
            assert likely_same(by=sato, name="髙橋 健一", birth_date=TAKAHASHI["birth_date"])
        return len(queries)

    followed(sato)
    with_one = cost()
    for _each in range(19):
        followed(sato)
    assert cost() == with_one
