"""Every address of the site."""

from django.urls import include, path

from meetings.views import agenda, detail, errors, join, new, online

urlpatterns = [
    path("", agenda.home, name="agenda"),
    path("join/", join.join_next, name="join_next"),
    path("meetings/new/", new.new, name="new"),
    path("meetings/<str:event_id>/", detail.detail, name="detail"),
    path("meetings/<str:event_id>/row/", detail.row, name="row"),
    path("meetings/<str:event_id>/joining/", detail.joining, name="joining"),
    path("meetings/<str:event_id>/online/", online.go_online, name="go_online"),
    path("meetings/<str:event_id>/join/", join.join, name="join"),
    path("accounts/", include("accounts.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
