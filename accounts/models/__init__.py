from accounts.models.audit import AuditEvent
from accounts.models.job import Job
from accounts.models.membership import Membership
from accounts.models.notice import Notice
from accounts.models.staff import Staff

__all__ = ["AuditEvent", "Job", "Membership", "Notice", "Staff"]
