"""The completion report as a paper: what it holds, that every reader can read it, and the job that makes it."""

from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont

from accounts import jobs
from accounts.acting import acting_as
from accounts.models import AuditEvent, Job
from agencies.calendar import FiscalYear
from agencies.models import Municipality
from casework.models import Household
from meetings.models import MeetingKind
from reports import pdf
from reports.actions import annual as actions
from reports.annual import build
from reports.models import ReportSection
from tests.factories import MeetingFactory, MinutesFactory
from tests.reports.papers import faults_of, fonts_of, pages_of, text_of
from tests.reports.year import small_year

YEAR = FiscalYear(2020)
pytestmark = pytest.mark.django_db(databases=["default", "jobs"])  # a job tells its progress by a second connection
RARE = "髙﨑邉邊𠮷德瀨槗栁桒濵閒塚①㈱～"


def run(job: Job) -> Job:
    jobs.run(job.pk)
    return Job.objects.get(pk=job.pk)


# The paper -----------------------------------------------------------------------------------------------------------


def test_the_report_has_no_fault_that_a_checker_or_a_screen_reader_would_find(tmp_path):
    small_year()
    assert faults_of(build.report(YEAR), tmp_path) == []


def test_a_year_without_records_gives_a_report_that_says_so(tmp_path):
    content = build.report(FiscalYear(2031))
    assert "令和13年度は、相談、支援プラン、連絡調整及び会議のいずれについても記録がない" in text_of(content)
    assert faults_of(content, tmp_path) == []


def test_the_paper_is_a_document_with_language_title_bookmarks_and_tags():
    small_year()
    with pikepdf.open(BytesIO(build.report(YEAR))) as document:
        root = document.Root
        assert str(root.Lang) == "ja"
        assert "業務完了報告書" in str(document.docinfo["/Title"])
        assert bool(root.ViewerPreferences.DisplayDocTitle) and bool(root.MarkInfo.Marked)
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Ⅰ　はじめに", "Ⅱ　実績報告"]
            assert [item.title for item in outline.root[1].children] == ["１　業務実施期間", "２　業務内容"]
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_chapters_figures_and_tables_come_in_the_published_order():
    small_year()
    words = text_of(build.report(YEAR))
    order = [
        *["Ⅰはじめに", "Ⅱ実績報告", "１業務実施期間", "２業務内容", "ア相談者", "図1初回", "図2対象者", "イ支援プラン"],
        *["ウ相談支援機関等", "表1相談", "図3相談", "エ支援", "オ相談記録", "カその他", "(2)相談", "表2ネットワーク"],
        *["(3)相談", "(4)自主財源", "(5)新たな"],
    ]
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert "以上" in words[places[-1] :]


def test_the_cover_has_year_title_day_corporation_representative_and_the_place_of_the_seal(ono):
    Municipality.objects.update(corporation="社会福祉法人つなぐ会", representative="会長　阿部一郎")
    cover, first, *_rest = pages_of(build.report(YEAR))
    for words in ("令和2年度", "業務完了報告書", "令和3年3月31日", "社会福祉法人つなぐ会", "会長阿部一郎", "印"):
        assert words in cover
    assert "－1－" in first and "－" not in cover


def test_only_our_fonts_are_in_the_paper_and_they_are_inside_it(ono):
    actions.save_section(YEAR, "funds", f"珍しい字：{RARE}", version=0, by=ono)
    fonts = fonts_of(build.report(YEAR))
    assert all(fonts.values())
    assert {name for name in fonts if not name.startswith(("BIZ-UDPGothic", "Noto-Sans-CJK-JP"))} == set()


def test_every_character_of_a_name_has_a_glyph_in_our_fonts(ono):
    covered = set()
    for folder in pdf.font_folders():
        for file in [*folder.glob("*.ttf"), *folder.glob("*.otf")]:
            covered |= set(TTFont(file, lazy=True).getBestCmap())
    assert [letter for letter in RARE if ord(letter) not in covered] == []
    actions.save_section(YEAR, "funds", RARE, version=0, by=ono)
    assert "𠮷" in text_of(build.report(YEAR))


