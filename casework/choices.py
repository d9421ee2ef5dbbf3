"""States and kinds that the program's rules depend on. Labels that only name things are code tables instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("In their own words")
    UNKNOWN = "unknown", _("Unknown")  # asked, and not known; empty: not asked


class Life(models.TextChoices):
    """Whether somebody lives: a genogram holds those who died, and children not yet or never born."""

    LIVING = "", _("Living")
    DIED = "died", _("Died")
    EXPECTED = "expected", _("To be born")
    LOST = "lost", _("Lost before birth")


class Outcome(models.TextChoices):
    """対応区分: what was decided about a consultation."""

    UNDECIDED = "undecided", _("Undecided")
    ONE_OFF = "one_off", _("One-off")
    CONTINUING = "continuing", _("Continuing")


class Phase(models.TextChoices):
    """初動期・調整期・安定期 (DOMAIN §6.15)."""

    FIRST = "first", _("First response")
    COORDINATING = "coordinating", _("Coordinating")
    STABLE = "stable", _("Stable")


class Category(models.TextChoices):
    """What a consent shares (DOMAIN §9.3). Every shared field, tab and file has one, in casework/access.py."""

    CONTACT = "contact", _("Address and contact")
    HOUSEHOLD = "household", _("Household and family")
    HEALTH = "health", _("Health and disability")
    MONEY = "money", _("Income and debts")
    CONSULTATION = "consultation", _("What was consulted about")
    PROGRESS = "progress", _("Course of support")
    PLAN = "plan", _("Support plan")


class PlanState(models.TextChoices):
    """案, 合意, 実施中, 評価済, 終了."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("Under way")
    EVALUATED = "evaluated", _("Evaluated")
    ENDED = "ended", _("Ended")


class PartAnswer(models.TextChoices):
    """What an agency says to its part of a plan."""

    WAITING = "", _("Waiting for the answer")
    AGREED = "agreed", pgettext_lazy("of a part", "Agreed")
    CHANGE = "change", _("Wants a change")
    QUESTION = "question", _("Has a question")


class Since(models.TextChoices):
    """Since when a local desk has noticed something."""

    TODAY = "today", _("Today")
    WEEK = "week", _("This week")
    MONTH = "month", _("This month")
    LONGER = "longer", _("Longer")
    UNKNOWN = "unknown", pgettext_lazy("of a time", "Not known")


class Knows(models.TextChoices):
    """Whether somebody knows that a local desk tells of them."""

    YES = "yes", _("Yes, they know")
    NO = "no", _("No, they do not")
    UNKNOWN = "unknown", pgettext_lazy("of knowing", "Not known")


class ReportStage(models.TextChoices):
    """How far a local desk's report was taken up: all that the desk learns."""

    SENT = "sent", _("Sent")
    RECEIVED = "received", _("We have received it")
    VISIT = "visit", _("A visit is planned")
    CONNECTED = "connected", _("They are connected with us")


class OutreachState(models.TextChoices):
    """How far somebody is reached who is not yet consulting with anybody."""

    NEW = "new", _("New")
    WATCHING = "watching", _("Watching over")
    NOT_MET = "not_met", _("Visited, not met")
    MET = "met", _("Met")
    LINKED = "linked", _("Linked to a consultation")
    ENDED = "ended", pgettext_lazy("of outreach", "Ended")


class AttemptResult(models.TextChoices):
    """What happened when somebody tried to reach a person."""

    ABSENT = "absent", _("Nobody answered")
    SEEN = "seen", _("Seen from afar: lights, washing, a figure")
    OTHERS = "others", _("Spoke with family or neighbours")
    REFUSED = "refused", _("They did not want to meet")
    MET = "met", _("Met them")
