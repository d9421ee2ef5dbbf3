"""Every URL × every role × own or foreign record → the expected answer. One row for each URL name; a URL without a
row fails.

A row is Row(what it opens, answers), answers being a string of one letter for each of COLUMNS, in their order:
  y  200, or a redirect after something was done       n  403 with a sentence       -  404
  i  302 to the sign-in page                           m  405: the page takes POST only
  g  410: it is gone
`args` names the record whose key the URL takes (`records` in tests/access/test_access_table.py makes it); `post` is
what is sent, for pages that take POST only; without it the row is asked by GET."""

from dataclasses import dataclass
from typing import Any

# Who asks: nobody signed in; coordinator, assistant, lead department; staff of the agency that has a part in the case
# (own),
# and of one outside (foreign); its manager; an adviser and a local desk outside the case; administrator; auditor.
COLUMNS = ["nobody", "coordinator", "assistant", "lead", "agency_own", "agency_foreign", "manager", "adviser",
"local_desk", "administrator", "auditor"]  # fmt: skip


@dataclass(frozen=True)
class Row:
    answers: str
    args: tuple[str, ...] = ()
    query: str = ""
    post: dict[str, Any] | None = None
    views_personal_data: bool = False  # a view that must leave an audit event
    note: str = ""


#                              nobody c a l own for man adv desk adm aud
TABLE: dict[str, Row] = {
    "accounts:home": Row("iyyyyyyyyyy"),
    "accounts:sign_in": Row("yyyyyyyyyyy"),
    "accounts:sign_out": Row("iyyyyyyyyyy", post={}),
    "accounts:switch": Row("iyyyyyyyyyy", post={"membership": "0"}),
    "accounts:set_language": Row("yyyyyyyyyyy", post={"language": "ja"}),
    "accounts:health": Row("yyyyyyyyyyy"),
    "accounts:notice": Row("i----------", args=("notice",), note="a notice of somebody else"),
    "accounts:job_detail": Row("iy-y-----y-", args=("job",), note="somebody else's report: who writes reports sees it"),
    "accounts:job_file": Row("i----------", args=("job",)),
    "accounts:job_again": Row("iy-y-----y-", args=("job",), post={}),
    "accounts:gallery": Row("innynnnnnyn"),
    "accounts:password": Row("iyyyyyyyyyy"),
    "accounts:audit_log": Row("innnnnnnnny"),
    "agencies:agency_list": Row("iyyyyyyyyyn"),
    "agencies:agency_lookup": Row("iyyyyyyyyyn", query="?q=あ"),
    "agencies:agency_detail": Row("iyyyyyyyyyn", args=("agency",)),
    "agencies:agency_create": Row("innynnnnnnn"),
    "agencies:agency_edit": Row("innynnnnnnn", args=("agency",)),
    "agencies:agency_close": Row("innynnnnnnn", args=("agency",), post={"closed_on": "R2.4.1"}),
    "agencies:agency_reopen": Row("innynnnnnnn", args=("agency",), post={}),
    "agencies:directory": Row("iyyyyyyyyyn"),
    "agencies:directory_entry_create": Row("innynnnnnnn"),
    "agencies:directory_entry_edit": Row("innynnnnnnn", args=("directory_entry",)),
    "agencies:directory_entry_take_out": Row("innynnnnnnn", args=("directory_entry",), post={}),
    "agencies:directory_entry_put_back": Row("innynnnnnnn", post={}),
    "accounts:staff_lookup": Row("iyyyyyyyyyn", post={"q": "佐藤"}),
    "meetings:meeting_list": Row("iyyyyyyynnn"),
    "meetings:meeting_create": Row("iyyynnnnnnn"),
    "meetings:meeting_draft": Row("iyyynnnnnnn", args=("meeting_draft",), note="somebody else's: it begins anew"),
    "meetings:meeting_discard": Row("i---nnnnnnn", args=("meeting_draft",), post={}, note="somebody else's"),
    "meetings:meeting_rules": Row("iyyynnnnnnn", post={"kind": "1"}),
    "meetings:meeting_detail": Row("iyyyyyyynnn", args=("meeting",), note="its papers are for who attended"),
    "meetings:meeting_edit": Row("iyyynnnnnnn", args=("meeting",), views_personal_data=True),
    "meetings:meeting_remove": Row("iyyynnnnnnn", args=("meeting",), post={}),
    "meetings:meeting_opening": Row("iyyynnnnnnn", args=("meeting",), post={}, note="not bound by secrecy: said"),
    "meetings:meeting_acknowledge": Row("innnnnnnnnn", args=("meeting",), post={}, note="not bound by secrecy"),
    "meetings:decision_done": Row("iyyy----nnn", args=("decision",), post={}, note="no agency attended"),
    "meetings:of_case": Row("iyyyy---nnn", args=("case",), views_personal_data=True),
    "meetings:of_consultation": Row("iyyyy---nnn", args=("consultation",), views_personal_data=True),
    "reports:figures": Row("iyyynnnnnyn"),
    "reports:figure_records": Row("iyyynnnnnnn", args=("figure",), query="?year=2020", views_personal_data=True),
    "reports:figure_workbook": Row("iyyynnnnnyn"),
    "reports:survey": Row("iyyynnnnnyn"),
    "reports:survey_workbook": Row("iyyynnnnnyn"),
    "reports:survey_paper": Row("iyyynnnnnyn", post={"year": "2020"}),
    "reports:figure_tally": Row("iyyynnnnnyn", post={"year": "2020"}),
    "reports:transfer": Row("innynnnnnnn"),
    "reports:transfer_template": Row("innynnnnnnn", args=("table",)),
    "reports:transfer_export": Row("innynnnnnnn", post={"table": "agencies", "kind": "csv"}),
    "reports:transfer_file": Row("inn-nnnnnnn", args=("incoming",), note="somebody else's upload"),
    "reports:transfer_take": Row("inn-nnnnnnn", args=("incoming",), post={"digest": "0"}, note="somebody else's"),
    "reports:transfer_look": Row("inn-nnnnnnn", args=("incoming",), post={}, note="somebody else's"),
    "reports:transfer_throw_away": Row("inn-nnnnnnn", args=("incoming",), post={}, note="somebody else's"),
    "reports:transfer_wrong_rows": Row("inn-nnnnnnn", args=("incoming",), note="somebody else's"),
    "reports:annual_list": Row("iynynnnnnyn"),
    "reports:annual_report": Row("iynynnnnnyn", args=("fiscal_year",)),
    "reports:annual_cover": Row("iynynnnnnyn", args=("fiscal_year",)),
    "reports:annual_pdf": Row("iynynnnnnyn", args=("fiscal_year",), post={}),
    "reports:annual_section": Row("iynynnnnnyn", args=("fiscal_year", "section")),
    "reports:annual_section_source": Row("iynynnnnnyn", args=("fiscal_year", "section"), post={"use": "draft"}),
    "reports:annual_section_draft": Row("iynynnnnnyn", args=("fiscal_year", "section"), post={"text": "書きかけ"}),
}

