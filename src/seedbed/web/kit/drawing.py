"""The parts of a drawing, for pages that draw a chart of their own."""

from __future__ import annotations

from .charts import Figure
from .charts import _element as element
from .charts import _svg as svg

__all__ = ["Figure", "element", "svg"]
