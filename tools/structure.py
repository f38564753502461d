"""Prints figures about the structure of the code as a table: `python -m tools.structure [FOLDER]`.

FOLDER is another checkout of this project to compare with. The folders counted are those of `meetings/`; a
module at its root counts as a folder of its own. Imports are read from the source, including those only for
types; a name that a package re-exports is followed to the module that defines it. Migrations are left out.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PRODUCT = ("meetings", "accounts")
MANY = 120


class Code:
    """The modules of the product below `root`, parsed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        paths = (path for package in PRODUCT for path in sorted((root / package).rglob("*.py")))
        self.trees = {
            _module(path.relative_to(root)): ast.parse(path.read_text(encoding="utf-8"))
            for path in paths
            if "migrations" not in path.parts
        }
        self.lines = sum(
            len(path.read_text(encoding="utf-8").splitlines())
            for package in PRODUCT
            for path in (root / package).rglob("*.py")
            if "migrations" not in path.parts
        )

    def imports(self) -> Iterator[tuple[str, str]]:
        """Pairs of modules, of which the first imports the second."""
        for module, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module:
                    for alias in node.names:
                        yield module, self._defined_in(node.module, alias.name)

    def folders(self) -> dict[str, set[str]]:
        """The folders of `meetings/` that each folder imports."""
        imports: dict[str, set[str]] = defaultdict(set)
        for importer, imported in self.imports():
            one, other = self._folder(importer), self._folder(imported)
            if one and other and one != other:
                imports[one].add(other)
        return imports

    def function_lengths(self) -> list[int]:
        """The number of lines of each function, in ascending order."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return sorted(
            (node.end_lineno or node.lineno) - node.lineno + 1
            for tree in self.trees.values()
            for node in ast.walk(tree)
            if isinstance(node, kinds)
        )

    def _defined_in(self, module: str, name: str) -> str:
        if f"{module}.{name}" in self.trees:
            return f"{module}.{name}"
        nodes = ast.walk(self.trees.get(module, ast.Module([], [])))
        imports = (node for node in nodes if isinstance(node, ast.ImportFrom) and node.module)
        for node in imports:
            source = str(node.module)
            is_from_inside = source.startswith(f"{module}.")
            if is_from_inside and name in (alias.asname or alias.name for alias in node.names):
                return self._defined_in(source, name)
        return module

    def _folder(self, module: str) -> str:
        """The folder of `meetings/` that a module is in, the module itself at the root; empty elsewhere."""
        parts = module.split(".")
        if parts[0] != "meetings" or len(parts) == 1:
            return ""
        is_package = (self.root / Path(*parts)).is_dir()
        return ".".join(parts if is_package else parts[:-1]) if len(parts) > 2 or is_package else module


def circles(edges: dict[str, set[str]]) -> list[set[str]]:
    """The groups of folders that import each other directly or indirectly, the largest group first."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for other in edges.get(waiting.pop(), set()) - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    reach = {folder: reached(folder) for folder in edges}
    groups = {frozenset({b for b in reach[a] if a in reach.get(b, ())}) for a in edges if a in reach[a]}
    return sorted(map(set, groups), key=len, reverse=True)


def measure(root: Path) -> dict[str, object]:
    """The figures of the checkout at `root`, by their labels."""
    code = Code(root)
    edges = code.folders()
    lengths = code.function_lengths()
    pairs = {frozenset((a, b)) for a in edges for b in edges[a] if a in edges.get(b, ())}
    groups = circles(edges)
    templates = [
        line for path in (root / "templates").rglob("*.html") for line in path.read_text().splitlines()
    ]
    return {
        "root modules of meetings/": len(list((root / "meetings").glob("*.py"))),
        "largest circle of folders": len(groups[0]) if groups else 0,
        "two-way pairs of folders": len(pairs),
        "product lines (Python)": code.lines,
        "modules": len(code.trees),
        "function lines: median / 95th / max": " / ".join(
            str(round(figure))
            for figure in (statistics.median(lengths), lengths[int(len(lengths) * 0.95)], lengths[-1])
        ),
        f"template lines over {MANY} characters": _share(templates),
    }


def _share(lines: list[str]) -> str:
    return f"{sum(len(line) > MANY for line in lines)} of {len(lines)}"


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[1]
    tables = [measure(folder) for folder in [*map(Path, sys.argv[1:]), here]]
    for name in tables[-1]:
        print(f"{name:<45}", *(f"{table[name]!s:>16}" for table in tables))
