"""The draft of each section, in the tone of a report to a city. A number stands in a draft as {its name}, so that the
page can tell which figures a section says.

Each function takes the year's facts (reports/annual/facts.py) and gives the section's text, a line a paragraph."""

from __future__ import annotations

from reports.annual.facts import Facts

NOTHING = "特記すべき事項はない。"


def foreword(facts: Facts) -> str:
    commissioned = f"{facts.municipality}の委託を受けて実施した" if facts.municipality else ""
    opening = f"本報告書は、{commissioned}「{facts.programme}」について、{facts.year}の実施状況を報告するものである。"
    if facts.empty:
        return f"{opening}\n{facts.year}は、相談、支援プラン、連絡調整及び会議のいずれについても記録がない。"
    return "\n".join([opening, _came(facts), f"{_done(facts)}以下、その内容を報告する。"])


def _came(facts: Facts) -> str:
    """The first consultations, and what was decided in the year about these or earlier ones."""
    if facts["first"].number:
        text = "本年度に受け付けた初回相談は{first}（月平均{monthly_mean}）であった。"
    else:
        text = "本年度に受け付けた初回相談はない。"
    undecided = "、年度末において対応が未定の相談は{undecided}" if facts["undecided"].number else ""
    if facts["one_off"].number or facts["continuing"].number or undecided:
        text += (
            "本年度に対応を決定した相談は、助言や情報提供により終了した単発の相談が{one_off}、"
            f"継続して支援を行うこととした相談が{{continuing}}{undecided}である。"
        )
    return text


def _done(facts: Facts) -> str:
    if facts["plans"].number and facts["with_agencies"].number:
        return (
            "継続して支援を行う世帯については支援プランを{plans}作成し、"
            "相談支援機関等との連絡調整は延べ{with_agencies}となった。"
        )
    plans = "支援プランは{plans}作成した。" if facts["plans"].number else "支援プランの作成の記録はない。"
    if facts["with_agencies"].number:
        return f"相談支援機関等との連絡調整は延べ{{with_agencies}}となった。{plans}"
    return f"{plans}相談支援機関等との連絡調整の記録はない。"


def period(facts: Facts) -> str:
    return f"{facts.first_day}から{facts.last_day}まで"


def concerns(facts: Facts) -> str:
    if not facts["first"].number:
        return "本年度、初回相談の記録がない。"
    text = (
        "初回相談{first}において把握された課題は図1のとおりである"
        "（一つの相談に複数の課題があるときは、それぞれに計上した）。"
    )
    top = [f"「{concern.label}」が{{{concern.name}}}" for concern in facts.top_concerns]
    if top:
        text += f"最も多かったのは{'、次いで'.join(top)}であった。"
    text += "\n対象者の年齢は図2のとおりである。"
    older = [f"{band.label}が{{{band.name}}}（{{share {band.name}}}）" for band in facts.older_than]
    if older:
        text += f"{'、'.join(older)}であった。"
    if facts["multi_problem"].number:
        text += "\n同一世帯の中で二人以上が課題を抱える世帯は{multi_problem}で、世帯全体を対象とした支援を行った。"
    return text


def plans(facts: Facts) -> str:
    if not (facts["plans"].number or facts["active"].number):
        return "本年度、継続した支援及び支援プランの作成の記録がない。"
    text = (
        "本年度に支援を行った継続ケースは{active}で、"
        "うち本年度に支援を開始したものは{opened}、終結したものは{closed}である。"
    )
    if not facts["plans"].number:
        return f"{text}\n本年度に作成した支援プランの記録はない。"
    return (
        f"{text}\n世帯全体の課題を整理したうえで、支援の方向性、関係機関それぞれの役割及び支援の時期を定めた支援プランを"
        "{plans}（見直しによるものを含む。）作成し、関係機関と共有して支援を進めた。"
    )


def contacts(facts: Facts) -> str:
    if not facts["with_agencies"].number:
        return "本年度、相談支援機関等との連絡調整の記録がない。種別ごとの回数は表1のとおりである。"
    text = "相談支援機関等との連絡調整は延べ{with_agencies}で、その内訳は表1、分類ごとの割合は図3のとおりである。"
    groups = [f"{group.label}が{{{group.name}}}（{{share {group.name}}}）" for group in facts.top_groups]
    text += f"分類では{'、'.join(groups)}"
    text += "と多く、この二つで全体の{share top groups}を占めた。" if len(groups) == 2 else "であった。"
    types = [f"{kind.label}が{{{kind.name}}}" for kind in facts.top_types]
    if types:
        text += f"機関の種別では、{'、'.join(types)}であった。"
    if facts["contacts"].number != facts["with_agencies"].number:
        text += "\nこのほか、本人及び世帯に対する訪問、電話等を含めた支援の延べ回数は{contacts}である。"
    return text


def advice(facts: Facts) -> str:
    if not facts["case_meetings"].number:
        return "本年度、ケース会議等の開催の記録がない。"
    kinds = []
    for kind in facts.case_meetings:
        hosts = "、".join(f"{host.label}の主催{{{host.name}}}" for host in kind.hosts)
        kinds.append(f"{kind.label}{{{kind.name}}}（{hosts}）")
    return (
        "関係機関による支援の実施状況を把握し、情報の共有、役割分担の確認及び支援内容に関する助言を行うため、"
        f"ケース会議等を{{case_meetings}}開催した。\n内訳は、{'、'.join(kinds)}である。"
    )


def records(facts: Facts) -> str:
    if not (facts["first"].number or facts["contacts"].number):
        return "本年度に作成した相談記録はない。"
    sheets = (
        "初回相談のうち{with_sheet}については、つなぐシートを用いて世帯の状況を整理し、関係機関と共有した。"
        if facts["with_sheet"].number
        else ""
    )
    return (
        f"相談の受付及び支援の経過は、相談ごと及び世帯ごとに記録し、支援プランの見直し及び支援の終結の判断に用いた。{sheets}\n"
        "記録には個人情報が含まれることから、閲覧できる者を支援に関わる者に限り、閲覧及び変更の履歴を保存している。"
    )


def other(facts: Facts) -> str:
    return NOTHING


def network(facts: Facts) -> str:
    if not facts["network_meetings"].number:
        return "本年度、ネットワークに関する会議等の開催の記録がない。"
    kinds = "、".join(f"{kind.label}{{{kind.name}}}" for kind in facts.network_meetings)
    return (
        "相談支援機関等が相互に連携し、複合的な課題を抱える世帯を支える体制をつくるため、"
        f"表2のとおり会議等を{{network_meetings}}開催した（{kinds}）。"
    )


def council(facts: Facts) -> str:
    if not facts["network_meetings"].number:
        return "本年度、推進会議の開催の記録がない。"
    return "相談支援包括化推進会議の開催日及び内容は、表2のとおりである。"


def funds(facts: Facts) -> str:
    return NOTHING


def resources(facts: Facts) -> str:
    return NOTHING
