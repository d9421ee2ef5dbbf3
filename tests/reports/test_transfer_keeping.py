"""What is kept of an upload, where, and until when; large files and the jobs that read them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.models import Job
from agencies.models import Agency
from casework.models import Contact
from reports.ledgers import LEDGERS
from reports.models import IncomingFile
from reports.tasks import throw_away_uploads
from reports.transfer import keeping
from reports.transfer.tables import EXAMPLES, HOLDS, LISTS
from tests.factories import ConsultationFactory
from tests.reports.ledger_files import table
from tests.reports.transfers import PAGE, newest, run_jobs, sheet_of, take, text_of, upload

pytestmark = pytest.mark.django_db(databases=["default", "jobs"])  # jobs tell their progress by a second one
RIGHT, WRONG = {"機関コード": "E01", "機関名": "東福祉事務所"}, {"機関コード": "E02", "機関名": ""}


@pytest.fixture
def lead(client_of, abe):
    return client_of(abe)


@pytest.fixture
def long_files(monkeypatch):
    """Every file is one that takes long."""
    monkeypatch.setattr("reports.ledgers.reading.LONG_ROWS", 0)


def test_an_upload_lies_in_the_private_folder_and_under_no_address(lead):
    upload(lead, "agencies", table(RIGHT))
    path = default_storage.path(f"incoming/{newest().key}/file")
    assert path.startswith(str(settings.FILES_DIR))
    assert not path.startswith(str(settings.STATIC_ROOT))


def test_an_upload_that_is_thrown_away_leaves_nothing(lead, django_capture_on_commit_callbacks):
    upload(lead, "agencies", table(RIGHT, WRONG))
    incoming = newest()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(reverse("reports:transfer_throw_away", args=[incoming.key]))
    assert not IncomingFile.objects.exists()
    assert not default_storage.exists(f"incoming/{incoming.key}")
    assert lead.get(incoming.get_absolute_url()).status_code == 404


def test_after_a_day_an_upload_is_gone_for_the_page_and_then_from_the_disk(lead):
    upload(lead, "agencies", table(RIGHT, WRONG))
    incoming = newest()
    throw_away_uploads()
    assert default_storage.exists(f"incoming/{incoming.key}/file")
    IncomingFile.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert lead.get(incoming.get_absolute_url()).status_code == 404
    assert take(lead, incoming).status_code == 404
    throw_away_uploads()
    assert not IncomingFile.objects.exists()
    assert not default_storage.exists(f"incoming/{incoming.key}")


def test_files_whose_request_failed_are_thrown_away_too_but_not_while_it_may_run(lead, monkeypatch):
    upload(lead, "agencies", table(RIGHT))
    incoming = newest()
    IncomingFile.objects.all().delete()
    throw_away_uploads()
    assert default_storage.exists(f"incoming/{incoming.key}/file")
    monkeypatch.setattr(default_storage, "get_modified_time", lambda path: timezone.now() - timedelta(hours=2))
    throw_away_uploads()
    assert not default_storage.exists(f"incoming/{incoming.key}")


# Large files ---------------------------------------------------------------------------------------------------------


def test_a_large_file_is_looked_through_and_taken_by_jobs(lead, long_files):
    page = text_of(upload(lead, "agencies", table(RIGHT)))
    incoming = newest()
    assert incoming.state == IncomingFile.State.WAITING
    assert f'hx-get="{incoming.get_absolute_url()}"' in page
    assert "すべて取り込む" not in page
    run_jobs()
    assert "すべて取り込む" in text_of(lead.get(incoming.get_absolute_url()))
    assert not Agency.objects.filter(code="E01").exists()

    assert "<progress" in text_of(take(lead, newest()))
    run_jobs()
    assert "1行が加わり" in text_of(lead.get(incoming.get_absolute_url()))
    assert Agency.objects.filter(code="E01").exists()


def test_the_page_turns_by_itself_when_the_job_has_ended(lead, long_files):
    upload(lead, "agencies", table(RIGHT))
    url = newest().get_absolute_url()
    assert "<progress" in lead.get(url, headers={"HX-Request": "true"}).content.decode()
    run_jobs()
    assert lead.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_large_file_that_is_no_such_table_is_said_on_its_page(lead, long_files):
    upload(lead, "agencies", "機関コード,けいろ\r\nE01,x\r\n".encode())
    run_jobs()
    page = text_of(lead.get(newest().get_absolute_url()))
    assert "このファイルは読み取れません" in page
    assert "列「けいろ」はこの表にありません" in page
    assert "すべて取り込む" not in page


def test_a_photograph_is_refused_at_once_however_large(lead, long_files):
    assert upload(lead, "agencies", b"\x00\x00\x00\x18ftypheic" * 9).status_code == 422
    assert not Job.objects.exists()


def test_a_job_that_failed_says_so_and_is_started_again_from_the_same_page(lead, long_files, monkeypatch):
    upload(lead, "agencies", table(RIGHT))
    incoming = newest()
    with monkeypatch.context() as broken:
        broken.setattr("reports.actions.transfers.look_or_say", lambda *a, **k: 1 / 0)
        [job] = run_jobs()
    assert job.state == Job.State.FAILED
    assert "途中で止まりました。何も書き込んでいません。" in text_of(lead.get(incoming.get_absolute_url()))
    answer = lead.post(reverse("accounts:job_again", args=[job.key]))
    assert answer.url == incoming.get_absolute_url()
    run_jobs()
    assert "すべて取り込む" in text_of(lead.get(incoming.get_absolute_url()))


def test_a_job_that_nobody_begins_says_that_it_waits(lead, long_files):
    upload(lead, "agencies", table(RIGHT))
    url = newest().get_absolute_url()
    assert "まだ始まっていません" not in text_of(lead.get(url))
    Job.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    assert "まだ始まっていません" in text_of(lead.get(url))


def test_a_job_that_runs_twice_takes_the_file_once(lead, long_files):
    consultation = ConsultationFactory()
    upload(lead, "contacts", table({"日付": "2020-04-01", "受付番号": consultation.number}))
    run_jobs()
    take(lead, newest())
    [job] = run_jobs()
    Job.objects.update(state=Job.State.QUEUED)
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert Contact.objects.count() == 1


def test_a_job_writes_nothing_where_records_changed_since_the_look(lead, long_files):
    upload(lead, "agencies", table(RIGHT))
    run_jobs()
    take(lead, newest())
    Agency.objects.create(code="E01", name="東部事務所")
    run_jobs()
    assert Agency.objects.get(code="E01").name == "東部事務所"
    assert "記録が変わりました" in text_of(lead.get(newest().get_absolute_url()))


def test_a_role_that_was_taken_away_ends_the_job(lead, abe, long_files):
    upload(lead, "agencies", table(RIGHT))
    run_jobs()
    take(lead, newest())
    abe.role = "coordinator"
    abe.save()
    [job] = run_jobs()
    assert job.state == Job.State.FAILED
    assert not Agency.objects.filter(code="E01").exists()


# Empty tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LEDGERS)
def test_each_table_has_its_words_an_example_and_an_empty_workbook(name, lead):
    assert name in HOLDS
    assert name in LISTS
    answer = lead.get(reverse("reports:transfer_template", args=[name]))
    header = LEDGERS[name](None).headers()
    assert sheet_of(answer.content) == [header]
    assert sheet_of(answer.content, 1)[1] == [EXAMPLES[name].get(column, "") for column in header]
    assert [row[0] for row in sheet_of(answer.content, 2)[1:]] == header
    assert set(EXAMPLES[name]) <= set(header)
    upload(lead, name, answer.content, "空の表.xlsx")
    assert newest().counts == {"new": 0, "changed": 0, "same": 0, "wrong": 0}


def test_an_example_is_right_where_what_it_refers_to_is_there(lead, abe):
    """Each as a file of its own, in the order of the tables."""
    upload(lead, "agencies", table(EXAMPLES["agencies"], EXAMPLES["agencies"] | {"機関コード": "A102"}))
    take(lead, newest())
    for name in list(LEDGERS)[1:]:
        upload(lead, name, table(EXAMPLES[name]))
        assert keeping.seen_of(newest()).mistakes == [], name
        take(lead, newest())


def test_the_page_lists_what_is_not_taken_yet_and_what_was_left_out(lead):
    upload(lead, "agencies", table(RIGHT), "まだ.csv")
    page = text_of(lead.get(PAGE))
    assert "まだ.csv" in page
    assert "まだ取り込んでいません" in page
    take(lead, newest())
    assert "まだ.csv" not in text_of(lead.get(PAGE))
