"""Leaf: the MIME types by which a notebook carries what a report shows."""

_TYPE = "application/vnd.workshop-analysis.{}+json"

FRONT = _TYPE.format("front")
FIGURE = _TYPE.format("figure")
TABLE = _TYPE.format("table")
TEXT = _TYPE.format("text")
STEPS = _TYPE.format("steps")
NOTHING = _TYPE.format("nothing")
HEADING = _TYPE.format("heading")
EVERY = (FRONT, FIGURE, TABLE, TEXT, STEPS, NOTHING, HEADING)
