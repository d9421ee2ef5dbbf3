"""Who may do what: the permission of a role, with its sentence. Each app's access.py adds the rules of its own
records."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts import jobs
from accounts.http import Request
from accounts.models import Job, Membership
from accounts.roles import Permission


def check_permission(by: Membership, permission: Permission) -> None:
    """Raises PermissionDenied with a sentence where the role does not have the permission."""
    if not by.has(permission):
        raise PermissionDenied(
            _("Your role (%(role)s) does not include this. If you need it, ask the lead department.")
            % {"role": by.get_role_display()}
        )


def answers(check: Callable[..., None]) -> Callable[..., bool]:
    """The may_… beside a check_may_…: the same rule, answered instead of raised."""

    @wraps(check)
    def may(*args: Any, **kwargs: Any) -> bool:
        try:
            check(*args, **kwargs)
        except PermissionDenied:
            return False
        return True

    return may


def needs(*permissions: Permission) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that is only for roles with this permission, or one of these; others get 403 with the sentence."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.membership.has(each) for each in permissions):
                check_permission(request.membership, permissions[0])
            return view(request, *args, **kwargs)

        return checked

    return decorate


def check_may_open_job(by: Membership, job: Job) -> None:
    """A job's file is for who asked for it; a report without personal data also for those who write reports."""
    if job.asked_by_id == by.pk or (jobs.is_shared(job) and by.has(Permission.REPORT_WRITE)):
        return
    raise PermissionDenied(_("This was asked for by somebody else."))


may_open_job = answers(check_may_open_job)
