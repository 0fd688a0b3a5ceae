from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "floor"

    def import_models(self):
        """The tables are in three modules: the floor itself, the delegations' seats, the record."""
        super().import_models()
        from floor import record, seats  # noqa: F401
