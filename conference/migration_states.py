"""Migrations in a quarter of the time: each change makes the class of its own model anew, and not of all related ones.

At each change of a model Django also makes the classes of its related models anew; here nearly all are related, so
that most of the time of `migrate` went into classes that nobody asks for. What is written into a table is read from
the class of its model alone. So the others stay as they are, and the state is noted as delayed, as Django does where
it leaves out some: all classes are made anew before a function of a migration works with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.operations import RunPython
from django.db.migrations.state import ProjectState

_backwards = RunPython.database_backwards


@contextmanager
def own_model_alone() -> Iterator[None]:
    """Within it, migrations make no class anew that they do not need."""
    state: Any = ProjectState
    function: Any = RunPython
    before = state.reload_model, function.database_backwards
    state.reload_model, function.database_backwards = _reload_model, _run_backwards
    try:
        yield
    finally:
        state.reload_model, function.database_backwards = before


def _reload_model(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" not in state.__dict__:  # they are made when somebody asks for them
        return
    if delay or model_name not in state.apps.all_models[app_label]:
        state.is_delayed = True
        state._reload({(app_label, model_name)})
    else:  # keys of other tables may follow from what has changed
        del state.__dict__["apps"]
        state.is_delayed = False


def _run_backwards(operation: Any, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
    from_state.clear_delayed_apps_cache()  # which Django does forwards alone
    _backwards(operation, app_label, schema_editor, from_state, to_state)
