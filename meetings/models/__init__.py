from meetings.models.codes import MeetingForm, MeetingHost, MeetingKind
from meetings.models.meeting import AgendaCase, Attendance, Decision, Meeting, Minutes

__all__ = [
    "AgendaCase",
    "Attendance",
    "Decision",
    "Meeting",
    "MeetingForm",
    "MeetingHost",
    "MeetingKind",
    "Minutes",
]