# Cases, plans, agencies' parts, contacts.
#                              nobody c a l own for man adv desk adm aud
TABLE |= {
    "casework:search": Row("iyyyyyyynnn", post={"q": "遠藤"}),
    "casework:search_kept": Row("iyyyyyyynnn", args=("search",), note="somebody else's words: the box to type in"),
    "casework:draft_save": Row("iggggggngnn", args=("intake",), post={}, note="a draft of somebody else"),
    "casework:draft_discard": Row("i------n-nn", args=("intake",), post={}, note="a draft of somebody else"),
    "casework:consultation_list": Row("iyyyyyyynnn", views_personal_data=True),
    "casework:consultation_new": Row("iyyyyyynnnn"),
    "casework:consultation_draft": Row("iyyyyyynnnn", args=("intake",), note="somebody else's: to the list"),
    "casework:consultation_known": Row("iyyyyyynnnn", post={"name": "遠藤 美咲"}, views_personal_data=True),
    "casework:consultation_detail": Row("iyyyy---nnn", args=("consultation",), views_personal_data=True),
    "casework:consultation_edit": Row("iyyyn---nnn", args=("consultation",), views_personal_data=True),
    "casework:consultation_decide": Row("iynyn---nnn", args=("consultation",), post={}),
    "casework:consultation_undecide": Row("iynyn---nnn", args=("consultation",), post={}),
    "casework:household_list": Row("iyyyyyyynnn", views_personal_data=True),
    "casework:household_detail": Row("iyyyy---nnn", args=("household",), views_personal_data=True),
    "casework:household_edit": Row("iyyyy---nnn", args=("household",), views_personal_data=True),
    "casework:household_member_new": Row("iyyyy---nnn", args=("household",), views_personal_data=True),
    "casework:household_member": Row("iyyyy---nnn", args=("household", "member"), views_personal_data=True),
    "casework:household_relation_add": Row("iyyyy---nnn", args=("household",), post={}),
    "casework:household_relation_press": Row("iyyyy---nnn", args=("relation",), post={"press": "ended"}),
    "casework:household_relations_accept": Row("iyyyy---nnn", args=("household",), post={}),
    "casework:household_relations_back": Row("iyyyy---nnn", args=("household",), post={}),
    "casework:household_agency_add": Row("iyyyy---nnn", args=("household",), post={}),
    "casework:household_agency_end": Row("iyyyy---nnn", args=("involved",), post={}),
    "casework:consent_new": Row("iyyyy---nnn", args=("household",), views_personal_data=True),
    "reports:consent_blank": Row("iyyyyyyyyyn"),
    "reports:consent_draft": Row("iyyyy--nnnn", args=("household",), post={}),
    "reports:consent_pdf": Row("iyyyy--nnnn", args=("consent",)),
    "casework:consent_own": Row("iyyyy---nnn", args=("household",), query="?to-0-to=1", views_personal_data=True),
    "casework:consent_detail": Row("iyyyy---nnn", args=("consent",), views_personal_data=True),
    "casework:consent_expiring": Row("iyyyyyynnnn", views_personal_data=True),
    "casework:consent_withdraw": Row("iyyyy---nnn", args=("consent",), views_personal_data=True),
    "casework:household_restrict": Row("iynynnnnnnn", args=("household",), views_personal_data=True),
    "casework:household_lift": Row("iynynnnnnnn", args=("household",), post={}),
    "casework:restricted_list": Row("iyyyyyyynnn"),
    "casework:pair_list": Row("iynynnnnnnn", views_personal_data=True),
    "casework:pair_detail": Row("iynynnnnnnn", args=("pair",), views_personal_data=True),
    "casework:pair_take_back": Row("iynynnnnnnn", args=("pair",), post={}, note="nobody decided it yet"),
    "casework:pair_up": Row("iynynnnnnnn", args=("household",), views_personal_data=True),
    "casework:case_list": Row("iyyyyyyynnn", views_personal_data=True),
    "casework:case_lookup": Row("iyyyyyynnnn", post={"q": "遠藤"}, views_personal_data=True),
    "casework:case_detail": Row("iyyyy---nnn", args=("case",), views_personal_data=True),
    "casework:case_contacts": Row("iyyyy---nnn", args=("case",), views_personal_data=True),
    "casework:case_sight": Row("iyyyy---nnn", args=("case",), views_personal_data=True),
    "casework:case_course": Row("iynyn---nnn", args=("case",), views_personal_data=True),
    "casework:case_close": Row(
        "iynyn---nnn", args=("case",), post={"close-closed_on": "R2.7.1", "close-closing_reason": "転居"}
    ),
    "casework:case_reopen": Row("iynyn---nnn", args=("case",), post={}),
    "casework:case_participant_join": Row("iynyn---nnn", args=("case",), post={"join-agency": ""}),
    "casework:case_participant_leave": Row("iynyn---nnn", args=("participant",), post={"on": "R2.7.1"}),
    "casework:case_participant_come_back": Row("iynyn---nnn", args=("participant",), post={}),
    "casework:plan_current": Row("iyyyy---nnn", args=("case",)),
    "casework:plan_new": Row("iyyyn---nnn", args=("case",)),
    "casework:plan_next": Row("iyyyn---nnn", args=("case",), post={}),
    "casework:plan_detail": Row("iyyyy---nnn", args=("plan",), views_personal_data=True),
    "casework:plan_edit": Row("iyyyn---nnn", args=("plan",)),
    "casework:plan_give": Row("iyyyn---nnn", args=("plan",)),
    "casework:plan_step": Row("iyyyn---nnn", args=("plan",), post={"state": "running"}),
    "casework:plan_discard": Row("iyyyn---nnn", args=("plan",), post={}),
    "casework:plan_put_back": Row("i-------nnn", args=("plan_draft",), post={}, note="thrown away by somebody else"),
    "casework:plan_draft": Row("i-------nnn", args=("plan_draft",), note="a draft of somebody else"),
    "casework:part_list": Row("innnyyynnnn"),
    "casework:part_answer": Row("innny---nnn", args=("part",), post={"answer": "agreed"}, note="the agency signs in"),
    "casework:part_progress": Row("innny---nnn", args=("part",), post={"words": "書類をそろえています"}),
    "casework:part_done": Row("innny---nnn", args=("part",), post={}),
    "casework:part_sign": Row("iyyyy---nnn", args=("part",), post={}),
    "casework:part_undo": Row("iyyyy---nnn", args=("part",), post={}),
    "casework:part_reply": Row("iyyyn---nnn", args=("part",), post={"words": "はい"}),
    "casework:part_put_up": Row("iyyyn---nnn", args=("part",), post={}),
    "casework:part_decide": Row("innyn---nnn", args=("part",), post={"words": "市住宅管理課が行う"}),
    "casework:part_step_done": Row("innny---nnn", args=("step",), post={}),
    "casework:contact_list": Row("iyyyyyynnnn", views_personal_data=True),
    "casework:contact_bulk": Row("iyyyyyynnnn"),
    "casework:contact_bulk_draft": Row("iyyyyyynnnn", args=("plan_draft",), note="no draft of theirs"),
    "casework:contact_add": Row("iyyyy--nnnn", args=("consultation",), views_personal_data=True),
    "casework:contact_edit": Row("iyyyn--nnnn", args=("contact",), views_personal_data=True),
    "casework:contact_remove": Row("iyyyn--nnnn", args=("contact",), post={}),
    "casework:contact_put_back": Row("iyyyyyynnnn", post={}),
}

