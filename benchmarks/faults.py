"""The small faults that `planted_faults.py` plants: where each may stand in a module, and what it makes of the line.

Faults are planted in functions and in constants of modules. Left alone are migrations, the tables of addresses, the
registration of translated fields, names for people (`__str__`), log messages and the words of messages.
"""

import ast
import re
from copy import deepcopy
from typing import NamedTuple

APPS = ("summary", "floor", "programme", "speakers", "translation", "conference")
LEFT_OUT = re.compile(r"/migrations/|/(urls\w*|apps|translation|settings|wsgi|checks|docs_urls)\.py$|/__init__\.py$")
WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy", "format_html"}
LOGS = {"logger", "log", "logging", "stdout", "stderr", "messages"}

TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
LOCKS = {"select_for_update"}
LOCKING = ("list(", "lock(", "lock_all(", "locking.")  # how a step begins that locks rows
QUERIES = {
    "filter", "exclude", "public", "distinct", "visible_to", "waiting", "speaking", "valid", "joined", "of", "strip",
    "lower", "standing", "listed", "with_secret",
}  # fmt: skip
UNTOLD = {"select_related", "prefetch_related", "only", "defer", "iterator"}  # these make no difference but in time
DULL_KEYWORDS = {"strict", "update_fields", "encoding", "stacklevel", "help_text", "label", "verbose_name", "help"}


class Fault(NamedTuple):
    """One change of one place: bytes `start` to `end` of the file become `text`."""

    path: str
    line: int
    function: str
    kind: str
    before: str
    after: str
    start: int
    end: int
    text: str
    sites: tuple  # the lines of the statements that a test must reach to meet it

    @property
    def place(self):
        """What it is known by, whatever lines are added above it."""
        return f"{self.path} {self.function}: {self.kind}: {_short(self.before)} -> {_short(self.after)}"

    @property
    def app(self):
        return self.path.split("/")[0]

    @property
    def room(self):
        parts = self.path.split("/")
        return parts[1] if len(parts) > 2 else ""


def faults_of(path, source):
    """All faults that can be planted in a module."""
    found = _Finder(path, source)
    found.module(ast.parse(source))
    return list(found.faults.values())


def planted(source, fault):
    data = source.encode()
    return (data[: fault.start] + fault.text.encode() + data[fault.end :]).decode()


def _short(text, most=110):
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 40]} ... {text[-35:]}"


