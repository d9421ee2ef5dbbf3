"""Every component with its states on one page: what people of the lead department see when labels change, and where a
maker of pages looks first. All of it is invented; nothing is kept."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import needs
from accounts.http import Request, number_in
from accounts.models import Job
from accounts.paging import Page
from accounts.roles import Permission
from agencies.calendar import today
from agencies.forms import EraDateField, LookupInput

CONCERNS = [
    "病気や健康、障がい", "住まい", "収入、生活費", "家賃やローン", "税金や公共料金", "債務", "仕事探し、就職",
    "仕事の不安", "地域との関係", "家族との関係", "子育て", "介護", "ひきこもり・不登校", "DV・虐待",
    "食べるものがない", "その他",
]  # fmt: skip
AGENCIES = [
    ("A001", "市保護課", "しほごか", "行政機関"),
    ("A002", "市障害福祉課", "ししょうがいふくしか", "行政機関"),
    ("A006", "市住宅管理課", "しじゅうたくかんりか", "行政機関"),
    ("A010", "市健康推進課", "しけんこうすいしんか", "行政機関"),
    ("A015", "地域包括支援センター（一）", "ちいきほうかつしえんせんたー", "地域福祉・医療"),
    ("A016", "地域包括支援センター（二）", "ちいきほうかつしえんせんたー", "地域福祉・医療"),
    ("A022", "医療機関・薬局（一）", "いりょうきかん やっきょく", "地域福祉・医療"),
    ("A033", "弁護士", "べんごし", "警察・司法"),
]  # fmt: skip
OPTIONS = [{"value": key, "label": name, "detail": group, "search": kana} for key, name, kana, group in AGENCIES]


class LookedUp(forms.ChoiceField):
    """An agency of the list above, by what was chosen or by its whole name."""

    def to_python(self, value: Any) -> str:
        return next((key for key, name, _kana, _group in AGENCIES if value in (key, name)), str(value or ""))


class GalleryForm(forms.Form):
    name = forms.CharField(label="氏名", help_text="わからなければ「匿名」", max_length=20)
    kana = forms.CharField(label="ふりがな", required=False)
    born = EraDateField(label="生年月日", help_text="R2.11.24 のようにも書けます", required=False)
    method = forms.ChoiceField(label="方法", choices=[("", "—"), ("phone", "電話"), ("visit", "訪問")])
    route = forms.ChoiceField(
        label="経路",
        help_text="だれからの相談ですか",
        choices=[("self", "当事者"), ("family", "家族"), ("area", "地域"), ("agency", "専門機関")],
        widget=forms.RadioSelect,
    )
    shared = forms.MultipleChoiceField(
        label="共有してよいもの",
        choices=[("address", "住所・連絡先"), ("health", "健康・障害"), ("income", "収入・債務")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    concerns = forms.MultipleChoiceField(
        label="お困りごと",
        help_text="一度押すと ○、もう一度で ◎（一番お困りのこと）。「ほかに困りごとはありませんか？」",
        choices=list(enumerate(CONCERNS, start=1)),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    main_concern = forms.ChoiceField(
        choices=list(enumerate(CONCERNS, start=1)), widget=forms.RadioSelect, required=False
    )
    agency = LookedUp(
        label="機関",
        help_text="数文字で選べます（全部の字でも、ひらがなでも）",
        choices=[(key, name) for key, name, *_rest in AGENCIES],
        widget=LookupInput(options_id="gallery-agencies"),
        required=False,
    )
    asked = LookedUp(
        label="機関（サーバーにたずねる）",
        choices=[(key, name) for key, name, *_rest in AGENCIES],
        widget=LookupInput("?lookup"),
        required=False,
    )
    desk = forms.ChoiceField(
        label="窓口（選択肢から）",
        choices=[("", "—")] + [(key, name) for key, name, *_rest in AGENCIES],
        widget=forms.Select(attrs={"data-lookup-select": True}),
        required=False,
    )
    story = forms.CharField(label="お話の内容", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="書類", help_text="PDF、写真。10 MB まで", required=False)
    agreed = forms.BooleanField(label="二人で訪問しました", help_text="訪問はいつも二人で", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("main_concern") and data["main_concern"] not in data.get("concerns", []):
            raise ValidationError(_("The concern marked ◎ has to be marked ○ as well."))
        return data


class MemberForm(forms.Form):
    name = forms.CharField(label="氏名")
    relation = forms.ChoiceField(
        label="続柄",
        choices=[(each, each) for each in ("本人", "配偶者", "子", "親", "その他")],
        widget=forms.Select(attrs={"data-carry": True}),
    )
    born = EraDateField(label="生年月日", required=False)
    agency = LookedUp(
        label="関わる機関",
        choices=[(key, name) for key, name, *_rest in AGENCIES],
        widget=LookupInput(options_id="gallery-agencies"),
        required=False,
    )


Members = forms.formset_factory(MemberForm, extra=1, can_delete=True, max_num=20)


def _lookup(query: str) -> JsonResponse:
    wanted = query.strip()
    hits = [each for each in OPTIONS if wanted in each["label"] or wanted in each["search"]]
    return JsonResponse({"results": hits})


def _draft(request: Request) -> JsonResponse:
    """Answers as a draft's address does. A version that somebody else has written over is answered by 409."""
    sent = number_in(request.POST.get("draft-version", "")) or 0
    kept = request.session.get("gallery_draft", 0) if sent else 0
    if sent < kept:
        return JsonResponse({"version": kept, "saved_at": timezone.now().isoformat()}, status=409)
    request.session["gallery_draft"] = kept + 1
    return JsonResponse({"version": kept + 1, "saved_at": timezone.now().isoformat()})


