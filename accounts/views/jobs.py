"""Work that takes time: how far it is, its file, starting it again."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts import audit, jobs
from accounts.access import may_open_job
from accounts.http import Request
from accounts.models import Job


def _job(request: Request, key: str) -> Job:
    job = get_object_or_404(Job.objects.select_related("asked_by__staff"), key=key)
    if not may_open_job(request.membership, job):
        raise Http404
    return job


@vary_on_headers("HX-Request")
def job_detail(request: Request, key: str) -> HttpResponse:
    job = _job(request, key)
    template = "components/progress.html" if request.htmx else "accounts/job_detail.html"
    return render(request, template, {"job": job, "label": jobs.label_of(job), "page_url": jobs.page_of(job)})


def job_file(request: Request, key: str) -> FileResponse:
    job = _job(request, key)
    try:
        if not jobs.may_hand_out(job):
            raise FileNotFoundError
        content = job.file.open("rb")
    except (ValueError, FileNotFoundError):  # its time has passed, or a consent is gone; or the disk was lost
        raise Http404(_("The file is no longer kept. Ask for it again.")) from None
    audit.record(audit.Verb.EXPORTED, job, by=request.membership, kind=job.kind)
    answer = FileResponse(content, as_attachment=True, filename=job.file_name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def job_again(request: Request, key: str) -> HttpResponse:
    job = _job(request, key)
    jobs.again(job)
    return redirect(jobs.page_of(job) or job)
