"""The code of the package as a test reads it: its modules, what they know, its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

from validators import REPOSITORY

PACKAGE = "workshop_analysis"
SOURCE = REPOSITORY / "src" / PACKAGE
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name and its parsed code."""

    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in."""
        return self.name.split(".")[0]


def module(name: str, code: str) -> Module:
    """Give a module from code typed in a test."""
    return Module(name, ast.parse(code))


@cache
def modules() -> tuple[Module, ...]:
    """Give every module of the package; a folder is called after itself."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name or "__init__", ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def only_for_types(node: ast.AST) -> bool:
    """Whether this is a block that only a type checker reads."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Give every node that runs."""
    for child in ast.iter_child_nodes(tree):
        if not only_for_types(child):
            yield child
            yield from nodes(child)


def import_lines(every: Iterator[ast.AST]) -> Iterator[tuple[str, str]]:
    """Give (name in the code, dotted name) of each import; a relative one starts with a dot."""
    for node in every:
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from ((one.asname or one.name, f"{start}.{one.name}") for one in node.names)


def imported(tree: ast.AST) -> set[str]:
    """Give the dotted name of everything that this code imports, inside functions too."""
    return {dotted for _, dotted in import_lines(nodes(tree))}


def every_import(tree: ast.AST) -> set[tuple[str, str]]:
    """Give (name in the code, dotted name); also of what only a type checker imports."""
    return set(import_lines(ast.walk(tree)))


def texts(tree: ast.AST) -> set[str]:
    """Give each text in the code: `import_module("a.b")` knows a module as much as `import`."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def own(dotted: str, names: set[str]) -> str:
    """Give the module of ours that a dotted name leads to; nothing when it is not ours."""
    inner = dotted.removeprefix(f"{PACKAGE}.")
    if inner == dotted:
        return ""
    return inner if inner in names else inner.rpartition(".")[0]


def known_modules(one: Module, names: set[str]) -> set[str]:
    """Give which of our modules a module knows, if only for the type checker."""
    named = {text for text in texts(one.tree) if own(text, names) in names}
    asked = {dotted for _, dotted in every_import(one.tree)}
    found = {own(dotted, names) for dotted in asked | named}
    return found - {one.name, ""}


def graph(package: tuple[Module, ...]) -> dict[str, set[str]]:
    """Give per module which of our modules it knows."""
    names = {one.name for one in package}
    return {one.name: known_modules(one, names) for one in package}


def cycle(package: tuple[Module, ...]) -> list[str]:
    """Give the modules that import each other in a ring; none when the road is one-way."""
    try:
        TopologicalSorter(graph(package)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def functions(package: tuple[Module, ...]) -> list[tuple[str, Function]]:
    """Give each function and method with its module's name."""
    return [
        (one.name, node) for one in package for node in ast.walk(one.tree)
        if isinstance(node, Function)
    ]  # fmt: skip
