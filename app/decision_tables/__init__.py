"""Decision tables (DMN 1.3): read safely, checked for overlaps and gaps, evaluated with FEEL.

Import from here. One decision a file, its table evaluated by us over feelin's unary tests.
"""

from app.decision_tables.checking import check_table
from app.decision_tables.deciding import decide
from app.decision_tables.reading import read_table
from app.decision_tables.table import DecisionTable

__all__ = ["DecisionTable", "check_table", "decide", "read_table"]
