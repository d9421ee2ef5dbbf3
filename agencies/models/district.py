from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class DistrictQuerySet(models.QuerySet):
    def within(self, district: "District") -> "DistrictQuerySet":
        """The district and all below it, by one recursive query."""
        return self.filter(
            pk__in=models.expressions.RawSQL(
                "with recursive below(id) as (select %s::bigint union select d.id from agencies_district d"
                " join below on d.parent_id = below.id) select id from below",
                [district.pk],
            )
        )

    def above(self, district: "District") -> "DistrictQuerySet":
        """The district and all that it lies in, by one recursive query."""
        return self.filter(
            pk__in=models.expressions.RawSQL(
                "with recursive above(id, parent_id) as (select id, parent_id from agencies_district where id = %s"
                " union select d.id, d.parent_id from agencies_district d join above on d.id = above.parent_id)"
                " select id from above",
                [district.pk],
            )
        )

    def around(self, district: "District") -> "DistrictQuerySet":
        """The district, all below it and all that it lies in: who answers for one of these answers in it."""
        return self.within(district) | self.above(district)


class District(models.Model):
    """An area of the municipality (圏域). Districts form a tree: ward, junior-high-school area, primary-school area."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("lies in")
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A ring of districts would lie in no municipality."""
        if self.pk and self.parent_id and District.objects.within(self).filter(pk=self.parent_id).exists():
            raise ValidationError({"parent": _("This district lies in %(name)s itself.") % {"name": self.name}})
