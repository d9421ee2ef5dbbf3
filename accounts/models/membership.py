from __future__ import annotations

from functools import cached_property

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.staff import Staff
from accounts.roles import PERMISSIONS, REACH, Permission, Reach, Role
from agencies.calendar import today
from agencies.models import Agency


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self) -> MembershipQuerySet:
        """Those of today. Of an agency that is closed, nobody's."""
        day = today()
        lasting = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.filter(lasting, valid_from__lte=day, agency__closed_on=None)

    def offices(self, role: Role) -> models.QuerySet[Agency]:
        """The agencies for which somebody acts in this role today."""
        return Agency.objects.filter(pk__in=self.in_force().filter(role=role).values("agency"))

    def for_acting(self) -> MembershipQuerySet:
        return self.select_related("staff", "agency")

    def of_system(self) -> Membership:
        return self.for_acting().get(role=Role.SYSTEM)


class Membership(models.Model):
    """A staff member in an agency with a role: who acts. One is chosen at sign-in, shown on every page, and can be
    switched."""

    class Contact(models.TextChoices):
        NONE = "", _("No contact for hand-overs")
        MAIN = "main", _("Main contact")
        DEPUTY = "deputy", _("Deputy contact")

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="memberships", verbose_name=_("staff member"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    contact = models.CharField(_("contact for hand-overs"), max_length=10, choices=Contact, blank=True, default="")
    valid_from = models.DateField(_("from"), default=today)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "agency", "role"], condition=models.Q(valid_until=None), name="membership_once"
            ),
            models.UniqueConstraint(fields=["role"], condition=models.Q(role="system"), name="membership_one_system"),
        ]

    def __str__(self) -> str:
        return gettext("%(agency)s %(name)s (%(role)s)") % {
            "agency": self.agency, "name": self.staff, "role": self.get_role_display(),
        }  # fmt: skip

    @property
    def reach(self) -> Reach:
        return REACH[Role(self.role)]

    @cached_property
    def group_ids(self) -> list[int]:
        """The groups whose grants this person has: the agency's, the person's own, those of meetings they sit in."""
        if self.reach in (Reach.NONE, Reach.COUNT):
            return []
        return [self.agency.group_id, self.staff.group_id, *self.staff.groups.values_list("pk", flat=True)]

    @property
    def in_force(self) -> bool:
        return (
            self.staff.is_active
            and self.valid_from <= today()
            and (self.valid_until is None or self.valid_until >= today())
            and (self.agency.closed_on is None or self.role == Role.SYSTEM)  # the system's own agency is nobody's
        )

    def has(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[Role(self.role)]