# Local desks, people not reached yet, the yearly survey, tubes and neighbour teams.
#                              nobody c a l own for man adv desk adm aud
TABLE |= {
    "casework:local_report_list": Row("innnnnnnynn", views_personal_data=True),
    "casework:local_report_new": Row("innnnnnnynn"),
    "casework:local_report_draft": Row("innnnnnnynn", args=("intake",), note="somebody else's: to the list"),
    "casework:local_report_detail": Row(
        "iyyynnnn-nn", args=("report",), views_personal_data=True, note="another desk's"
    ),
    "casework:local_report_take_up": Row("iyyynnnnnnn", args=("report",), post={}),
    "casework:outreach_list": Row("iyyyyyynnnn", views_personal_data=True),
    "casework:outreach_new": Row("iyyynnnnnnn"),
    "casework:outreach_detail": Row("iyyyy--nnnn", args=("note",), views_personal_data=True, note="own is asked"),
    "casework:outreach_edit": Row("iyyynnnnnnn", args=("note",), views_personal_data=True),
    "casework:outreach_attempt": Row("iyyyy--nnnn", args=("note",), post={}),
    "casework:outreach_consult": Row("iyyynnnnnnn", args=("note",), post={}),
    "casework:outreach_link": Row("iyyynnnnnnn", args=("note",), post={}),
    "casework:outreach_end": Row("iyyynnnnnnn", args=("note",), post={"closing_reason": "転居"}),
    "casework:outreach_reopen": Row("iyyynnnnnnn", args=("note",), post={}),
    "casework:survey_current": Row("iyyynnnnynn"),
    "casework:survey": Row("iyyynnnnynn", args=("survey",), views_personal_data=True),
    "casework:survey_draft": Row("i---nnnn-nn", args=("intake",), note="somebody else's, and no survey"),
    "casework:survey_home": Row("iyyynnnn-nn", args=("survey_home",), views_personal_data=True, note="not its own"),
    "casework:survey_home_remove": Row("iyyynnnn-nn", args=("survey_home",), post={}, note="not its own"),
    "casework:tube_new": Row("iyyyy--nnnn", args=("household",), views_personal_data=True),
    "casework:tube_list": Row("iyyynnnnnnn", views_personal_data=True),
    "casework:tube_edit": Row("iyyyy--nnnn", args=("tube",), views_personal_data=True),
    "casework:tube_renew": Row("iyyyy--nnnn", args=("tube",), post={}),
    "casework:team_new": Row("iyyyy--nnnn", args=("household",), views_personal_data=True),
    "casework:team_edit": Row("iyyyy--nnnn", args=("team",), views_personal_data=True),
}

