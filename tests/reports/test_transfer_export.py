"""Writing tables by page: a job, a file for who asked, for a day."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import jobs
from accounts.acting import acting_as
from accounts.audit import Verb
from accounts.models import AuditEvent, Job, Membership
from accounts.roles import Role
from casework.actions import restriction
from casework.models import Household
from tests.factories import ConsultationFactory, ContactFactory, MembershipFactory
from tests.reports.ledger_files import ISHINOMAKI, load, restrict, rows_of
from tests.reports.transfers import PAGE, newest, run_jobs, text_of, upload

pytestmark = pytest.mark.django_db(databases=["default", "jobs"])  # jobs tell their progress by a second one


@pytest.fixture
def lead(client_of, abe):
    return client_of(abe)


def export(client, table: str, kind: str = "csv") -> Job:
    answer = client.post(reverse("reports:transfer_export"), {"table": table, "kind": kind})
    assert answer.status_code == 302, text_of(answer)
    run_jobs()
    return Job.objects.latest("pk")


def content_of(client, job: Job) -> bytes:
    answer = client.get(reverse("accounts:job_file", args=[job.key]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_table_is_written_with_the_count_of_its_rows_and_its_event(lead, abe):
    ContactFactory.create_batch(3)
    job = export(lead, "contacts")
    content = content_of(lead, job)
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows_of(content)) == 3
    assert "連絡調整の記録 3行" in job.message
    event = AuditEvent.objects.get(verb=Verb.EXPORTED, about_type="")
    assert event.by == abe
    assert event.detail == {
        "table": "contacts", "kind": "csv", "rows": 3, "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    assert AuditEvent.objects.filter(verb=Verb.EXPORTED, about_type="job", about_id=job.pk).exists()  # the download


def test_a_file_that_the_disk_lost_is_not_found(lead):
    job = export(lead, "contacts")
    job.file.storage.delete(job.file.name)
    assert lead.get(reverse("accounts:job_file", args=[job.key])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_tables_come_as_a_zip_whose_files_go_in_again_without_a_change(lead, kind):
    load(ISHINOMAKI)
    job = export(lead, "all", kind)
    with zipfile.ZipFile(io.BytesIO(content_of(lead, job))) as packed:
        assert len(packed.namelist()) == 7
        for file in packed.namelist():
            upload(lead, file.partition(".")[0], packed.read(file), file)
            assert newest().counts | {"same": 0} == {"new": 0, "changed": 0, "same": 0, "wrong": 0}, file
    assert job.result["rows"]["contacts"] == 481
    assert AuditEvent.objects.filter(verb=Verb.EXPORTED, about_type="").count() == 7


def test_a_restricted_family_is_in_no_file_and_not_counted(lead):
    ConsultationFactory(name="遠藤 美咲")
    hidden = ConsultationFactory(name="高橋 健一")
    restrict(Household.objects.get(pk=hidden.household_id))
    job = export(lead, "consultations")
    assert [row["氏名"] for row in rows_of(content_of(lead, job))] == ["遠藤 美咲"]
    assert job.result == {"rows": {"consultations": 1}}
    assert "閲覧制限のある世帯" in text_of(lead.get(PAGE))


def test_no_cell_of_an_export_is_a_formula(lead):
    ContactFactory(content="=HYPERLINK(A1)")
    assert rows_of(content_of(lead, export(lead, "contacts")))[0]["内容"] == "'=HYPERLINK(A1)"


def test_a_file_is_for_who_asked_for_it(lead, client_of):
    job = export(lead, "agencies")
    other = client_of(MembershipFactory(staff__login="mori", role=Role.LEAD))
    assert other.get(reverse("accounts:job_file", args=[job.key])).status_code == 404
    assert other.get(job.get_absolute_url()).status_code == 404
    assert job.file_name not in text_of(other.get(PAGE))


def test_after_a_day_the_file_is_thrown_away_and_the_page_says_so(lead):
    job = export(lead, "agencies")
    assert job.expires_at - timezone.now() <= timedelta(days=1)
    Job.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    jobs.sweep()
    assert lead.get(reverse("accounts:job_file", args=[job.key])).status_code == 404
    assert "1日たったのでファイルは消えました" in text_of(lead.get(PAGE))


def test_asking_twice_gives_one_job_while_the_first_is_under_way(lead):
    for _time in range(2):
        lead.post(reverse("reports:transfer_export"), {"table": "agencies", "kind": "csv"})
    assert Job.objects.count() == 1


def test_a_table_that_does_not_exist_is_refused_with_a_sentence(lead):
    answer = lead.post(reverse("reports:transfer_export"), {"table": "staff", "kind": "pdf"})
    assert answer.status_code == 422
    assert "一覧から表を選んでください。" in text_of(answer)
    assert not Job.objects.exists()


def test_a_table_that_excel_cannot_hold_ends_the_job_with_a_sentence(lead, monkeypatch):
    ContactFactory(content="長い話" * 10)
    monkeypatch.setattr("reports.ledgers.writing.LONGEST_CELL", 20)
    job = export(lead, "contacts", "xlsx")
    assert job.state == Job.State.FAILED
    assert "CSV" in job.message
    assert "もう一度" in text_of(lead.get(PAGE))


def test_an_export_is_shut_once_a_family_was_restricted_or_the_role_is_gone(lead, abe, sato):
    job = export(lead, "contacts")
    url = reverse("accounts:job_file", args=[job.key])
    assert lead.get(url).status_code == 200
    Membership.objects.filter(pk=abe.pk).update(role=Role.ADMINISTRATOR)
    assert lead.get(url).status_code == 404
    Membership.objects.filter(pk=abe.pk).update(role=Role.LEAD)
    with acting_as(abe):
        restriction.restrict(ConsultationFactory().household, [sato.staff], by=abe)
    assert lead.get(url).status_code == 404
    later = export(lead, "contacts")
    assert lead.get(reverse("accounts:job_file", args=[later.key])).status_code == 200
