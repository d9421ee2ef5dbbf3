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
    "meetings:meeting_acknowledge": Row("innnnnnnnnn", args=("meeting",), post={}, note="not bound by secrecy"),
    "meetings:decision_done": Row("iyyy----nnn", args=("decision",), post={}, note="no agency attended"),
    "meetings:of_case": Row("iyyyy---nnn", args=("case",), views_personal_data=True),
    "meetings:of_consultation": Row("iyyyy---nnn", args=("consultation",), views_personal_data=True),
    "reports:figures": Row("iyyynnnnnyn"),
    "reports:figure_records": Row("iyyynnnnnnn", args=("figure",), query="?year=2020", views_personal_data=True),
    "reports:figure_workbook": Row("iyyynnnnnyn"),
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
    "casework:search": Row("iyyyyyyyynn", post={"q": "遠藤"}),
    "casework:search_kept": Row("iyyyyyyyynn", args=("search",), note="somebody else's words: the box to type in"),
    "casework:draft_save": Row("iggggggngnn", args=("intake",), post={}, note="a draft of somebody else"),
    "casework:draft_discard": Row("i------n-nn", args=("intake",), post={}, note="a draft of somebody else"),
    "casework:consultation_list": Row("iyyyyyyyynn", views_personal_data=True),
    "casework:consultation_new": Row("iyyyyyynynn"),
    "casework:consultation_draft": Row("iyyyyyynynn", args=("intake",), note="somebody else's: to the list"),
    "casework:consultation_known": Row("iyyyyyynynn", post={"name": "遠藤 美咲"}, views_personal_data=True),
    "casework:consultation_detail": Row("iyyyy----nn", args=("consultation",), views_personal_data=True),
    "casework:consultation_edit": Row("iyyyn----nn", args=("consultation",), views_personal_data=True),
    "casework:consultation_decide": Row("iynyn----nn", args=("consultation",), post={}),
    "casework:consultation_undecide": Row("iynyn----nn", args=("consultation",), post={}),
    "casework:household_list": Row("iyyyyyyyynn", views_personal_data=True),
    "casework:household_detail": Row("iyyyy----nn", args=("household",), views_personal_data=True),
    "casework:household_edit": Row("iyyyy----nn", args=("household",), views_personal_data=True),
    "casework:household_member_new": Row("iyyyy----nn", args=("household",), views_personal_data=True),
    "casework:household_member": Row("iyyyy----nn", args=("household", "member"), views_personal_data=True),
    "casework:household_relation_add": Row("iyyyy----nn", args=("household",), post={}),
    "casework:household_relation_end": Row("iyyyy----nn", args=("relation",), post={}),
    "casework:household_agency_add": Row("iyyyy----nn", args=("household",), post={}),
    "casework:household_agency_end": Row("iyyyy----nn", args=("involved",), post={}),
    "casework:consent_new": Row("iyyyy----nn", args=("household",), views_personal_data=True),
    "casework:consent_withdraw": Row("iyyyy----nn", args=("consent",), views_personal_data=True),
    "casework:household_restrict": Row("iynynnnnnnn", args=("household",), views_personal_data=True),
    "casework:household_lift": Row("iynynnnnnnn", args=("household",), post={}),
    "casework:restricted_list": Row("iyyyyyyynnn"),
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
