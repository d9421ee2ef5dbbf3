"""Taking a family in: two boxes are enough, numbers without gaps, deciding, mending by two people at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from agencies.models import Concern, Municipality
from casework.actions import consultations, decisions
from casework.choices import Outcome
from casework.models import Case, Consultation, Contact, Draft, Household, NumberCounter, Person
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    ContactFactory,
    MemberFactory,
    PersonFactory,
    ReferralFactory,
    case_of_a_family,
)

LIST = "casework:consultation_list"


def told(**fields: object) -> dict[str, object]:
    rows = {f"{prefix}-{name}": "0" for prefix in ("members", "involved") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"received_on": "R2.11.24", **rows, **fields}


@pytest.fixture
def take_in(client_of, sato):
    """take_in(name="高橋 健一"): sends the form as sato; the answer."""

    def send(by=sato, **fields: object):
        client = client_of(by)
        url = client.get(reverse("casework:consultation_new")).url
        return client.post(url, told(**fields))

    return send


def numbers() -> list[str]:
    return list(Consultation.objects.order_by("pk").values_list("number", flat=True))


def test_a_name_beside_the_day_is_enough(take_in):
    assert take_in(name="高橋 健一").status_code == 302
    made = Consultation.objects.get()
    assert (made.name, made.outcome, str(made.household)) == ("高橋 健一", Outcome.UNDECIDED, "高橋 健一さんの世帯")
    assert made.received_by == "佐藤 陽子"


def test_a_desk_that_is_told_of_another_agency_comes_to_the_page_that_says_so(take_in, suzuki, tanaka):
    known = {"name": "髙橋 健一", "kana": "たかはし けんいち", "telephone": "0225-95-1111"}
    take_in(by=tanaka, **known)
    answer = take_in(by=suzuki, **known)
    assert answer.url == Consultation.objects.latest("pk").get_absolute_url()
    assert take_in(by=suzuki, name="別の方").url == reverse(LIST)


def test_where_agencies_only_consult_the_missing_agency_is_said_beside_its_box(take_in, suzuki):
    Municipality.objects.update(consulted_by_agencies_only=True)
    answer = take_in(name="高橋 健一")
    assert answer.status_code == 422
    assert "持ち込んだ機関を入れてください" in answer.content.decode()
    assert not Consultation.objects.exists()
    assert take_in(name="高橋 健一", brought_by=str(suzuki.agency_id)).status_code == 302


def test_without_a_name_one_trouble_is_enough_and_the_person_is_nameless(take_in):
    concern = Concern.objects.filter(list__code="national16").first()
    take_in(concerns=str(concern.pk), main_concern=str(concern.pk))
    made = Consultation.objects.get()
    assert made.name == "匿名"
    assert made.main_concern == concern and concern in made.concerns.all()


def test_the_day_alone_is_not_enough_and_what_is_wrong_is_said(take_in):
    answer = take_in()
    assert answer.status_code == 422
    assert "あと一つだけ" in answer.content.decode()
    assert not Consultation.objects.exists()


def test_what_is_wrong_is_called_what_the_page_calls_it(take_in):
    page = take_in(name="高橋 健一", concerns="0").content.decode()
    assert "お困りごと" in page.split('class="errors"')[1].split("</section>")[0] and "課題" not in page


def test_a_day_to_come_is_refused_and_what_was_typed_stays(take_in):
    answer = take_in(received_on="R90.1.1", name="高橋 健一")
    assert answer.status_code == 422
    assert "高橋 健一" in answer.content.decode()


def test_an_age_may_be_a_decade_and_the_main_trouble_counts_as_a_trouble(take_in):
    concern = Concern.objects.filter(list__code="national16").last()
    take_in(name="高橋 健一", born="80代", main_concern=str(concern.pk))
    made = Consultation.objects.get()
    assert made.person.stated_age == "80代"
    assert list(made.concerns.all()) == [concern]


def test_members_come_with_it_and_a_row_left_empty_is_nobody(take_in):
    rows = {
        "members-TOTAL_FORMS": "2",
        "members-0-name": "高橋 茂",
        "members-0-relation_label": "長男",
        "members-0-born": "34",
    }
    take_in(name="高橋 健一", **rows)
    members = Household.objects.get().members.all()
    assert [(each.person.name, each.relation_label) for each in members] == [("高橋 健一", "本人"), ("高橋 茂", "長男")]


def test_numbers_have_no_gap_where_saving_fails(take_in, sato, monkeypatch):
    take_in(name="一")

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken, pytest.raises(RuntimeError), acting_as(sato):
        broken.setattr(consultations, "_set_concerns", fail)
        consultations.take_in(Consultation(received_on=date(2020, 11, 24), name="二"), [], by=sato)
    take_in(name="三")
    assert numbers() == ["2020-0001", "2020-0002"]


def test_numbers_are_counted_by_fiscal_year_and_go_on_after_those_brought_in(take_in):
    NumberCounter.objects.note(NumberCounter.Kind.CONSULTATION, "2019-0102")
    for day in ("R2.3.31", "R2.4.1", "R2.3.1"):
        take_in(received_on=day, name="高橋 健一", born=day[-1] + "0代")
    assert numbers() == ["2019-0103", "2020-0001", "2019-0104"]


def test_somebody_who_may_be_known_is_asked_about_before_a_second_record_is_made(take_in):
    known = MemberFactory(person=PersonFactory(name="髙橋 健一", telephone="0225-11-2222")).person
    answer = take_in(name="高橋 健一", telephone="0225112222")
    assert answer.status_code == 422
    assert "同じ方かもしれません" in answer.content.decode()
    take_in(name="高橋 健一", telephone="0225112222", person=str(known.pk))
    assert Consultation.objects.get().household == known.memberships.get().household
    take_in(name="高橋 健一", telephone="0225112222", others=str(known.pk))
    assert Person.objects.count() == 2


def test_a_talk_in_a_running_case_is_kept_as_a_contact(take_in):
    case = case_of_a_family()
    person = case.consultation.person
    answer = take_in(name=person.name, person=str(person.pk), narrative="立ち退きの話")
    assert answer.status_code == 422
    take_in(name=person.name, person=str(person.pk), narrative="立ち退きの話", goes_to=str(case.pk))
    assert Consultation.objects.count() == 1
    assert Contact.objects.get(case=case).content == "立ち退きの話"


def test_the_known_are_looked_for_as_it_is_typed_and_only_a_hash_is_kept(client_of, sato):
    PersonFactory(name="髙橋 健一")
    answer = client_of(sato).post(reverse("casework:consultation_known"), {"name": "高橋 健一"})
    assert "髙橋 健一" in answer.content.decode()
    event = AuditEvent.objects.filter(verb="searched").latest("pk")
    assert "高橋" not in str(event.detail)


def test_continuing_opens_the_case_with_its_number_and_what_was_written_belongs_to_it(sato):
    consultation = ConsultationFactory()
    contact = ContactFactory(consultation=consultation)
    with acting_as(sato):
        decided = decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato)
    assert (decided.case.number, decided.case.opened_on) == (consultation.number, date(2020, 6, 3))
    contact.refresh_from_db()
    assert contact.case == decided.case


def test_an_agency_that_took_the_referral_sees_the_case_that_opens(sato, suzuki, tanaka):
    consultation = ConsultationFactory()
    ReferralFactory(
        consultation=consultation, to=suzuki.agency, sent_by=sato, answer="taken", answered_at="2020-06-02T00:00Z"
    )
    ConsentFactory(household=consultation.household)
    with acting_as(sato):
        case = decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 3), by=sato).case
    with acting_as(suzuki):
        assert case in Case.objects.all()
    with acting_as(tanaka):
        assert case not in Case.objects.all()


def test_it_cannot_be_decided_before_it_came_nor_twice_nor_by_an_assistant(sato, kudo):
    consultation = ConsultationFactory(received_on=date(2020, 6, 1))
    with acting_as(sato), pytest.raises(ValidationError):
        decisions.decide(consultation, Outcome.ONE_OFF, date(2020, 5, 31), by=sato)
    with acting_as(kudo), pytest.raises(PermissionDenied):
        decisions.decide(consultation, Outcome.ONE_OFF, date(2020, 6, 1), by=kudo)
    with acting_as(sato):
        decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 1), by=sato)
        with pytest.raises(ValidationError):
            decisions.decide(consultation, Outcome.CONTINUING, date(2020, 6, 1), by=sato)
    assert Case.objects.count() == 1


def test_deciding_on_the_page_leads_on_and_a_one_off_is_taken_back(client_of, sato):
    client, consultation = client_of(sato), ConsultationFactory()
    url = reverse("casework:consultation_decide", args=[consultation.pk])
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"outcome": "one_off", "decided_on": "R2.6.3"}).status_code == 302
    assert "取り消" in client.get(consultation.get_absolute_url()).content.decode()
    client.post(reverse("casework:consultation_undecide", args=[consultation.pk]))
    consultation.refresh_from_db()
    assert (consultation.outcome, consultation.decided_on) == (Outcome.UNDECIDED, None)


def test_of_two_who_mend_one_consultation_the_second_chooses_and_both_keep_their_words(client_of, sato, kudo):
    consultation = ConsultationFactory(narrative="はじめ", address="石巻市蛇田")
    url = reverse("casework:consultation_edit", args=[consultation.pk])
    first, second = client_of(sato), client_of(kudo)
    page = second.get(url).context["form"]
    opened = {name: page[name].value() for name in ("version", "opened")}
    sent = {"received_on": "R2.6.1", "name": consultation.name, "kana": consultation.kana, "born": "S39.7.23"}
    concern = consultation.main_concern_id or ""
    theirs = {
        **sent,
        "main_concern": concern,
        "concerns": concern,
        "narrative": "佐藤の言葉",
        "address": "石巻市蛇田",
        **opened,
    }
    assert first.post(url, theirs).status_code == 302
    mine = {**theirs, "narrative": "はじめ", "address": "石巻市門脇"}
    answer = second.post(url, mine)
    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "佐藤の言葉" in seen and "石巻市門脇" in seen
    form = answer.context["form"]
    chosen = {f"take-{each.name}": each.chosen for each in form.differences}
    again = {**mine, **chosen, "version": form["version"].value(), "opened": form["opened"].value()}
    assert second.post(url, again).status_code == 302
    consultation.refresh_from_db()
    assert (consultation.narrative, consultation.address) == ("佐藤の言葉", "石巻市門脇")


def test_a_stranger_gets_not_found_and_the_agency_that_took_it_in_gets_its_page(client_of, suzuki, tanaka):
    consultation = ConsultationFactory(written_by=suzuki.agency.group)
    for name in ("casework:consultation_detail", "casework:consultation_edit"):
        url = reverse(name, args=[consultation.pk])
        assert client_of(tanaka).get(url).status_code == 404
        assert client_of(suzuki).get(url).status_code == 200


def test_each_view_of_a_consultation_leaves_an_event(client_of, sato):
    consultation = ConsultationFactory()
    client = client_of(sato)
    for url in (consultation.get_absolute_url(), reverse("casework:consultation_edit", args=[consultation.pk])):
        client.get(url)
        event = AuditEvent.objects.latest("pk")
        assert (event.verb, event.about_id, event.household_id) == (
            "viewed",
            consultation.pk,
            consultation.household_id,
        )
    client.get(reverse(LIST))
    assert AuditEvent.objects.latest("pk").detail["ids"] == [consultation.pk]


def test_an_agency_that_takes_a_family_in_tells_the_coordinators(take_in, sato, suzuki):
    take_in(by=suzuki, name="高橋 健一")
    made = Consultation.objects.get()
    with acting_as(sato):
        assert made in Consultation.objects.all()
    assert Notice.objects.filter(agency=sato.agency, kind="consultation_sent", about_id=made.pk).exists()


def test_the_list_costs_the_same_for_one_consultation_and_for_twenty(count_queries, sato, suzuki):
    for by in (sato, suzuki):
        ConsultationFactory(written_by=suzuki.agency.group)
        with_one = count_queries(by, LIST)
        ConsultationFactory.create_batch(19, written_by=suzuki.agency.group)
        assert count_queries(by, LIST) == with_one


def test_a_draft_has_no_number(take_in, client_of, sato):
    client_of(sato).get(reverse("casework:consultation_new"))
    assert Draft.objects.exists() and not NumberCounter.objects.exists()
