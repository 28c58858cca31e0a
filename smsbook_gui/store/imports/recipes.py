"""The saved comparisons, as the account's file keeps them."""

import json
from contextlib import suppress

from smsbook_gui.domain.imports.recipe import Recipe, as_data, from_data
from smsbook_gui.store.db.transaction import Read, Transaction, from_micros, to_micros


def recipes(read: Read) -> list[Recipe]:
    """All of them, the one that was run last first, without those of a newer version."""
    rows = read.all(
        "SELECT id, name, file, file_size, file_time, last_run, choices FROM recipe"
        " ORDER BY last_run DESC, id DESC"
    )
    found: list[Recipe] = []
    for recipe_id, name, file, size, time, last_run, choices in rows:
        with suppress(ValueError, KeyError, TypeError):
            kept = from_data(json.loads(choices))
            state = (size, time)
            found.append(Recipe(recipe_id, name, file, state, from_micros(last_run), kept))
    return found


def save(tx: Transaction, recipe: Recipe) -> int:
    """Adds a comparison, or replaces the one with its id; returns its id."""
    values = (
        recipe.name,
        recipe.file,
        *recipe.state,
        to_micros(recipe.last_run),
        json.dumps(as_data(recipe.choices)),
    )
    if recipe.id:
        tx.run(
            "UPDATE recipe SET name = ?, file = ?, file_size = ?, file_time = ?, last_run = ?,"
            " choices = ? WHERE id = ?",
            (*values, recipe.id),
        )
        return recipe.id
    tx.run(
        "INSERT INTO recipe (name, file, file_size, file_time, last_run, choices)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    made: int = tx.value("SELECT last_insert_rowid()")
    return made


def delete(tx: Transaction, recipe_id: int) -> None:
    """Forgets a saved comparison."""
    tx.run("DELETE FROM recipe WHERE id = ?", (recipe_id,))
