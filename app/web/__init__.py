"""The browser door: blueprints, templates, error pages. Below this nothing knows Flask."""