# Hand-overs. `referral` was handed from the coordinators' office to the agency in the column "own", and waits;
# `outside` to an agency where nobody signs in.
#                              nobody c a l own for man adv desk adm aud
_OTHER = {"spoken_to": "加藤", "spoken_on": "R2.7.1"}
TABLE |= {
    "casework:referral_received": Row("iynyyyynnnn", views_personal_data=True),
    "casework:referral_sent": Row("iyyyyyynnnn", views_personal_data=True),
    "casework:referral_board": Row("iyyynnnnnnn", views_personal_data=True),
    "casework:referral_dangers": Row("iynynnnnnnn", views_personal_data=True),
    "casework:referral_draft": Row("i-------nnn", args=("sheet_draft",), note="a draft of somebody else"),
    "casework:referral_new": Row("iyyyn---nnn", args=("consultation",), views_personal_data=True),
    "casework:referral_danger": Row("iyyyn---nnn", args=("consultation",), views_personal_data=True),
    "casework:referral_detail": Row("iyyyy---nnn", args=("referral",), views_personal_data=True),
    "casework:referral_told": Row("iyyyn---nnn", args=("referral",), post={"told-told_to": "加藤"}),
    "casework:referral_take_back": Row("iyyyn---nnn", args=("referral",), post={}),
    "casework:referral_danger_seen": Row("iynyn---nnn", args=("referral",), post={}),
    "casework:referral_take": Row("innny---nnn", args=("referral",), post={}),
    "casework:referral_together": Row("innny---nnn", args=("referral",), post=_OTHER),
    "casework:referral_pass_on": Row("innny---nnn", args=("referral",), post=_OTHER),
    "casework:referral_ask": Row("innny---nnn", args=("referral",), post={"ask-words": "住まいのことではありません"}),
    "casework:referral_record": Row("iyyy----nnn", args=("outside",), post={"record-answer": "taken"}),
    "casework:referral_contact": Row("innny---nnn", args=("referral",), post={"contact-contact_name": "加藤"}),
    "casework:referral_undo": Row("innny---nnn", args=("referral",), post={}),
    "casework:referral_take_up": Row("iynynnnnnnn", args=("referral",), post={}),
    "casework:referral_name": Row("iynynnnnnnn", args=("referral",), post=_OTHER),
    "casework:referral_close": Row("iynynnnnnnn", args=("referral",), post={"close-words": "家族が引き取った"}),
    "casework:referral_link_make": Row("iyyy---nnnn", args=("outside",), post={}),
    "casework:referral_link_revoke": Row("iyyy---nnnn", args=("link",), post={}),
    "casework:hand_over_contacts": Row("innynnnnnnn", args=("agency",), note="another agency's manager neither"),
    "reports:fax_cover": Row("iyyy---nnnn", args=("outside",), post={}),
    "casework:link_letter": Row("ggggggggggg", note="no link was opened in this browser"),
    "casework:link_confirm": Row("ggggggggggg", args=("token",), note="no network reaches it from outside"),
}

