from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Staff(AbstractBaseUser):
    """A person who signs in. What they may see and do hangs on the membership they act with, never on the person.

    Each has a group of one, so that a grant to a person is a grant to a group like any other (docs/access.md)."""

    login = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    kana = models.CharField(_("kana"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="ja")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    group = models.OneToOneField(Group, models.PROTECT, editable=False, related_name="person")
    groups = models.ManyToManyField(Group, blank=True, editable=False, related_name="staff")  # groups of meetings

    objects = BaseUserManager["Staff"]()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            models.UniqueConstraint(fields=["is_system"], condition=models.Q(is_system=True), name="one_system_actor"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        if self.group_id is None:
            self.group = Group.objects.using(kwargs.get("using")).create(name=f"person {self.login}")
        super().save(**kwargs)

    @property
    def family_name(self) -> str:
        return self.name.replace("　", " ").split(" ")[0]
