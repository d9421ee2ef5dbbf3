"""The triggers that a first migration names in its models, installed in one step."""

from typing import Any

from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Installs what `triggers` in the options of the app's models name; nothing in the state changes.

    makemigrations writes an AddTrigger for each, and each of ninety lets Django render all its models anew: half of
    the time that a new database took. The step stands last, after the tables; they take their triggers along where the
    migration is taken back."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in to_state.apps.get_app_config(app_label).get_models():
            for trigger in getattr(model._meta, "triggers", []):
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pass

    def describe(self) -> str:
        return "Install the triggers of the models"
