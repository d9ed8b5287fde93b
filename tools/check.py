"""`make check`: format, lint, types, contracts, templates and size budgets; says which one failed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COMMANDS = {
    "format": [BIN / "ruff", "format", "--check", "."],
    "lint": [BIN / "ruff", "check", "."],
    "types": [BIN / "mypy"],
    "contracts": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", "templates", "--lint", "--quiet"],
}
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, VIEW_LINES = 400, 60, 120, 25
CODE = ("marketplace", "tools", "bench", "tests")


def functions(path: Path) -> list[tuple[str, int, bool]]:
    """Name, length in lines, and whether it is a view, of every function in a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            view = any("bp." in ast.unparse(decorator) for decorator in node.decorator_list)
            found.append((node.name, (node.end_lineno or node.lineno) - node.lineno + 1, view))
    return found


def budget_problems() -> list[str]:
    """Everything over its size budget; prints the median and the p90 of the functions."""
    problems, lengths = [], []
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        name = path.relative_to(ROOT)
        lines = path.read_text().count("\n")
        if lines > FILE_LINES:
            problems.append(f"{name}: {lines} lines (at most {FILE_LINES})")
        for function, length, view in functions(path):
            lengths.append(length)
            limit = VIEW_LINES if view else FUNCTION_LINES
            if length > limit:
                problems.append(f"{name}:{function}: {length} lines (at most {limit})")
    for path in (ROOT / "templates").rglob("*.html"):
        lines = path.read_text().count("\n")
        if lines > TEMPLATE_LINES:
            problems.append(f"{path.relative_to(ROOT)}: {lines} lines (at most {TEMPLATE_LINES})")
    p90 = quantiles(lengths, n=10)[8]
    print(f"functions: {len(lengths)}, median {median(lengths):.0f} lines, p90 {p90:.0f}")
    return problems


def main() -> None:
    failed = [
        name
        for name, command in COMMANDS.items()
        if subprocess.run(list(map(str, command)), cwd=ROOT, check=False).returncode
    ]
    if problems := budget_problems():
        print("\n".join(problems))
        failed.append("budgets")
    sys.exit(f"check failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
