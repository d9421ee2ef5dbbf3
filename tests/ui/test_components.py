"""The components' own rules, without a browser."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from accounts.forms import SignInForm
from accounts.models import Job
from accounts.paging import Page
from accounts.templatetags import components
from accounts.templatetags.components import wareki
from agencies.calendar import today
from agencies.forms import EraDateField

DAY = date(2020, 11, 24)


def render(template: str, **context: object) -> str:
    html = engines["django"].from_string(template).render(context)
    return re.sub(r"\s+", " ", html).strip()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


@pytest.fixture(autouse=True)
def _japanese():
    with translation.override("ja"):
        yield


# Days ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def on_24_november(monkeypatch):
    monkeypatch.setattr(components, "today", lambda: DAY)


@pytest.mark.parametrize(
    ("form", "ja", "en"),
    [
        ("plain", "令和2年11月24日", "24 November 2020"),
        ("full", "令和2年11月24日（2020）", "24 November 2020 (R2)"),
        ("weekday", "令和2年11月24日（火）", "Tue 24 November 2020"),
        ("near", "11月24日（火）", "Tue 24 Nov"),
        ("month", "令和2年11月", "November 2020"),
        ("year", "令和2年（2020）", "2020 (R2)"),
        ("short", "R2.11.24", "R2.11.24"),
    ],
)
def test_a_day_is_written_in_the_form_asked_for_in_both_languages(on_24_november, form, ja, en):
    assert wareki(DAY, form) == ja
    with translation.override("en"):
        assert wareki(DAY, form) == en


def test_a_day_far_away_keeps_its_year(on_24_november):
    assert wareki(date(1954, 12, 19), "near") == "昭和29年12月19日（日）"


def test_a_time_is_that_of_japan(on_24_november):
    night = datetime(2020, 11, 23, 16, 42, tzinfo=UTC)
    assert wareki(night, "time") == "11月24日（火） 01:42"
    assert wareki(night) == "令和2年11月24日"
    assert render("{% era night 'time' %}", night=night).startswith('<time datetime="2020-11-24T01:42+09:00">')


def test_no_day_shows_nothing():
    assert wareki(None) == render("{% era nothing %}{% due nothing %}", nothing=None) == ""


@pytest.mark.parametrize(
    ("days", "shown", "tone"), [(-2, "2日超過", "late"), (0, "今日", "wait"), (1, "あした", "wait")]
)
def test_a_day_that_is_due_says_how_soon(on_24_november, days, shown, tone):
    html = render("{% due day %}", day=DAY + timedelta(days=days))
    assert f'<span class="chip {tone}">{shown}</span>' in html


@pytest.mark.parametrize(("days", "shown"), [(-1, "1 day late"), (-2, "2 days late")])
def test_in_english_one_day_is_one_day(on_24_november, days, shown):
    with translation.override("en"):
        assert f">{shown}</span>" in render("{% due day %}", day=DAY + timedelta(days=days))


def test_brackets_and_lists_have_the_marks_of_the_language():
    template = "{% brackets one two %} {{ names|listed }}"
    words = {"one": "長男", "two": "9", "names": ["甲", "乙"]}
    assert render(template, **words) == "（長男、9） 甲、乙"
    with translation.override("en"):
        assert render(template, **words) == "(長男, 9) 甲, 乙"


def test_a_later_day_and_a_thing_that_is_done_are_no_chip(on_24_november):
    assert "chip" not in render("{% due day %}", day=DAY + timedelta(days=2))
    assert "chip" not in render("{% due day done=True %}", day=DAY - timedelta(days=9))


# Chips, turn, boxes --------------------------------------------------------------------------------------------------


def test_words_from_people_are_escaped():
    bad = "<b>高橋</b>"
    for template in (
        "{% chip bad %}",
        "{% withheld bad %}",
        "{% turn bad %}{{ bad }}{% endturn %}",
        "{% empty_state bad %}",
    ):
        assert "<b>" not in render(template, bad=bad)


def test_a_record_may_say_itself_what_its_status_means():
    record = SimpleNamespace(status="draft", get_status_display=lambda: "下書き")
    assert 'class="chip hold"' in render("{% status_chip record %}", record=record)
    record.status_tone = "late"
    assert 'class="chip late"' in render("{% status_chip record %}", record=record)


def test_a_turn_says_until_when():
    assert words(render("{% turn 'あなたの番です' until=day %}話し合う{% endturn %}", day=today())) == (
        "あなたの番です（今日まで） 話し合う"
    )


def test_what_is_withheld_is_named():
    html = render("{% withheld categories %}", categories=["健康・障害", "収入・債務"])
    assert words(html) == "健康・障害、収入・債務の情報は共有されていません。"
    assert words(render("{% withheld 'x' inline=True %}")) == "共有されていません"


def test_a_pager_keeps_what_was_asked_for_and_shows_no_way_to_nowhere():
    request = RequestFactory().get("/list/", {"district": "蛇田", "after": "old"})
    html = render("{% pager page %}", page=Page([], "k1", ""), request=request)
    assert 'href="?district=%E8%9B%87%E7%94%B0&amp;after=k1"' in html
    assert 'rel="prev"' not in html
    assert render("{% pager page %}", page=Page([], "", ""), request=request) == ""


@pytest.mark.parametrize(
    ("state", "polls"),
    [(Job.State.QUEUED, True), (Job.State.RUNNING, True), (Job.State.DONE, False), (Job.State.FAILED, False)],
)
def test_a_job_is_asked_about_until_it_has_ended(state, polls):
    html = render("{% progress job '報告書' %}", job=Job(state=state, message="できました。"))
    assert ("hx-get" in html) is polls
    assert ("<progress" in html) is polls


# Forms ---------------------------------------------------------------------------------------------------------------


class IntakeForm(forms.Form):
    name = forms.CharField(label="氏名", help_text="わからなければ「匿名」", max_length=100)
    born = EraDateField(label="生年月日", required=False)
    route = forms.ChoiceField(label="経路", choices=[("a", "地域"), ("b", "家族")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="同意", required=False)

    def clean(self):
        raise forms.ValidationError("二つの欄を書いてください。")


Rows = forms.formset_factory(IntakeForm, extra=1)


def test_a_field_has_its_label_its_help_and_whether_it_is_needed():
    html = render("{% field form.name %}", form=IntakeForm())
    assert '<label for="id_name">氏名<span class="need">必須</span></label>' in html
    assert 'aria-describedby="id_name_help"' in html
    assert '<div class="help" id="id_name_help">わからなければ「匿名」</div>' in html
    assert "必須" not in render("{% field form.born %}", form=IntakeForm())


def test_a_wrong_field_says_what_is_wrong_beside_it_and_keeps_what_was_typed():
    html = render("{% field form.born %}", form=IntakeForm({"born": "令和2年2月30日"}))
    assert 'value="令和2年2月30日"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_born_error"' in html
    assert '<p class="error" id="id_born_error">令和2年2月30日という日はありません。' in html


def test_words_that_are_too_many_are_counted():
    html = render("{% field form.name %}", form=IntakeForm({"name": "長" * 120}))
    assert "100文字までです。いま120文字あるので、短くしてください。" in html


def test_no_box_cuts_what_is_pasted():
    assert "maxlength" not in render("{% field form.name %}", form=IntakeForm())


def test_radio_buttons_are_a_group_with_a_legend():
    html = render("{% field form.route %}", form=IntakeForm({"route": "b"}))
    assert "<fieldset" in html and "<legend>経路" in html
    assert re.search(r'value="b"[^>]*checked', html)


def test_a_width_does_not_take_a_box_its_own_class():
    assert 'class="date w-8"' in render("{% field form.born width='8' %}", form=IntakeForm())


def test_the_summary_of_errors_leads_to_every_box_that_is_wrong():
    form, rows = IntakeForm({}), Rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "高橋"})
    html = render("{% error_summary form rows %}", form=form, rows=rows)
    for target in ("#id_name", "#id_route_0", "#id_form-0-route_0"):
        assert f'href="{target}"' in html
    assert "1行目 経路" in words(html)
    assert words(html).count("二つの欄を書いてください。") == 2
    assert 'tabindex="-1" autofocus' in html


def test_a_password_is_not_said_to_be_still_there():
    kept, emptied = (
        render("{% error_summary form %}", form=IntakeForm({})),
        render("{% error_summary form %}", form=SignInForm({})),
    )
    assert "そのまま残っています" in kept
    assert "直すところが2つあります。" in emptied and "残っています" not in emptied


def test_a_form_that_was_not_sent_has_no_summary():
    assert render("{% error_summary form %}", form=IntakeForm()) == ""


# Whole pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_nothing_but_itself_and_leads_home(name):
    html = render_to_string(name)
    assert 'href="/"' in html
    assert "<h1>" in html


def test_a_page_says_who_acts_and_in_which_language(client_of, abe):
    html = client_of(abe).get(reverse("accounts:gallery")).content.decode()
    assert '<html lang="ja">' in html
    assert "市福祉総務課　阿部 誠" in html
    assert "ログアウト" in html


def test_a_page_has_an_address_of_each_file_and_nothing_inline(client_of, abe):
    html = client_of(abe).get(reverse("accounts:gallery")).content.decode()
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", html) == []


def test_the_gallery_is_english_for_who_reads_english(client_of, abe):
    abe.staff.language = "en"
    abe.staff.save()
    html = client_of(abe).get(reverse("accounts:gallery")).content.decode()
    assert '<html lang="en">' in html
    assert "Whose turn it is" in html


def test_no_stylesheet_or_script_loads_anything_from_elsewhere():
    for path in Path("static").rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(r"(url\(|from |fetch\()\s*[\"']?(https?:)?//", path.read_text()), path


def test_a_refusal_says_why(client_of, sato):
    response = client_of(sato).get(reverse("accounts:gallery"))
    assert response.status_code == 403
    assert "役割（推進員）" in response.content.decode()
