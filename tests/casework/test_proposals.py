"""Where a family could be handed to, as the directory says (casework/hand_overs/proposals.py)."""

from agencies.models import Concern, DirectoryEntry, Topic
from casework.hand_overs.proposals import proposals_for, topics_without_district
from tests.factories import AgencyFactory, ConsultationFactory, DistrictFactory


def test_the_agency_of_the_nearest_area_is_proposed_however_far_up_it_is_named(db):
    ward = DistrictFactory(name="河北")
    area = DistrictFactory(name="河北中学校区", parent=ward)
    consultation = ConsultationFactory(district=DistrictFactory(name="飯野川小学校区", parent=area))
    topic = Topic.objects.create(name="介護")
    topic.concerns.add(consultation.main_concern)
    far, near = AgencyFactory(), AgencyFactory()
    entry = DirectoryEntry.objects.create(topic=topic, number="1")
    entry.by_area.create(district=ward, agency=far)
    assert [each.agency for each in proposals_for(consultation)] == [far]
    entry = DirectoryEntry.objects.get()
    entry.by_area.create(district=area, agency=near)
    assert [each.agency for each in proposals_for(consultation)] == [near]


def test_no_trouble_falls_off_the_end_of_the_proposals(db):
    consultation = ConsultationFactory()
    health, care = Concern.objects.exclude(pk=consultation.main_concern_id)[:2]
    consultation.concerns.set([health, care])
    for order, (concern, places) in enumerate(((consultation.main_concern, 1), (health, 20), (care, 1)), start=500):
        topic = Topic.objects.create(name=concern.name, order=order)
        topic.concerns.add(concern)
        for number in range(places):
            DirectoryEntry.objects.create(topic=topic, number=str(number), agency=AgencyFactory())
    matters = [each.matters[0] for each in proposals_for(consultation)]
    assert len(matters) == 12
    assert matters[:3] == [consultation.main_concern.name, health.name, care.name]


def test_a_topic_whose_agency_depends_on_a_district_that_nobody_wrote_down_is_named(db):
    consultation = ConsultationFactory()
    topic = Topic.objects.create(name="介護")
    topic.concerns.add(consultation.main_concern)
    area = DistrictFactory()
    DirectoryEntry.objects.create(topic=topic, number="1").by_area.create(district=area, agency=AgencyFactory())
    assert topics_without_district(consultation) == ["介護"]
    consultation.district = area
    assert topics_without_district(consultation) == []
