"""`make lint` refuses a released migration that changed, and a new one beside which the last release cannot work."""

import pytest

from lint.findings import ROOT
from lint.migrations import RELEASED, changed, checksum_of, created_by, migrations, read_released, stops_old_code

FIELD = "migrations.AddField(model_name='speaker', name='rank', field={})"


def test_first_migration_of_each_app_was_released_and_reads_as_it_did():
    released = read_released(RELEASED.read_text(encoding="utf-8"))

    assert {f"{app}/migrations/0001_initial.py" for app in ("conference", "speakers", "floor")} <= set(released)
    assert list(changed({name: ROOT / name for name in released}, released)) == []
    assert {str(path.relative_to(ROOT)) for path in migrations()} >= set(released)


def test_released_migration_that_changed_or_is_gone_is_found(tmp_path):
    path = tmp_path / "0001_initial.py"
    path.write_text("one")
    released = {"0001": checksum_of(path), "0002": "0" * 64}
    path.write_text("another")

    assert [sentence for *__, sentence in changed({"0001": path}, released)] == [
        "this migration was released, and has changed: write another one",
        "this migration was released and is gone: installations have run it",
    ]


@pytest.mark.parametrize(
    "operation",
    [
        FIELD.format("models.IntegerField(default=0)"),
        FIELD.format("conference.fields.Line(blank=True)"),
        FIELD.format("models.ForeignKey(to='conference.user', null=False)"),
        "migrations.RemoveField(model_name='speaker', name='rank')",
        "migrations.RenameField(model_name='speaker', old_name='rank', new_name='place')",
        "migrations.DeleteModel(name='Speaker')",
    ],
)
def test_operation_beside_which_old_code_fails_is_found_unless_the_migration_says_why(operation):
    source = f"operations = [{operation}]"

    assert [line for line, _sentence in stops_old_code(source)] == [1]
    assert list(stops_old_code(f"# Stop all processes: the ranks are counted anew.\n{source}")) == []


@pytest.mark.parametrize(
    "operation",
    [
        FIELD.format("models.IntegerField(default=0, db_default=0)"),
        FIELD.format("models.IntegerField(null=True)"),
        FIELD.format("models.ManyToManyField(to='conference.user')"),
        "migrations.CreateModel(name='Rank', fields=[('number', models.IntegerField())])",
    ],
)
def test_operation_that_old_code_does_not_notice_is_allowed(operation):
    assert list(stops_old_code(f"operations = [{operation}]")) == []


def test_column_of_a_model_that_old_code_does_not_know_needs_no_default():
    made = created_by("operations = [migrations.CreateModel(name='Speaker', fields=[])]")
    source = f"operations = [{FIELD.format('models.IntegerField()')}]"

    assert made == {"speaker"}
    assert list(stops_old_code(source, made)) == []
    assert [line for line, _sentence in stops_old_code(source, {"delegation"})] == [1]