class _Finder:
    def __init__(self, path, source):
        self.path, self.data = path, source.encode()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.faults = {}  # place -> the first fault there

    def module(self, tree):
        used = {}  # name of a constant -> lines of statements in functions that use it
        for function, name in _functions(tree, ""):
            self.function = name
            if not name.split(".")[-1].startswith(("__str__", "__repr__")):
                self._block(function, function.body)
            for statement in (node for node in ast.walk(function) if isinstance(node, ast.stmt)):
                for node in _own(statement):
                    if isinstance(node, ast.Name):
                        used.setdefault(node.id, set()).add(statement.lineno)
        self.function = ""
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self.sites = tuple(sorted(used.get(statement.targets[0].id, ())))
                if self.sites and isinstance(statement.value, (ast.Constant, ast.BinOp, ast.Call)):
                    self._bounds(statement.value)

    def _block(self, owner, statements):
        for number, statement in enumerate(statements):
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or _is_docstring(statement):
                continue
            self.sites = (statement.lineno,)
            self._whole(owner, statements, number)
            if not _is_log(statement):
                for node in _own(statement):
                    self._expression(node)
            for inner in ("body", "orelse", "finalbody"):
                self._block(statement, getattr(statement, inner, []))
            for handler in getattr(statement, "handlers", []):
                self._block(statement, handler.body)

    def _whole(self, owner, statements, number):
        """Faults of a statement: the guard, the audit entry, the act or the last step is gone."""
        statement = statements[number]
        if isinstance(statement, ast.If) and not statement.orelse and not self._at(statement).startswith(b"elif"):
            if isinstance(statement.body[-1], (ast.Raise, ast.Return, ast.Continue)):
                self._replace(statement, "guard dropped", "pass", before=f"if {ast.unparse(statement.test)}: ...")
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) and not _is_log(statement):
            name = ast.unparse(statement.value.func)
            is_audit = "AuditEntry" in name or name.endswith((".record", "audit"))
            self._replace(statement, "audit entry dropped" if is_audit else "step dropped", "pass")
        elif isinstance(statement, ast.Return) and isinstance(statement.value, ast.Constant):
            if isinstance(statement.value.value, bool):
                self._replace(statement, "answer turned", f"return {not statement.value.value}")
        elif isinstance(statement, ast.AugAssign):
            self._replace(statement, "step dropped", "pass")

    def _expression(self, node):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED:
            turned = deepcopy(node)
            turned.ops = [TURNED[type(node.ops[0])]()]
            self._replace(node, "comparison turned", ast.unparse(turned))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self._replace(node, "not dropped", f"({ast.unparse(node.operand)})", after=ast.unparse(node.operand))
        elif isinstance(node, ast.BoolOp):
            swapped = deepcopy(node)
            swapped.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            self._replace(node, "and/or swapped", f"({ast.unparse(swapped)})", after=ast.unparse(swapped))
        elif isinstance(node, ast.IfExp):
            turned = ast.IfExp(node.test, node.orelse, node.body)
            self._replace(node, "either turned", f"({ast.unparse(turned)})", after=ast.unparse(turned))
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, (ast.Slice, ast.BinOp)) and not isinstance(getattr(node, "op", None), ast.Mod):
            self._bounds(node)
        if isinstance(node, ast.Compare):
            self._bounds(node)

    def _call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if isinstance(node.func, ast.Attribute) and name in LOCKS | QUERIES:
            kind = "lock dropped" if name in LOCKS else "call dropped"
            self._replace(
                node, kind, ast.unparse(node.func.value), before=f"[...].{name}({_inside(node)})", after="[...]"
            )
        if name in {"order_by", "sorted", "sort", "min", "max"}:
            self._sort(node, name)
        for number, keyword in enumerate(node.keywords):
            if keyword.arg and keyword.arg not in DULL_KEYWORDS and name not in UNTOLD | QUERIES | LOCKS | {"dict"}:
                shorter = deepcopy(node)
                del shorter.keywords[number]
                said = f"{name}(..., {ast.unparse(keyword)})"
                self._replace(node, "keyword dropped", ast.unparse(shorter), before=said, after=f"{name}(...)")

    def _sort(self, node, name):
        turned = deepcopy(node)
        if name == "order_by" and node.args and isinstance(node.args[0], ast.Constant):
            if len(node.args) > 1:
                turned.args[:2] = reversed(node.args[:2])
            else:
                field = node.args[0].value
                turned.args[0] = ast.Constant(field[1:] if field.startswith("-") else f"-{field}")
            self._replace(node, "order turned", ast.unparse(turned))
        for number, keyword in enumerate(node.keywords):
            key = keyword.value
            if keyword.arg == "key" and isinstance(key, ast.Lambda) and isinstance(key.body, ast.Tuple):
                turned.keywords[number].value.body.elts[:2] = reversed(key.body.elts[:2])
                self._replace(node, "order turned", ast.unparse(turned))

    def _bounds(self, node):
        """Faults of the whole numbers that stand in a bound: one more."""
        before = ast.unparse(node)
        for number in ast.walk(node):
            if isinstance(number, ast.Constant) and type(number.value) is int:
                number.value += 1
                after, text = ast.unparse(node), str(number.value)
                number.value -= 1
                self._replace(number, "bound by one", text, before=before, after=after)

    def _replace(self, node, kind, text, *, before=None, after=None):
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[node.end_lineno - 1] + node.end_col_offset
        before = before or ast.unparse(node)
        fault = Fault(self.path, node.lineno, self.function, kind, before, after or text, start, end, text, self.sites)
        self.faults.setdefault(fault.place, fault)

    def _at(self, node):
        return self.data[self.starts[node.lineno - 1] + node.col_offset :]


def _functions(node, prefix):
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield inner, prefix + inner.name
        if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If)):
            yield from _functions(inner, f"{prefix}{getattr(inner, 'name', '')}.".lstrip("."))


def _own(statement):
    """The expressions of a statement itself: not those of statements in it, of words for people, or of f-strings."""
    left = [node for node in ast.iter_child_nodes(statement) if isinstance(node, (ast.expr, ast.withitem))]
    while left:
        node = left.pop()
        yield node
        is_words = isinstance(node, ast.Call) and getattr(node.func, "id", "") in WORDS
        if not is_words and not isinstance(node, ast.JoinedStr):  # in 3.11 the parts of an f-string have no true place
            left += ast.iter_child_nodes(node)


def _is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_log(statement):
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return False
    return bool(LOGS & {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(statement.value.func)})


def _inside(call):
    return ", ".join(ast.unparse(part) for part in (*call.args, *call.keywords))


def is_lock(fault):
    """Whether rows are no longer locked: `conference.locking` does it, or a `list(...)` that nothing uses."""
    return fault.kind == "lock dropped" or (fault.kind == "step dropped" and fault.before.startswith(LOCKING))
