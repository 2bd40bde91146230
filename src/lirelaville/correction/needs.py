"""What a check needs in order to be run away from the learner's notebook."""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

# what « table.query("nom == @nom") » reads
QUERIED = re.compile(r"@(\w+)")
# a function that uses one of these only makes sense in the learner's own notebook
OF_THE_NOTEBOOK = {"In", "Out", "get_ipython", "globals", "locals", "vars", "exec"}


@dataclass(frozen=True)
class Check:
    """One check: its code, the values it reads, and what it imports and calls.

    ``visible`` is the part that learners have; ``names`` are asked of the learner's
    process; ``prelude`` is code of the source, run by the judge before the check.
    """

    source: str
    visible: str
    names: tuple[str, ...]
    prelude: str


class Helpers:
    """The imports, functions and variables of a lesson, which its checks may use."""

    def __init__(self) -> None:
        self.imports: dict[str, str] = {}
        self.functions: dict[str, str] = {}
        self.variables: set[str] = set()

    def learn(self, source: str) -> None:
        """Note what a cell imports and defines; a later one replaces the former."""
        self.variables |= made(source)
        for node in _statements(source):
            if isinstance(node, ast.FunctionDef):
                code = ast.unparse(node)
                if OF_THE_NOTEBOOK & reads(code):
                    self.functions.pop(node.name, None)
                else:
                    self.functions[node.name] = code

    def learn_imports(self, source: str) -> None:
        """Note what a cell imports, by the names it gives."""
        for node in _statements(source):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    self.imports[name] = ast.unparse(node)

    def check(self, answer: str, source: str, visible: str) -> Check:
        """Find all that a check reads, through the functions that it calls."""
        names, prelude, own = {answer}, {}, made(source)
        wanted = sorted(reads(source) - {answer})
        while wanted:
            name = wanted.pop()
            if name in names or name in prelude or hasattr(builtins, name):
                continue
            code = self.imports.get(name) or self.functions.get(name)
            if code:
                prelude[name] = code
                wanted += sorted(reads(code) - made(code))
            elif name not in own or name in self.variables:
                names.add(name)
        code = "\n".join(dict.fromkeys(prelude.values()))
        return Check(source, visible, tuple(sorted(names)), code)


def reads(source: str) -> set[str]:
    """Return the names that some code reads, in functions and in queries too."""
    table = _symbols(source)
    return {*_referenced(table), *QUERIED.findall(source)} if table else set()


def made(source: str) -> set[str]:
    """Return the names to which some code gives a value."""
    table = _symbols(source)
    symbols = table.get_symbols() if table else ()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def _symbols(source: str) -> symtable.SymbolTable | None:
    try:
        return symtable.symtable(source, "cell", "exec")
    except SyntaxError:  # a magic command of notebooks
        return None


def _referenced(table: symtable.SymbolTable) -> Iterator[str]:
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _referenced(child)


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []
