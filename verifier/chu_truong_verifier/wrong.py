"""The one way in which a check fails."""


class Wrong(Exception):
    """The dossier is not what was signed; the message names the first wrong place."""
