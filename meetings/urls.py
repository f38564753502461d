"""Every address of the site."""

from django.urls import include, path

from meetings.views import (
    again,
    agenda,
    cancel,
    detail,
    edit,
    errors,
    installed,
    join,
    meet_now,
    new,
    online,
    preferences,
    quick_add,
    renew,
    up_next,
)

urlpatterns = [
    path("", agenda.home, name="agenda"),
    path("renew/<int:person>/", renew.renew, name="renew"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("sw.js", installed.worker, name="worker"),
    path("offline/", installed.offline, name="offline"),
    path("up-next/", up_next.dismiss, name="dismiss"),
    path("join/", join.join_next, name="join_next"),
    path("settings/", preferences.preferences, name="preferences"),
    path("settings/calendars/", preferences.calendars, name="calendars"),
    path("meetings/new/", new.new, name="new"),
    path("meetings/now/", meet_now.meet_now, name="meet_now"),
    path("meetings/quick/", quick_add.quick_add, name="quick_add"),
    # An id is whatever Graph says, a slash in it included.
    path("meetings/<path:event_id>/row/", detail.row, name="row"),
    path("meetings/<path:event_id>/joining/", detail.joining, name="joining"),
    path("meetings/<path:event_id>/online/", online.go_online, name="go_online"),
    path("meetings/<path:event_id>/edit/", edit.edit, name="edit"),
    path("meetings/<path:event_id>/cancel/", cancel.cancel, name="cancel"),
    path("meetings/<path:event_id>/again/", again.again, name="again"),
    path("meetings/<path:event_id>/join/", join.join, name="join"),
    path("meetings/<path:event_id>/event.ics", detail.event_file, name="event_file"),
    path("meetings/<path:event_id>/", detail.detail, name="detail"),
    path("accounts/", include("accounts.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
