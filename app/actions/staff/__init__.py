"""Use cases of staff: plans, tasks, cases, documents."""
