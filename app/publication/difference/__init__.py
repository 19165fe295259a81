"""What differs between two states of a process's files, in sentences and in marks on pictures."""

from app.publication.difference.comparing import Difference, compare

__all__ = ["Difference", "compare"]
