"""A file of addresses for each half of casework: the family as it comes, and what is done in its case."""

from casework import case_urls, family_urls, outreach_urls, referral_urls, relation_urls, same_urls, sheet_urls

app_name = "casework"
urlpatterns = [
    *family_urls.urlpatterns,
    *relation_urls.urlpatterns,
    *case_urls.urlpatterns,
    *outreach_urls.urlpatterns,
    *referral_urls.urlpatterns,
    *same_urls.urlpatterns,
    *sheet_urls.urlpatterns,
]
