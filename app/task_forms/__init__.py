"""Forms of user tasks: read, checked, drawn as field views, validated by form-js's own core.

Import from here. The dialect of form-js that we accept is described in docs/forms.md.
"""

from app.task_forms.checking import check_form
from app.task_forms.components import fact_names, field_labels
from app.task_forms.declared import own_names
from app.task_forms.posted import answers_from_post
from app.task_forms.reading import read_form
from app.task_forms.validation import validate
from app.task_forms.views import present

__all__ = [
    "answers_from_post",
    "check_form",
    "fact_names",
    "field_labels",
    "own_names",
    "present",
    "read_form",
    "validate",
]
