"""The system actor: one staff row that cannot sign in, for imports, exports and scheduled jobs."""


def ship_system_actor(sender, using: str, **kwargs) -> None:
    from accounts.models import Membership, Staff
    from accounts.roles import Role
    from agencies.models import Agency

    if Staff.objects.using(using).filter(is_system=True).exists():
        return
    staff = Staff(login="system", name="システム", is_system=True)
    staff.set_unusable_password()
    staff.save(using=using)
    office, _ = Agency.objects.using(using).get_or_create(
        code="-", defaults={"name": "つなぐ（システム）", "closed_on": "2000-01-01"}
    )
    Membership.objects.using(using).create(staff=staff, agency=office, role=Role.SYSTEM)
