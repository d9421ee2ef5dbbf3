"""The seven tables as pages tell of them: what each holds, and a row of each as an example."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.ledgers import LEDGERS

HOLDS: dict[str, str | Promise] = {
    "agencies": _(
        "Agencies with their codes: address, telephone, hours, and the row of the contact table they count in."
    ),
    "directory": _("Which agency to ask about which matter, and who there."),
    "consultations": _("Consultations as they came in, one row each. Household, consent and case are made with them."),
    "household_members": _("Who belongs to which household, and each member's own concerns."),
    "plans": _("Support plans of cases: goals, period, and the part of each agency."),
    "contacts": _("Contacts and support given, one row for each time: day, with whom, by whom, what."),
    "meetings": _("Meetings: when, what kind, about which consultations, who came, what was decided."),
}
LISTS = {  # where its records are read
    "agencies": "agencies:agency_list", "directory": "agencies:directory",
    "consultations": "casework:consultation_list", "household_members": "casework:household_list",
    "plans": "casework:case_list", "contacts": "casework:contact_list", "meetings": "meetings:meeting_list",
}  # fmt: skip
EXAMPLES: dict[str, dict[str, str]] = {
    "agencies": {
        "機関コード": "A101", "機関名": "地域包括支援センター（例）", "分類": "行政機関・相談窓口",
        "種別": "地域包括支援センター", "圏域": "蛇田", "郵便番号": "986-0000", "所在地": "○○市○○町1-1",
        "電話番号": "0225-00-0000", "内線": "12", "受付時間": "平日 8:30～17:15",
    },
    "directory": {
        "相談項目": "介護のこと", "No.": "1", "★": "★", "相談内容": "介護保険の申請をしたい", "機関コード": "A101",
        "担当者主": "山田", "担当者副": "田中", "圏域別": "",
    },
    "consultations": {
        "受付番号": "2026-0001", "受付日": "令和8年4月1日", "受付機関コード": "A101", "受付者": "山田 花子",
        "経路": "家族", "受付方法": "電話", "氏名": "例示 太郎", "ふりがな": "れいじ たろう", "性別": "男性",
        "生年月日": "S30.5.5", "住所": "○○市○○町2-2", "電話番号": "0225-00-0001", "世帯番号": "H2026-0001",
        "主訴": "介護のこと", "課題": "介護のこと;収入、生活費のこと", "相談内容": "退院のあとの暮らしについて",
        "対応区分": "継続", "対応決定日": "令和8年4月3日", "つなぐシート": "有", "同意日": "令和8年4月1日",
        "圏域": "蛇田",
    },
    "household_members": {
        "世帯番号": "H2026-0001", "氏名": "例示 花子", "ふりがな": "れいじ はなこ", "続柄": "長女", "性別": "女性",
        "年齢": "50代", "課題": "収入、生活費のこと", "備考": "別の町で働いている",
    },
    "plans": {
        "受付番号": "2026-0001", "作成日": "R8.4.10", "計画開始日": "R8.4.10", "計画終了日": "R8.10.9",
        "長期目標": "住み慣れた家で暮らす", "短期目標": "退院の日までに手続きを終える",
        "役割": "A101:介護保険の申請を手伝う;A102:家賃の相談", "状態": "合意",
    },
    "contacts": {
        "日付": "R8.4.5", "受付番号": "2026-0001", "相手機関コード": "A101", "方法": "電話", "担当者": "山田 花子",
        "内容": "退院の日取りを確かめた",
    },
    "meetings": {
        "開催日": "R8.4.20", "会議種別": "ケース会議", "会議名": "ケース会議（2026-0001）", "主催": "包括化推進員",
        "形式": "対面", "受付番号": "2026-0001", "参加機関コード": "A101;A102", "内容": "退院後の役割を分けた",
        "決定事項": "4月末までに申請する",
    },
}  # fmt: skip


@dataclass(frozen=True)
class TableWords:
    """A table on a page."""

    name: str
    title: str
    holds: str


def tables() -> list[TableWords]:
    """In the order in which they are taken: each refers to those before it."""
    return [TableWords(name, str(ledger.title), str(HOLDS[name])) for name, ledger in LEDGERS.items()]


def title_of(name: str) -> str:
    return str(LEDGERS[name].title)