# Tsunagu sheets. The agency in the column "own" has a part in the case, and was handed the sheet.
#                              nobody c a l own for man adv desk adm aud
TABLE |= {
    "casework:sheet_begin": Row("iyyyn---nnn", args=("consultation",), post={}),
    "casework:sheet_detail": Row("iyyyy---nnn", args=("sheet",), views_personal_data=True),
    "casework:sheet_edit": Row("iyyyn---nnn", args=("sheet",), views_personal_data=True),
    "casework:sheet_draft": Row("i-------nnn", args=("sheet_draft",), note="a draft of somebody else"),
    "casework:sheet_copy": Row("iyyyy---nnn", args=("sheet_copy",), views_personal_data=True),
    "casework:attachment_add": Row("iyyyn---nnn", args=("sheet",), post={}),
    "casework:attachment_file": Row("iyyyy---nnn", args=("attachment",), views_personal_data=True),
    "casework:attachment_remove": Row("iyyyn---nnn", args=("attachment",), post={}),
    "casework:attachment_put_back": Row("iyyyn---nnn", args=("attachment",), post={}),
    "reports:sheet_pdf": Row("iyyyy---nnn", args=("sheet",), views_personal_data=True),
    "reports:sheet_copy_pdf": Row("iyyyy---nnn", args=("sheet_copy",), views_personal_data=True),
    "reports:sheet_blank": Row("iyyyyyyyyyn"),
}
