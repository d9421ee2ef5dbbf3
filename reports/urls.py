from django.urls import path

from reports.views import annual, figures, section_drafts

app_name = "reports"
urlpatterns = [
    path("figures/", figures.figure_page, name="figures"),
    path("figures/records/<slug:name>/", figures.figure_records, name="figure_records"),
    path("figures/excel/", figures.figure_workbook, name="figure_workbook"),
    path("figures/contact-table/", figures.figure_tally, name="figure_tally"),
    path("annual/", annual.annual_list, name="annual_list"),
    path("annual/<int:year>/", annual.annual_report, name="annual_report"),
    path("annual/<int:year>/cover/", annual.annual_cover, name="annual_cover"),
    path("annual/<int:year>/pdf/", annual.annual_pdf, name="annual_pdf"),
    path("annual/<int:year>/sections/<slug:key>/", annual.annual_section, name="annual_section"),
    path("annual/<int:year>/sections/<slug:key>/source/", annual.annual_section_source, name="annual_section_source"),
    path(
        "annual/<int:year>/sections/<slug:key>/draft/", section_drafts.annual_section_draft, name="annual_section_draft"
    ),
]
