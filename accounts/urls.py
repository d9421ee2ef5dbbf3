from django.urls import path

from accounts.views import audit_log, gallery, home, jobs, password, session, staff

app_name = "accounts"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("act-as/", session.switch, name="switch"),
    path("password/", password.password, name="password"),
    path("language/", session.set_language, name="set_language"),
    path("health/", home.health, name="health"),
    path("notices/<int:pk>/", home.notice, name="notice"),
    path("jobs/<uuid:key>/", jobs.job_detail, name="job_detail"),
    path("jobs/<uuid:key>/file/", jobs.job_file, name="job_file"),
    path("jobs/<uuid:key>/again/", jobs.job_again, name="job_again"),
    path("staff/lookup/", staff.staff_lookup, name="staff_lookup"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("audit/", audit_log.audit_log, name="audit_log"),
]
