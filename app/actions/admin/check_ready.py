"""Tell whether the application can serve: its database answers and holds an organisation."""

from __future__ import annotations

import logging

from app.steps.services import Services

LOG = logging.getLogger(__name__)


def check_ready(services: Services) -> bool:
    """Return whether the database answers; the reason goes to the log, not to the asker."""
    try:
        with services.database.reading() as tx:
            services.world(tx)
    except Exception:
        # Whatever keeps the database from answering, the question is only whether it does.
        LOG.exception("not ready")
        return False
    return True
