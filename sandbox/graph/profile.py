"""The person and the mailbox: /me, /me/mailboxSettings, /me/outlook/supportedTimeZones."""

from typing import Any

from sandbox.graph import odata, times
from sandbox.graph.call import Answer, Call
from sandbox.graph.errors import bad_query
from sandbox.people import Person

_LANGUAGES = {"en-US": "English (United States)", "zh-CN": "Chinese (Simplified, PRC)"}
_TIPS = (
    "This request returns a subset of the resource's properties. Your app will need to use $select to return "
    "non-default properties."
)
_WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def me(call: Call) -> Answer:
    """GET /me."""
    user = _user(call.person)
    options = odata.read_options(call.query, {name.lower(): name for name in user}, frozenset())
    if options.select is None:
        user = {"@microsoft.graph.tips": _TIPS, **user}
    else:
        user = {name: user[name] for name in options.select}
    return Answer(200, {"@odata.context": f"{call.root}/$metadata#users/$entity", **user})


def mailbox_settings(call: Call) -> Answer:
    """GET /me/mailboxSettings, whole or one setting of it; a plain one comes as `value`."""
    settings = _settings(call.person)
    context = call.context("mailboxSettings")
    wanted = call.ids.get("setting")
    if wanted is None:
        known = {name.lower(): name for name in settings}
        select = odata.read_options(call.query, known, frozenset()).select
        chosen = {name: settings[name] for name in select or settings}
        return Answer(200, {"@odata.context": context, **chosen})
    name = next((name for name in settings if name.lower() == wanted.lower()), None)
    if name is None:
        raise bad_query(f"Resource not found for the segment '{wanted}'.")
    value = settings[name] if isinstance(settings[name], dict) else {"value": settings[name]}
    return Answer(200, {"@odata.context": f"{context}/{name}", **value})


def supported_zones(call: Call) -> Answer:
    """GET /me/outlook/supportedTimeZones, Windows names unless IANA's are asked for."""
    iana = call.ids.get("standard", "windows").lower() == "iana"
    names = times.iana_names() if iana else times.windows_names()
    context = f"{call.root}/$metadata#Collection(microsoft.graph.timeZoneInformation)"
    zones = [{"alias": name, "displayName": name} for name in names]
    return Answer(200, {"@odata.context": context, "value": zones})


def _user(person: Person) -> dict[str, Any]:
    # A personal account's Graph id is the end of its object id; it has no `mail` (docs/graph.md 8).
    return {
        "businessPhones": [],
        "displayName": person.name,
        "givenName": person.given_name,
        "jobTitle": person.job_title,
        "mail": person.address if person.mailbox and not person.personal else None,
        "mobilePhone": None,
        "officeLocation": None,
        "preferredLanguage": person.locale,
        "surname": person.surname,
        "userPrincipalName": person.address,
        "id": person.object_id.replace("-", "")[-16:] if person.personal else person.object_id,
    }


def _settings(person: Person) -> dict[str, Any]:
    unset = {"dateTime": "0001-01-01T00:00:00.0000000", "timeZone": "UTC"}
    chinese = person.locale.startswith("zh")
    return {
        "archiveFolder": None,
        "timeZone": person.zone,
        "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
        "dateFormat": "yyyy/M/d" if chinese else "M/d/yyyy",
        "timeFormat": "H:mm" if chinese else "h:mm tt",
        "userPurpose": "user",
        "automaticRepliesSetting": {
            "status": "disabled",
            "externalAudience": "all",
            "internalReplyMessage": "",
            "externalReplyMessage": "",
            "scheduledStartDateTime": unset,
            "scheduledEndDateTime": unset,
        },
        "language": {"locale": person.locale, "displayName": _LANGUAGES.get(person.locale, person.locale)},
        "workingHours": {
            "daysOfWeek": _WORKDAYS,
            "startTime": "08:00:00.0000000",
            "endTime": "17:00:00.0000000",
            "timeZone": {"name": person.zone},
        },
    }
