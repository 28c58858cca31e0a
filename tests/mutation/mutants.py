"""The mutants of a module: one small change each, in Python or in the SQL of its texts."""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = Callable[[ast.AST], None]
"""Made on the copy of a node."""

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SQL = (
    (r"\bAND\b", "OR"),
    (r"\bOR\b(?! (IGNORE|REPLACE))", "AND"),
    (r"\bNOT (?=EXISTS|IN\b|coalesce|\()", ""),
    (r"\bEXISTS\b", "NOT EXISTS"),
    (r"\bNOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "NOT NULL"),
    (r"(?<=\S) = (?=\S)", " <> "),
    (r" <> ", " = "),
    (r" < ", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bDESC\b", "ASC"),
)
_LOOKS_LIKE_SQL = re.compile(
    r"\b(SELECT|UPDATE|DELETE|INSERT|WHERE|FROM|AND|OR|EXISTS|CASE|SET|NULL|IN)\b"
)
_SET_PART = re.compile(r"\bSET\b(?:(?!\bWHERE\b|\bFROM\b).)*", re.DOTALL)
"""Its equal signs assign."""
_UNIMPORTANT = frozenset({"info", "debug", "warning", "around"})
"""Calls that log, or name a place for tests."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change at a line; `source` is the module with it."""

    number: int
    line: int
    what: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """All of them, in the order of the file."""
    tree = ast.parse(source)
    number = 0
    for path, node in _nodes(tree, ()):
        for what, change in _changes(node):
            mutated = copy.deepcopy(tree)
            change(_at(mutated, path))
            number += 1
            text = ast.unparse(ast.fix_missing_locations(mutated))
            yield Mutant(number, getattr(node, "lineno", 0), what, text)


Path = tuple[tuple[str, int | None], ...]


def _nodes(node: ast.AST, path: Path) -> Iterator[tuple[Path, ast.AST]]:
    """What is to be changed, with the way to it; not types, docstrings and decorators."""
    yield path, node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params", "bases"}:
            continue
        parts = value if isinstance(value, list) else [value]
        for place, part in enumerate(parts):
            if isinstance(part, ast.AST) and not _is_left_alone(part):
                yield from _nodes(part, (*path, (name, place if part is not value else None)))


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom):
        return True
    call = node.value if isinstance(node, ast.Expr) else node
    function = call.func if isinstance(call, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in _UNIMPORTANT


def _at(tree: ast.AST, path: Path) -> ast.AST:
    for name, place in path:
        found = getattr(tree, name)
        tree = found if place is None else found[place]
    return tree


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    yield from _changed_statement(node)
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                other = _COMPARED.get(type(operator))
                if other is not None:
                    yield f"{type(operator).__name__} is {other.__name__}", _operator(place, other)
        case ast.BoolOp():
            swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield f"and/or is {swapped.__name__}", _set(op=swapped())
        case ast.BinOp():
            calculated = _CALCULATED.get(type(node.op))
            if calculated is not None and not _is_text(node):
                yield f"{type(node.op).__name__} is {calculated.__name__}", _set(op=calculated())
        case ast.UnaryOp(op=ast.Not()):
            yield "not goes", _set(op=ast.UAdd(), operand=_truth(node.operand))
        case ast.comprehension() if node.ifs:
            yield "filter goes", _set(ifs=[])
        case ast.Constant():
            yield from _constant_changes(node)


def _changed_statement(node: ast.AST) -> Iterator[tuple[str, Change]]:
    match node:
        case ast.If() | ast.IfExp() | ast.While():
            yield "condition is its opposite", _negate_test
        case ast.Return() if node.value is not None and not _is_nothing(node.value):
            yield "returns None", _set(value=ast.Constant(None))
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield "call goes", _set(value=ast.Constant(None))
        case ast.AugAssign():
            yield "assignment goes", _set(value=_neutral(node.op))


def _constant_changes(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} is {not value}", _set(value=not value)
    elif isinstance(value, int):
        yield f"{value} is {value + 1}", _set(value=value + 1)
    elif isinstance(value, str) and _LOOKS_LIKE_SQL.search(value):
        assigned = [found.span() for found in _SET_PART.finditer(value)]
        for pattern, instead in _SQL:
            for found in re.finditer(pattern, value):
                start, end = found.span()
                if "=" in found[0] and any(a <= start < b for a, b in assigned):
                    continue
                text = value[:start] + instead + value[end:]
                yield f"SQL {found[0].strip()} is {instead.strip() or 'gone'}", _set(value=text)


def _set(**fields: object) -> Change:
    def change(node: ast.AST) -> None:
        for name, value in fields.items():
            setattr(node, name, copy.deepcopy(value))

    return change


def _operator(place: int, other: type[ast.cmpop]) -> Change:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Compare)
        node.ops[place] = other()

    return change


def _negate_test(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.IfExp | ast.While)
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _truth(value: ast.expr) -> ast.expr:
    """`+bool(x)` is as true as x."""
    return ast.Call(ast.Name("bool", ast.Load()), [value], [])


def _is_nothing(node: ast.expr) -> bool:
    """None, and what is as false as None is."""
    return isinstance(node, ast.Constant) and not node.value


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(one, ast.JoinedStr)
        or (isinstance(one, ast.Constant) and isinstance(one.value, str))
        for one in sides
    )


def _neutral(operator: ast.operator) -> ast.expr:
    return ast.Constant(int(isinstance(operator, ast.Mult)))
