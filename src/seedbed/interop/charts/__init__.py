"""Charts to explore: rows in, one static SVG out, drawn by Vega-Lite on the server.

The charts of every day are drawn by hand in ``web/kit``; these serve figures that
nobody foresaw. Needs the ``reports`` extra.
"""

from .draw import Box as Box
from .draw import draw_boxes as draw_boxes
from .errors import ChartsNotInstalledError as ChartsNotInstalledError
