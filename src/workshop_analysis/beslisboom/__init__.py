"""The decision tree: a file becomes a checked tree, a list to read, or the advice for one way."""

from workshop_analysis.beslisboom.interview import interview
from workshop_analysis.beslisboom.ladder import ladder
from workshop_analysis.beslisboom.page import Page, Section, advice_page, page_text
from workshop_analysis.beslisboom.reading import read_beslisboom, tree_path
from workshop_analysis.beslisboom.tree import (
    Answer,
    Edge,
    Edition,
    Exit,
    Fills,
    Option,
    Rung,
    Status,
    Step,
    StepKind,
    Tree,
    TreeSource,
    outline,
)
from workshop_analysis.beslisboom.walk import Advice, AnswerError, Passed, parse_answers, walk

__all__ = [
    "Advice",
    "Answer",
    "AnswerError",
    "Edge",
    "Edition",
    "Exit",
    "Fills",
    "Option",
    "Page",
    "Passed",
    "Rung",
    "Section",
    "Status",
    "Step",
    "StepKind",
    "Tree",
    "TreeSource",
    "advice_page",
    "interview",
    "ladder",
    "outline",
    "page_text",
    "parse_answers",
    "read_beslisboom",
    "tree_path",
    "walk",
]
