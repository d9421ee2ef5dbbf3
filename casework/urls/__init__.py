"""A file of addresses for each part of casework, as it comes to the family and as it goes on in its case."""

from casework.urls import cases, families, outreach, pairs, referrals, relations, sheets

app_name = "casework"
urlpatterns = [
    *families.urlpatterns,
    *relations.urlpatterns,
    *cases.urlpatterns,
    *outreach.urlpatterns,
    *referrals.urlpatterns,
    *pairs.urlpatterns,
    *sheets.urlpatterns,
]
