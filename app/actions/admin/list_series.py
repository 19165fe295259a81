"""List the series of numbers of every body, and what a first number may be set for."""

from __future__ import annotations

from app.documents import DOC_TYPES
from app.domain.clock import local_day
from app.domain.forms import Option
from app.domain.people import Actor
from app.domain.views.series import SeriesPage
from app.permissions.settings import check_can_change_settings
from app.register.register import Doer
from app.steps.number_series import lines_of
from app.steps.refusals import refusals_recorded
from app.steps.series_periods import periods_of
from app.steps.services import Services
from app.steps.work import Work
from app.store.series import INCOMING_SYMBOL


def list_series(services: Services, actor: Actor) -> SeriesPage:
    """Return all series; raises PermissionDenied for all but administrators."""
    with (
        refusals_recorded(services, actor, "Mở sổ số hiệu văn bản"),
        services.database.reading() as tx,
    ):
        check_can_change_settings(actor)
        work = Work(services, tx, services.clock.now(), Doer(actor.person_id, actor.name))
        profile = work.world.profiles[services.settings.profile]
        units = sorted(work.world.organisation.units(), key=lambda unit: unit.name)
        periods = periods_of(profile, local_day(work.now))
        return SeriesPage(
            lines=lines_of(work),
            units=tuple(Option(unit.id, unit.name) for unit in units if unit.abbreviation),
            symbols=(Option(INCOMING_SYMBOL, "Sổ văn bản đến"), *_symbols()),
            periods=tuple(Option(period, period) for period in periods),
        )


def _symbols() -> tuple[Option, ...]:
    found = sorted({one.symbol for one in DOC_TYPES.values() if one.needs_number})
    return tuple(Option(symbol, symbol) for symbol in found)
