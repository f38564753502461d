"""The URLs of the site."""

from django.urls import include, path

from meetings.board import views as board
from meetings.convert import views as convert
from meetings.create import from_line, meet_now
from meetings.create import views as create
from meetings.details import views as details
from meetings.edit import cancel
from meetings.edit import views as edit
from meetings.join import views as join
from meetings.pages import errors, pwa
from meetings.preferences import views as preferences

urlpatterns = [
    path("", board.home, name="agenda"),
    path("renew/<int:person>/", board.refresh, name="refresh"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("sw.js", pwa.worker, name="worker"),
    path("offline/", pwa.offline, name="offline"),
    path("up-next/", board.dismiss, name="dismiss"),
    path("join/", join.join_next, name="join_next"),
    path("settings/", preferences.preferences, name="preferences"),
    path("settings/calendars/", preferences.calendars, name="calendars"),
    path("meetings/new/", create.new, name="new"),
    path("meetings/now/", meet_now.meet_now, name="meet_now"),
    path("meetings/quick/", from_line.quick_add, name="quick_add"),
    # Graph's ids are opaque and may contain a slash.
    path("meetings/<path:event_id>/row/", details.row, name="row"),
    path("meetings/<path:event_id>/joining/", details.joining, name="joining"),
    path("meetings/<path:event_id>/online/", convert.go_online, name="go_online"),
    path("meetings/<path:event_id>/edit/", edit.edit, name="edit"),
    path("meetings/<path:event_id>/cancel/", cancel.cancel, name="cancel"),
    path("meetings/<path:event_id>/again/", create.repeat, name="repeat"),
    path("meetings/<path:event_id>/join/", join.join, name="join"),
    path("meetings/<path:event_id>/event.ics", details.event_file, name="event_file"),
    path("meetings/<path:event_id>/", details.detail, name="detail"),
    path("accounts/", include("accounts.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