def test_what_people_wrote_is_text_and_never_markup(ono, tmp_path):
    actions.save_section(YEAR, "funds", '<b>太字</b> <img src="x.png">\n・項目', version=0, by=ono)
    content = build.report(YEAR)
    assert "<b>太字</b>" in text_of(content)
    assert faults_of(content, tmp_path) == []


def test_a_long_meeting_goes_on_to_the_next_page_with_its_heading(tmp_path):
    kind = MeetingKind.objects.get(name="推進会議")
    for number in range(1, 9):
        meeting = MeetingFactory(held_on=f"2020-{number % 9 + 4:02}-10", kind=kind, name=f"第{number}回")
        MinutesFactory(meeting=meeting, content=f"議題{number}を協議した。" * 20, about_cases=False)
    content = build.report(YEAR)
    pages = [page for page in pages_of(content) if "を協議した。" in page]
    assert len(pages) > 1 and all("日付会議名内容" in page for page in pages)
    assert faults_of(content, tmp_path) == []


def test_the_minutes_of_a_meeting_about_families_are_never_printed():
    kind = MeetingKind.objects.get(name="推進会議")
    MinutesFactory(meeting=MeetingFactory(kind=kind, name="第1回"), content="遠藤さんの世帯について", about_cases=True)
    words = text_of(build.report(YEAR))
    assert "第1回" in words and "遠藤" not in words


def test_a_figure_whose_percentages_do_not_add_to_100_says_so(ono):
    small_year()
    assert "合計は99%となり" in text_of(build.report(YEAR))  # three ages of one each: 33 + 33 + 33


# The job and the command ---------------------------------------------------------------------------------------------


def test_the_administrator_who_sees_no_records_makes_the_report(ono):
    small_year()
    with acting_as(ono):
        job = actions.ask_for_pdf(YEAR, by=ono)
    done = run(job)
    assert done.state == Job.State.DONE, done.message
    assert done.file_name == "令和2年度_業務完了報告書.pdf"
    assert done.file.read(5) == b"%PDF-"
    with acting_as(ono):
        assert AuditEvent.objects.filter(verb="printed", about_id=job.pk, by=ono).exists()


def test_asking_twice_gives_one_job_while_the_first_is_under_way(ono):
    assert actions.ask_for_pdf(YEAR, by=ono) == actions.ask_for_pdf(YEAR, by=ono)


def test_each_report_that_was_made_is_kept(ono):
    for _time in range(2):
        run(actions.ask_for_pdf(YEAR, by=ono))
    kept = Job.objects.filter(kind="annual_report", state=Job.State.DONE)
    assert len({job.file.name for job in kept}) == 2 and {job.expires_at for job in kept} == {None}


def test_a_report_that_cannot_be_drawn_ends_with_a_sentence_and_loses_no_word(ono, monkeypatch):
    actions.save_section(YEAR, "funds", "残る文章", version=0, by=ono)
    monkeypatch.setattr(settings, "CACHE_DIR", settings.BASE_DIR / "manage.py" / "no folder")  # the disk is gone
    pdf._weasyprint.cache_clear()
    job = run(actions.ask_for_pdf(YEAR, by=ono))
    assert job.state == Job.State.FAILED and job.message
    assert ReportSection.objects.get(key="funds").text == "残る文章"
    monkeypatch.undo()
    pdf._weasyprint.cache_clear()
    jobs.again(job)
    assert run(job).state == Job.State.DONE


def test_the_command_writes_the_same_paper_as_the_job(ono, tmp_path):
    small_year()
    file = tmp_path / "report.pdf"
    call_command("annual_report", "2020", "--out", str(file))
    job = run(actions.ask_for_pdf(YEAR, by=ono))
    assert text_of(file.read_bytes()) == text_of(job.file.read())


def test_the_command_says_what_is_wrong_with_a_year_or_a_file(tmp_path):
    with pytest.raises(CommandError):
        call_command("annual_report", "20", "--out", str(tmp_path / "x.pdf"))
    with pytest.raises(CommandError, match="could not be written"):
        call_command("annual_report", "2031", "--out", str(tmp_path / "no folder" / "x.pdf"))


def test_a_report_holds_the_figures_of_restricted_families_too_and_none_of_their_names(ono):
    small_year()
    before = text_of(build.report(YEAR))
    Household.objects.update(restricted=True)
    with acting_as(ono):
        assert text_of(build.report(YEAR)) == before
    assert "遠藤" not in before
