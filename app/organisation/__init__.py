"""Who is who: units, organs, positions, and the roles people hold in bodies on a given day."""

from app.organisation.organisation import Organisation
from app.organisation.roles import label_of

__all__ = ["Organisation", "label_of"]
