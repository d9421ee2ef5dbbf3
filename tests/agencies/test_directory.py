"""The directory: for this trouble, ask here; by area; ★; edited by the lead department, put back after taking out."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import agencies as actions
from accounts.acting import acting_as
from agencies.models import AreaContact, Concern, DirectoryEntry, District, Topic
from tests.factories import AgencyFactory, DistrictFactory


def concern(number: int, list_code: str = "national16") -> Concern:
    return Concern.objects.get(list__code=list_code, number=number)


def topic(name: str = "介護", *concerns: Concern) -> Topic:
    made = Topic.objects.create(name=name, order=Topic.objects.count())
    made.concerns.set(concerns)
    return made


def entry(number: str = "1", **fields: object) -> DirectoryEntry:
    if "topic" not in fields:
        fields["topic"] = topic()
    if "agency" not in fields and "by_area" not in fields:
        fields["agency"] = AgencyFactory()
    areas = fields.pop("by_area", {})
    made = DirectoryEntry.objects.create(number=number, **fields)
    for district, agency in areas.items():
        AreaContact.objects.create(entry=made, district=district, agency=agency)
    return made


def lines(response) -> list:
    return [each for _topic, of_topic in response.context["topics"] for each in of_topic]


def listed(client, **query: object) -> list[DirectoryEntry]:
    response = client.get(reverse("agencies:directory"), query)
    return [line.entry for line in lines(response)]


def sent(of: Topic, *areas: dict[str, object], **changed: object) -> dict[str, object]:
    rows = {f"areas-{n}-{name}": value for n, row in enumerate(areas) for name, value in row.items()}
    management = {"areas-TOTAL_FORMS": len(areas), "areas-INITIAL_FORMS": sum("id" in row for row in areas)}
    fields = {"topic": of.pk, "number": "1", "matter": "認知症", "agency": "", "agency-words": "", "note": ""}
    return {**fields, **management, **rows, **changed}


def test_entries_stand_by_topic_and_number_as_on_the_paper(client_of, suzuki):
    care, heart = topic("介護"), topic("こころ")
    for number, of in (("10", care), ("9", care), ("1", heart)):
        entry(number, topic=of)
    assert [str(each) for each in listed(client_of(suzuki))] == ["介護 9", "介護 10", "こころ 1"]


def test_a_star_is_said_in_words_too(client_of, suzuki):
    entry(default=True)
    assert "★ 迷ったらここへ" in client_of(suzuki).get(reverse("agencies:directory")).content.decode()


def test_a_trouble_is_answered_by_the_topics_that_name_it_from_either_list(client_of, sato):
    care = entry("1", topic=topic("介護", concern(12)))
    of_okayama = entry("2", topic=topic("介護（岡山）", concern(3, "okayama12")))
    entry("3", topic=topic("住まい", concern(2)))
    assert listed(client_of(sato), concern=concern(12).pk) == [care, of_okayama]


def test_a_district_keeps_what_serves_it_and_names_its_own_agency_by_area(client_of, sato):
    ward = DistrictFactory(name="北区")
    school, south = DistrictFactory(name="一小学区", parent=ward), DistrictFactory(name="南区")
    everywhere = entry("1", agency=AgencyFactory(name="保健所"))
    entry("2", agency=AgencyFactory(name="南の支所", district=south), topic=topic("住まい"))
    by_area = entry(
        "3", by_area={ward: AgencyFactory(name="北包括"), south: AgencyFactory(name="南包括")}, topic=topic("老い")
    )
    shown = lines(client_of(sato).get(reverse("agencies:directory"), {"district": school.pk}))
    assert [each.entry for each in shown] == [everywhere, by_area]
    assert [each.agency.name for each in shown[1].areas] == ["北包括"]


def test_the_lead_department_writes_an_entry_with_an_agency_for_each_district(client_of, abe):
    of, north, south = topic(), DistrictFactory(name="北区"), DistrictFactory(name="南区")
    ours, theirs = AgencyFactory(name="北包括"), AgencyFactory(name="南包括")
    rows = (
        {"district": north.pk, "agency": ours.pk, "agency-words": "北包括"},
        {"district": south.pk, "agency": "", "agency-words": "南包括"},  # typed in full, not chosen
    )
    response = client_of(abe).post(reverse("agencies:directory_entry_create"), sent(of, *rows, default="on"))
    assert response.status_code == 302
    made = DirectoryEntry.objects.get()
    assert made.default
    assert [(each.district, each.agency) for each in made.by_area.all()] == [(north, ours), (south, theirs)]


def test_a_row_taken_out_is_gone_after_saving(client_of, abe):
    north = DistrictFactory(name="北区")
    made = entry(by_area={north: AgencyFactory(name="北包括")})
    area = made.by_area.get()
    row = {"id": area.pk, "district": north.pk, "agency": area.agency_id, "agency-words": "北包括", "DELETE": "on"}
    other = AgencyFactory()
    client_of(abe).post(
        reverse("agencies:directory_entry_edit", args=[made.pk]),
        sent(made.topic, row, **{"agency": other.pk, "agency-words": other.name}),
    )
    made.refresh_from_db()
    assert (made.agency, made.by_area.count()) == (other, 0)


def test_a_row_that_somebody_else_took_out_is_not_lost_to_who_has_it_open(client_of, abe):
    north = DistrictFactory(name="北区")
    made = entry(by_area={north: AgencyFactory(name="北包括")}, agency=AgencyFactory())
    area = made.by_area.get()
    row = {"id": area.pk, "district": north.pk, "agency": area.agency_id, "agency-words": "北包括"}
    area.delete()
    url = reverse("agencies:directory_entry_edit", args=[made.pk])
    assert client_of(abe).post(url, sent(made.topic, row)).status_code == 302
    assert made.by_area.get().agency.name == "北包括"


def test_an_entry_must_say_whom_to_ask(client_of, abe):
    response = client_of(abe).post(reverse("agencies:directory_entry_create"), sent(topic()))
    assert response.status_code == 422
    assert "agency" in response.context["form"].errors
    assert not DirectoryEntry.objects.exists()


def test_a_district_written_twice_is_refused_with_its_name(client_of, abe):
    north = DistrictFactory(name="北区")
    rows = [{"district": north.pk, "agency": AgencyFactory().pk, "agency-words": "x"} for _each in range(2)]
    response = client_of(abe).post(reverse("agencies:directory_entry_create"), sent(topic(), *rows))
    assert response.status_code == 422
    assert "北区" in " ".join(response.context["areas"].non_form_errors())


def test_what_was_taken_out_can_be_put_back_as_it_was(client_of, abe):
    north, ours = DistrictFactory(name="北区"), AgencyFactory(name="北包括")
    made = entry("8", by_area={north: ours}, default=True, matter="認知症", note="窓口へ")
    client = client_of(abe)
    client.post(reverse("agencies:directory_entry_take_out", args=[made.pk]))
    assert not DirectoryEntry.objects.exists()
    assert "介護 8" in client.get(reverse("agencies:directory")).content.decode()
    client.post(reverse("agencies:directory_entry_put_back"))
    back = DirectoryEntry.objects.get()
    assert (back.number, back.default, back.matter, back.note) == ("8", True, "認知症", "窓口へ")
    assert [(each.district, each.agency) for each in back.by_area.all()] == [(north, ours)]


def test_an_entry_is_not_put_back_over_another_with_its_number(abe):
    made = entry("8")
    with acting_as(abe):
        kept = actions.take_out_entry(made, by=abe)
        entry("8", topic=made.topic)
        with pytest.raises(ValidationError):
            actions.put_back_entry(kept, by=abe)


def test_an_entry_whose_agency_is_closed_says_so_and_can_still_be_edited(client_of, abe):
    made = entry(agency=AgencyFactory(name="もうない機関", closed_on="2020-04-01"))
    client = client_of(abe)
    assert "閉じました" in client.get(reverse("agencies:directory")).content.decode()
    assert "もうない機関" in client.get(reverse("agencies:directory_entry_edit", args=[made.pk])).content.decode()


def test_the_directory_costs_the_same_for_one_entry_and_for_many(count_queries, sato):
    entry("1", by_area={DistrictFactory(name="北区"): AgencyFactory()})
    with_one = count_queries(sato, "agencies:directory")
    for number in range(2, 14):
        entry(
            str(number), topic=topic(f"項目{number}"), by_area={DistrictFactory(name=f"圏域{number}"): AgencyFactory()}
        )
    assert count_queries(sato, "agencies:directory") == with_one


def test_a_ring_of_districts_is_refused_and_would_end(abe, client_of):
    ward = DistrictFactory(name="河北")
    area = DistrictFactory(name="河北中学校区", parent=ward)
    sent = {"name": ward.name, "order": 0, "parent": area.pk}
    page = client_of(abe).post(reverse("admin:agencies_district_change", args=[ward.pk]), sent)
    assert "この圏域は「河北」の中にあります。" in page.content.decode()
    District.objects.filter(pk=ward.pk).update(parent=area)
    assert {each.name for each in District.objects.around(area)} == {"河北", "河北中学校区"}
