"""Registers the functions of meetings.wording as template filters, most under their own names."""

from __future__ import annotations

from django import template

from meetings.wording import clock, dates, obstacles, people, providers, state, text, times

register = template.Library()

for function in (
    *(
        dates.weekday,
        dates.short_weekday,
        dates.weekday_letter,
        dates.short_day,
        dates.day_month,
        dates.day_month_year,
    ),
    *(dates.month_year, dates.full_day, dates.days_to, dates.iso_day, dates.axis_hour),
    *(times.times, times.duration, times.when, times.planned_at, times.zone_label, times.minutes_until),
    *(people.organizer, people.names, people.answer, people.guest_answer, people.answer_icon),
    *(people.how_many_accepted, people.other_answers, people.initials, people.hue),
    *(
        state.online_state,
        state.short_state,
        state.state_icon,
        state.telephone,
        state.quick_dial,
        state.grouped,
    ),
    *(clock.time_of_day, clock.exact_time),
    *(obstacles.why_not_online, obstacles.why_not_edit),
):
    register.filter(function.__name__, function)

register.filter("hour", clock.full_hour)
register.filter("names_in_a_row", text.name_list)
register.filter("provider_name", providers.name)
register.filter("provider_icon", providers.icon)
register.filter("provider_retired", providers.retired)
