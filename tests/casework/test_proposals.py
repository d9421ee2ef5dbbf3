"""Where a family could be handed to, as the directory says (casework/hand_overs/proposals.py)."""

from agencies.models import DirectoryEntry, Topic
from casework.hand_overs.proposals import proposals_for
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
