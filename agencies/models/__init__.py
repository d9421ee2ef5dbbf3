from agencies.models.agency import Agency, AgencyGroup, AgencyType
from agencies.models.codes import CodeTable, Concern, ConcernList
from agencies.models.directory import AreaContact, DirectoryEntry, Topic
from agencies.models.district import District
from agencies.models.municipality import Municipality

__all__ = [
    "Agency",
    "AgencyGroup",
    "AgencyType",
    "AreaContact",
    "CodeTable",
    "Concern",
    "ConcernList",
    "DirectoryEntry",
    "District",
    "Municipality",
    "Topic",
]
