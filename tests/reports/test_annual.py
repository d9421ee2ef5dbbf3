"""The completion report as it is written: drafts from the figures, people's own text, what changed, what is missing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import FiscalYear
from agencies.models import Municipality
from casework.models import Consultation
from reports.actions import annual as actions
from reports.annual import missing, sections
from reports.annual.facts import facts_of
from reports.annual.report import report_of
from reports.models import AnnualReport, ReportSection, SectionDraft
from tests.factories import ConsultationFactory
from tests.reports.year import small_year

YEAR = FiscalYear(2020)
EMPTY = FiscalYear(2031)


def part(key: str, year: FiscalYear = YEAR) -> sections.Written:
    row = ReportSection.objects.filter(report__fiscal_year=year.year, key=key).first()
    return sections.one(key, facts_of(year), row)


def section_url(key: str, name: str = "annual_section") -> str:
    return reverse(f"reports:{name}", args=[2020, key])


# Drafts --------------------------------------------------------------------------------------------------------------


def test_a_draft_says_the_years_figures():
    small_year()
    assert "初回相談は3件（月平均0.3件）" in part("foreword").draft
    assert (
        "単発の相談が1件、継続して支援を行うこととした相談が1件、年度末において対応が未定の相談は1件"
        in part("foreword").draft
    )
    assert "「病気や健康、障がいのこと」が3件" in part("concerns").draft
    assert "65歳以上が1人（33%）" in part("concerns").draft
    assert "連絡調整は延べ3回" in part("contacts").draft
    assert "地域福祉・医療関係が2回（67%）、行政機関・相談窓口が1回（33%）" in part("contacts").draft
    assert "支援の延べ回数は4回" in part("contacts").draft
    assert "ケース会議1回（包括化推進員の主催1回）" in part("advice").draft
    assert "会議等を1回開催した（推進会議1回）" in part("network").draft


def test_a_year_without_records_says_so_in_every_section():
    with_figures = [
        one for one in sections.written(facts_of(EMPTY), {}) if one.section.key and not one.section.unwritten
    ]
    said = {one.section.key: one.text for one in with_figures if one.section.key != "period"}
    assert "いずれについても記録がない" in said["foreword"]
    assert [key for key, text in said.items() if "ない" not in text and "なし" not in text] == ["council"] or all(
        "ない" in text for text in said.values()
    )


def test_no_draft_leaves_a_name_in_place_of_its_figure():
    small_year()
    for year in (YEAR, EMPTY):
        assert [one.draft for one in sections.written(facts_of(year), {}) if "{" in one.draft] == []


def test_every_chapter_of_the_published_report_is_there_in_its_order():
    assert [section.heading.split("　")[0] for section in sections.OUTLINE] == [
        "Ⅰ", "Ⅱ", "１", "２", "(1)", "ア", "イ", "ウ", "エ", "オ", "カ", "(2)", "(3)", "(4)", "(5)",
    ]  # fmt: skip


def test_the_cover_begins_with_the_municipalitys_settings_and_the_last_day_of_the_year():
    Municipality.objects.update(corporation="社会福祉法人 つなぐ会", representative="会長 阿部 一郎")
    report = report_of(YEAR)
    assert (report.corporation, report.representative, report.dated) == (
        "社会福祉法人 つなぐ会",
        "会長 阿部 一郎",
        date(2021, 3, 31),
    )
    assert report.title.endswith("業務完了報告書")
    assert not AnnualReport.objects.exists()


# Somebody's own text -------------------------------------------------------------------------------------------------


def test_a_saved_text_takes_the_place_of_the_draft_and_is_recorded(ono):
    small_year()
    with acting_as(ono):
        actions.save_section(YEAR, "funds", "寄附の受付を始めた。", version=0, by=ono)
    assert part("funds").text == "寄附の受付を始めた。" and part("funds").own
    assert AuditEvent.objects.filter(verb="changed", about_type="reportsection", by=ono).exists()


def test_going_back_to_the_draft_keeps_the_text_and_it_can_be_taken_back(ono):
    small_year()
    actions.save_section(YEAR, "foreword", "自分の文章", version=0, by=ono)
    actions.use_draft(YEAR, "foreword", by=ono)
    assert "初回相談は3件" in part("foreword").text
    actions.use_draft(YEAR, "foreword", by=ono, use=False)
    assert part("foreword").text == "自分の文章"


def test_the_page_says_which_figure_is_no_longer_what_the_text_says(ono):
    small_year()
    actions.save_section(YEAR, "foreword", part("foreword").draft, version=0, by=ono)
    assert part("foreword").changed == []
    ConsultationFactory(received_on=date(2020, 8, 1))
    changed = {change.label: (change.then, change.now) for change in part("foreword").changed}
    assert changed["初回相談"] == ("3件", "4件")


def test_a_figure_that_the_text_does_not_say_is_not_missed_when_it_changes(ono):
    small_year()
    actions.save_section(YEAR, "foreword", "数字のない文章。", version=0, by=ono)
    ConsultationFactory(received_on=date(2020, 8, 1))
    assert part("foreword").changed == []


@pytest.mark.parametrize("typed", ["初回相談は7件であった。", "初回相談は７件であった。", "初回相談は 7 件であった。"])
def test_a_figure_of_ones_own_is_said_to_differ(ono, typed):
    small_year()
    actions.save_section(YEAR, "foreword", typed, version=0, by=ono)
    assert part("foreword").foreign == ["7件"]


def test_a_figure_of_the_section_that_the_draft_does_not_name_is_no_stranger(ono):
    small_year()
    actions.save_section(YEAR, "concerns", "住まいに関する相談は1件、40歳未満は1人であった。", version=0, by=ono)
    assert part("concerns").foreign == []


def test_two_people_on_one_section_both_keep_their_words(client_of, sato, ono):
    small_year()
    actions.save_section(YEAR, "funds", "佐藤の文章", version=0, by=sato)
    answer = client_of(ono).post(section_url("funds"), {"text": "小野の文章", "version": "0"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "佐藤の文章" in page and "小野の文章" in page and "佐藤 陽子" in page
    assert part("funds").text == "佐藤の文章"
    answer = client_of(ono).post(section_url("funds"), {"text": "二人の文章", "version": "1"})
    assert answer.status_code == 302
    assert part("funds").text == "二人の文章"


def test_two_people_on_one_cover_both_keep_their_words(client_of, sato, ono):
    url = reverse("reports:annual_cover", args=[2020])
    sent = {"title": "報告書", "dated": "R3.3.31", "corporation": "甲", "representative": "", "version": "0"}
    assert client_of(sato).post(url, sent).status_code == 302
    answer = client_of(ono).post(url, sent | {"corporation": "乙"})
    assert answer.status_code == 422
    assert "甲" in answer.content.decode() and "乙" in answer.content.decode()
    assert report_of(YEAR).corporation == "甲"


def test_a_cover_with_a_day_that_does_not_exist_keeps_what_was_typed(client_of, ono):
    url = reverse("reports:annual_cover", args=[2020])
    answer = client_of(ono).post(url, {"title": "報告書", "dated": "R3.2.30", "corporation": "甲", "version": "0"})
    assert answer.status_code == 422
    assert "R3.2.30" in answer.content.decode() and not AnnualReport.objects.exists()


def test_an_empty_text_is_not_saved(client_of, ono):
    assert client_of(ono).post(section_url("funds"), {"text": " ", "version": "0"}).status_code == 422
    assert not ReportSection.objects.exists()


def test_an_agency_may_not_write_the_report(suzuki):
    with pytest.raises(PermissionDenied):
        actions.save_section(YEAR, "funds", "文章", version=0, by=suzuki)


# What was typed so far -----------------------------------------------------------------------------------------------


def test_what_was_typed_is_kept_on_the_server_also_for_the_administrator(client_of, ono):
    client = client_of(ono)
    answer = client.post(section_url("funds", "annual_section_draft"), {"text": "書きかけ", "draft-version": "0"})
    assert answer.status_code == 200 and answer.json()["version"] == 1
    assert "書きかけ" in client.get(section_url("funds")).content.decode()


def test_nobody_sees_what_another_person_has_typed(client_of, ono, sato):
    client_of(ono).post(section_url("funds", "annual_section_draft"), {"text": "書きかけ", "draft-version": "0"})
    assert "書きかけ" not in client_of(sato).get(section_url("funds")).content.decode()


def test_two_windows_of_one_person_do_not_overwrite_each_other(client_of, ono):
    client, url = client_of(ono), section_url("funds", "annual_section_draft")
    client.post(url, {"text": "一つ目の窓", "draft-version": "0"})
    answer = client.post(url, {"text": "二つ目の窓", "draft-version": "0"})
    assert answer.status_code == 409 and answer.json()["version"] == 1
    assert SectionDraft.objects.get().text == "一つ目の窓"


def test_a_draft_that_comes_after_the_saving_is_no_ghost(client_of, ono):
    client, url = client_of(ono), section_url("funds", "annual_section_draft")
    client.post(url, {"text": "書きかけ", "draft-version": "0", "version": "0"})
    client.post(section_url("funds"), {"text": "できた文章", "version": "0"})
    assert not SectionDraft.objects.exists()
    assert client.post(url, {"text": "書きかけ", "draft-version": "1", "version": "0"}).status_code == 410
    assert not SectionDraft.objects.exists()


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_opens_with_what_is_missing():
    small_year()
    ConsultationFactory(continuing=True, received_on=date(2020, 8, 1))
    lacking = missing.of(YEAR, sections.written(facts_of(YEAR), {}))
    assert (lacking.records.undecided, lacking.records.without_plan, lacking.records.without_method) == (1, 1, 1)
    assert [one.section.key for one in lacking.unwritten] == ["other", "funds", "resources"]


def test_the_administrator_sees_how_much_is_missing_and_no_way_to_the_records(client_of, ono, sato):
    small_year()
    url = reverse("reports:annual_report", args=[2020])
    assert "/figures/records/still_undecided/" not in client_of(ono).get(url).content.decode()
    assert "/figures/records/still_undecided/" in client_of(sato).get(url).content.decode()


def test_a_year_without_records_says_so_on_its_page(client_of, ono):
    page = client_of(ono).get(reverse("reports:annual_report", args=[2031])).content.decode()
    assert "この年度の記録はありません" in page or "まだ足りないもの" in page
    assert "いずれについても記録がない" in page


@pytest.mark.parametrize("year", [1889, 2101, 99999])
def test_a_year_far_away_is_not_found(client_of, ono, year):
    assert client_of(ono).get(reverse("reports:annual_report", args=[year])).status_code == 404


def test_a_section_that_is_none_is_not_found(client_of, ono):
    assert client_of(ono).get(section_url("nothing")).status_code == 404


def test_the_list_has_every_year_with_records_and_this_one(client_of, ono):
    small_year()
    Consultation.objects.update()
    page = client_of(ono).get(reverse("reports:annual_list")).content.decode()
    assert "令和2年度" in page


def test_the_page_costs_the_same_for_a_large_year(count_queries, ono):
    small_year()
    before = count_queries(ono, "reports:annual_report", 2020)
    for month in range(4, 13):
        ConsultationFactory(continuing=True, received_on=date(2020, month, 1))
    actions.save_section(YEAR, "funds", "文章", version=0, by=ono)
    actions.save_section(YEAR, "other", "文章", version=0, by=ono)
    assert count_queries(ono, "reports:annual_report", 2020) == before
