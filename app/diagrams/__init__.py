"""Everything that reads BPMN as a document: reader, rules of publication, picture, path in words.

What runs it stands in app/engine. Read in this order: vocabulary, xml_source, reader, lint.
"""

from app.diagrams.context import LintContext
from app.diagrams.lint import left_out, lint
from app.diagrams.path import describe_path
from app.diagrams.picture import draw
from app.diagrams.reader import read_diagram

__all__ = ["LintContext", "describe_path", "draw", "left_out", "lint", "read_diagram"]
