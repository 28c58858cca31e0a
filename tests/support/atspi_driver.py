"""The app as a screen reader meets it, for the tests that drive the real program.

Run by the system's own Python (`/usr/bin/python3`), which has the accessibility bindings that a
virtual environment lacks. Reads one JSON object a line on standard input, `{"do": name, …}`, and
answers each with one line: `{"is": result}` or `{"error": words}`. Elements are passed as numbers.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version first)

_EVENTS = (
    "object:children-changed",
    "object:property-change",
    "object:state-changed",
    "object:text-changed",
    "object:model-changed",
    "object:selection-changed",
    "window:activate",
    "window:create",
)
# What can have a million children: never walked through, but asked by row and column.
_HUGE = {"table", "tree table", "list", "tree", "table cell", "list item"}
_ITEMS = {"table cell", "list item", "tree item"}
_PATIENCE = 100_000
_WALK_AT_MOST = 400  # children of a small list


class Driver:
    """Keeps the elements that were handed out; they are numbered from 1."""

    def __init__(self) -> None:
        self._elements: list[Any] = [None]
        self._happened = False
        self._context = GLib.MainContext.default()
        Atspi.init()
        # Milliseconds. By itself it gives up on a program that is busy for 0.8 s.
        Atspi.set_timeout(_PATIENCE, _PATIENCE)
        # An accessible's cached name or state can be older than the screen.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        self._listener = Atspi.EventListener.new(self._note)
        for event in _EVENTS:
            self._listener.register(event)

    def _note(self, _event: Any) -> None:
        self._happened = True

    # --- finding ---------------------------------------------------------------------------

    def wait(self, seconds: float) -> bool:
        """Until something happens on the screen, or so long."""
        deadline = time.monotonic() + seconds
        self._happened = False
        while not self._happened and time.monotonic() < deadline:
            if not self._context.iteration(False):
                time.sleep(0.01)
        return self._happened

    def application(self, pid: int) -> int | None:
        """The root element of a process, or None while it has none."""
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == pid:
                child.set_cache_mask(Atspi.Cache.NONE)
                return self._number(child)
        return None

    def find(
        self,
        under: int,
        *,
        role: str | None = None,
        name: str | None = None,
        prefix: bool = False,
        showing: bool = True,
        all: bool = False,  # noqa: A002
    ) -> list[int]:
        """The first element below `under` (or all) with that role and name (or its beginning)."""
        found = []
        for element in self._walk(self._elements[under]):
            if role is not None and element.get_role_name() != role:
                continue
            if name is not None and not any(
                own.startswith(name) if prefix else own == name for own in self._names(element)
            ):
                continue
            if showing and not element.get_state_set().contains(Atspi.StateType.SHOWING):
                continue
            found.append(self._number(element))
            if not all:
                break
        return found

    def unnamed(self, under: int) -> list[str]:
        """The roles of what can have the keyboard below `under` and says nothing of itself."""
        return [
            element.get_role_name()
            for element in self._walk(self._elements[under])
            if element.get_role_name() not in _ITEMS
            and {Atspi.StateType.SHOWING, Atspi.StateType.FOCUSABLE}
            <= set(element.get_state_set().get_states())
            and not any(self._names(element))
        ]

    def focused(self, under: int) -> list[int]:
        """The widget that has the keyboard below `under`, if there is one.

        The innermost, because what hands the focus on to its child has it too. Not an item: a
        view's current item calls itself focused wherever the keyboard is.
        """
        found = [
            element
            for element in self._walk(self._elements[under])
            if element.get_state_set().contains(Atspi.StateType.FOCUSED)
            and element.get_role_name() not in _ITEMS
        ]
        return [self._number(element) for element in found[-1:]]

    @staticmethod
    def _names(element: Any) -> Iterator[str]:
        """Its own name and those of its labels: a combo box's own name is its current text."""
        yield element.get_name() or ""
        for relation in element.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                for index in range(relation.get_n_targets()):
                    yield (relation.get_target(index).get_name() or "").replace("&", "")

    def _walk(self, root: Any) -> Iterator[Any]:
        queue = [root]
        while queue:
            element = queue.pop(0)
            if element is None:
                continue
            if element is not root:
                yield element
            count = element.get_child_count()
            if count > _WALK_AT_MOST or (count > 60 and element.get_role_name() in _HUGE):
                continue
            queue.extend(element.get_child_at_index(index) for index in range(count))

    def tree(self, under: int, depth: int = 30) -> str:
        """Roles and names below, one a line, to look at while writing a test."""
        lines: list[str] = []

        def walk(element: Any, level: int) -> None:
            if element is None or level > depth:
                return
            states = element.get_state_set()
            showing = "" if states.contains(Atspi.StateType.SHOWING) else " (hidden)"
            count = element.get_child_count()
            lines.append(f"{'  ' * level}{element.get_role_name()} {element.get_name()!r}{showing}")
            if count > _WALK_AT_MOST:
                lines.append(f"{'  ' * level}  … {count} children")
                return
            for index in range(count):
                walk(element.get_child_at_index(index), level + 1)

        walk(self._elements[under], 0)
        return "\n".join(lines)

    # --- reading ---------------------------------------------------------------------------

    def info(self, element: int) -> dict[str, Any]:
        """What a screen reader would say about it."""
        it = self._elements[element]
        component = it.get_component_iface()
        box = component.get_extents(Atspi.CoordType.SCREEN) if component else None
        return {
            "role": it.get_role_name(),
            "name": it.get_name() or "",
            "description": it.get_description() or "",
            "states": sorted(state.value_nick for state in it.get_state_set().get_states()),
            "text": self._text(it),
            "value": it.get_current_value() if it.get_value_iface() else None,
            "box": [box.x, box.y, box.width, box.height] if box else None,
            "children": it.get_child_count(),
        }

    @staticmethod
    def _text(it: Any) -> str | None:
        text = it.get_text_iface()
        return None if text is None else str(Atspi.Text.get_text(text, 0, -1))

    def children(self, element: int, first: int = 0, count: int = _WALK_AT_MOST) -> list[int]:
        it = self._elements[element]
        last = min(it.get_child_count(), first + count)
        kept = (it.get_child_at_index(index) for index in range(first, last))
        return [self._number(child) for child in kept if child is not None]

    def parent(self, element: int) -> int:
        return self._number(self._elements[element].get_parent())

    def table_size(self, element: int) -> list[int]:
        table = self._table(element)
        return [Atspi.Table.get_n_rows(table), Atspi.Table.get_n_columns(table)]

    def headers(self, element: int) -> list[str]:
        table = self._table(element)
        columns = Atspi.Table.get_n_columns(table)
        return [Atspi.Table.get_column_description(table, column) for column in range(columns)]

    def rows(self, element: int, first: int = 0, count: int = 50) -> list[list[str]]:
        """The texts of the cells, row by row."""
        table = self._table(element)
        columns = range(Atspi.Table.get_n_columns(table))
        last = min(Atspi.Table.get_n_rows(table), first + count)
        return [
            [self._name(Atspi.Table.get_accessible_at(table, row, column)) for column in columns]
            for row in range(first, last)
        ]

    @staticmethod
    def _name(it: Any) -> str:
        return "" if it is None else str(it.get_name() or "")

    def cell(self, element: int, row: int, column: int) -> int:
        return self._number(Atspi.Table.get_accessible_at(self._table(element), row, column))

    def selected_rows(self, element: int) -> list[int]:
        return list(Atspi.Table.get_selected_rows(self._table(element)))

    # --- acting ----------------------------------------------------------------------------

    def press(self, element: int, action: str | None = None) -> bool:
        """Do its action of that name, or its first one: press, click, toggle."""
        it = self._elements[element].get_action_iface()
        if it is None:
            raise LookupError("it has no action")
        names = [it.get_action_name(index) for index in range(it.get_n_actions())]
        wanted = action if action is not None else names[0]
        if wanted not in names:
            raise LookupError(f"it has no action {wanted!r} but {names}")
        return bool(it.do_action(names.index(wanted)))

    def set_text(self, element: int, text: str) -> bool:
        """Put `text` into a field, as dictation does: without any key event."""
        it = self._elements[element].get_editable_text_iface()
        if it is None:
            raise LookupError("its text cannot be edited")
        return bool(Atspi.EditableText.set_text_contents(it, text))

    def focus(self, element: int) -> bool:
        return bool(self._elements[element].get_component_iface().grab_focus())

    def set_value(self, element: int, value: float) -> bool:
        return bool(self._elements[element].get_value_iface().set_current_value(value))

    def select_child(self, element: int, index: int) -> bool:
        it = self._elements[element].get_selection_iface()
        if it is None:
            raise LookupError("nothing can be selected in it")
        return bool(Atspi.Selection.select_child(it, index))

    def select_row(self, element: int, row: int, add: bool = False) -> bool:
        table = self._table(element)
        if not add:
            for old in Atspi.Table.get_selected_rows(table):
                if old != row:
                    Atspi.Table.remove_row_selection(table, old)
        return bool(Atspi.Table.add_row_selection(table, row))

    # --- inside ----------------------------------------------------------------------------

    def _table(self, element: int) -> Any:
        table = self._elements[element].get_table_iface()
        if table is None:
            raise LookupError("it is no table")
        return table

    def _number(self, it: Any) -> int:
        if it is None:
            raise LookupError("there is no such element")
        self._elements.append(it)
        return len(self._elements) - 1


def main() -> None:
    """Answer until standard input ends."""
    driver = Driver()
    commands = {name: getattr(driver, name) for name in dir(driver) if not name.startswith("_")}
    for line in sys.stdin:
        request = json.loads(line)
        command = commands[request.pop("do")]
        try:
            answer = {"is": command(**request)}
        except (LookupError, GLib.Error) as error:  # GLib: the element or its program is gone
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
