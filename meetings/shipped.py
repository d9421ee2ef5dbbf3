"""What a new installation starts with: kinds of meeting with their rules (DOMAIN §4), hosts and forms. A table with
rows is left alone."""

SECRECY = (
    "この会議の構成員及び構成員であった者は、正当な理由なく、会議で知り得た秘密を漏らしてはなりません。"
    "違反した場合、1年以下の拘禁刑又は100万円以下の罰金に処されることがあります。"
)
CALLED_BY_LEAD = {"支援会議"}
# name, legal basis, consent needed, secrecy-bound, about a case
KINDS = [
    ("ケース会議", "", True, False, True),
    ("複合課題ケース検討会", "生活困窮者自立支援法第9条（支援会議として開く）", False, True, True),
    ("情報共有会議", "", True, False, True),
    ("事前打ち合わせ", "", True, False, True),
    ("アドバイザー会議", "", True, False, True),
    ("支援会議", "社会福祉法第106条の6・生活困窮者自立支援法第9条", False, True, True),
    ("重層的支援会議", "", True, False, True),
    ("支援調整会議", "", True, False, True),
    ("地域ケア会議", "介護保険法第115条の48", True, False, True),
    ("推進会議", "", False, False, False),
    ("定例会議", "", False, False, False),
    ("地域会議", "", False, False, False),
    ("ワーキンググループ", "", False, False, False),
    ("コーディネーター連絡会", "", False, False, False),
    ("研修", "", False, False, False),
]
HOSTS = ["包括化推進員", "行政機関", "その他"]
FORMS = ["対面", "オンライン", "訪問", "書面"]


def ship_codes(sender, using: str, **kwargs) -> None:
    from meetings.models import MeetingForm, MeetingHost, MeetingKind

    if not MeetingKind.objects.using(using).exists():
        MeetingKind.objects.using(using).bulk_create(
            MeetingKind(
                name=name, order=order, legal_basis=basis, needs_consent=consent, secret=secret, about_cases=cases,
                secrecy_notice=SECRECY if secret else "", called_by_lead=name in CALLED_BY_LEAD,
            )
            for order, (name, basis, consent, secret, cases) in enumerate(KINDS, 1)
        )  # fmt: skip
    if not MeetingHost.objects.using(using).exists():
        MeetingHost.objects.using(using).bulk_create(
            MeetingHost(name=name, order=order, coordinators=order == 1) for order, name in enumerate(HOSTS, 1)
        )
    if not MeetingForm.objects.using(using).exists():
        MeetingForm.objects.using(using).bulk_create(
            MeetingForm(name=name, order=order) for order, name in enumerate(FORMS, 1)
        )
