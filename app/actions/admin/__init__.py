"""Use cases of administrators: people, calendar, installation."""
