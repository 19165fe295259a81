"""Scenarios as lawyers read them: format, runner, demo; people acting through the application."""
