from django.urls import path

from reports.views import annual, consents, faxes, figures, section_drafts, sheets, survey, transfer

app_name = "reports"
urlpatterns = [
    path("figures/", figures.figure_page, name="figures"),
    path("figures/records/<slug:name>/", figures.figure_records, name="figure_records"),
    path("figures/excel/", figures.figure_workbook, name="figure_workbook"),
    path("figures/contact-table/", figures.figure_tally, name="figure_tally"),
    path("hand-overs/<int:pk>/fax/", faxes.fax_cover, name="fax_cover"),
    path("consents/blank/", consents.consent_blank, name="consent_blank"),
    path("consents/<int:pk>/", consents.consent_pdf, name="consent_pdf"),
    path("households/<int:pk>/consent/", consents.consent_draft, name="consent_draft"),
    path("survey/", survey.survey_figures, name="survey"),
    path("survey/excel/", survey.survey_workbook, name="survey_workbook"),
    path("survey/paper/", survey.survey_paper, name="survey_paper"),
    path("sheets/blank/", sheets.sheet_blank, name="sheet_blank"),
    path("sheets/<int:pk>/", sheets.sheet_pdf, name="sheet_pdf"),
    path("sheets/copies/<int:pk>/", sheets.sheet_copy_pdf, name="sheet_copy_pdf"),
    path("transfer/", transfer.transfer, name="transfer"),
    path("transfer/empty/<slug:table>/", transfer.transfer_template, name="transfer_template"),
    path("transfer/export/", transfer.transfer_export, name="transfer_export"),
    path("transfer/files/<uuid:key>/", transfer.transfer_file, name="transfer_file"),
    path("transfer/files/<uuid:key>/take/", transfer.transfer_take, name="transfer_take"),
    path("transfer/files/<uuid:key>/look/", transfer.transfer_look, name="transfer_look"),
    path("transfer/files/<uuid:key>/throw-away/", transfer.transfer_throw_away, name="transfer_throw_away"),
    path("transfer/files/<uuid:key>/wrong-rows/", transfer.transfer_wrong_rows, name="transfer_wrong_rows"),
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