def _samples() -> dict[str, Any]:
    day = today()
    states = Job.State
    return {
        "day": day,
        "moment": timezone.now(),
        "old": datetime.date(1954, 12, 19),
        "late": day - datetime.timedelta(days=2),
        "tomorrow": day + datetime.timedelta(days=1),
        "later": day + datetime.timedelta(days=9),
        "sheet": SimpleNamespace(status="draft", get_status_display=lambda: _("Draft")),
        "jobs": [
            Job(state=states.QUEUED),
            Job(state=states.RUNNING, done=34, total=100, step="表1を数えています"),
            Job(state=states.DONE, message="業務完了報告書（令和2年度）ができました。"),
            Job(state=states.FAILED, message="文字のない書体があります。管理者に「書体」と伝えてください。"),
        ],
        "page": Page(rows=[], older="x", newer="y"),
        "categories": ["健康・障害", "収入・債務"],
        "options": OPTIONS,
        "members": ["本人", "長男", "長女"],
        "marks": [("住まい", "◎", "", ""), ("収入、生活費", "○", "○", ""), ("ひきこもり", "", "○", "")],
        "bars": [("地域福祉・医療", 200, 42), ("行政・窓口", 154, 32), ("民間団体", 95, 20), ("保育・教育", 21, 4)],
    }


@needs(Permission.GALLERY_READ)
def gallery(request: Request) -> HttpResponse:
    """Every component, live. Answers its own look-up and its own draft, so that both can be tried."""
    if "lookup" in request.GET:
        return _lookup(request.GET.get("q", ""))
    if "draft-version" in request.POST:
        return _draft(request)
    form = GalleryForm(request.POST or None, request.FILES or None, initial={"born": datetime.date(1954, 12, 19)})
    members = Members(request.POST or None, prefix="members")
    if request.method == "POST":
        if form.is_valid() and members.is_valid():
            messages.success(request, _("Everything could be read. Nothing was kept: this page only shows."))
            return redirect("accounts:gallery")
        context = {"form": form, "members_form": members, **_samples()}
        return render(request, "accounts/gallery.html", context, status=422)
    return render(request, "accounts/gallery.html", {"form": form, "members_form": members, **_samples()})
