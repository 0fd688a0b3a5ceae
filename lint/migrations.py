"""Migrations of a release never change, and later ones leave the code of that release at work beside the new one.

`python -m lint.migrations` compares those of releases with their checksums in `lint/released_migrations.txt`, and looks
at what the others do; `--release 0.2.0` writes down, when that version is tagged, those that are new.

An installation that has run a migration runs it never again, so that a change of it splits installations in two. And
while processes are replaced one after another, the old code writes to the new tables: a column that it does not know
needs a default in the database (`db_default`), and a column that it reads stays until the next release. A migration
that cannot do without says so (`# Stop all processes: why`), and so do the notes of its release.
"""

import ast
import hashlib
import sys

from lint.findings import ROOT, report, tracked

RELEASED = ROOT / "lint" / "released_migrations.txt"
EXEMPT = "# Stop all processes: "
LOST = ("RemoveField", "RenameField", "DeleteModel", "RenameModel", "AlterModelTable")
BY_DJANGO = ("ManyToManyField", "BigAutoField")  # columns that no INSERT of old code lacks


def findings():
    present = {str(path.relative_to(ROOT)): path for path in migrations()}
    released = read_released(RELEASED.read_text(encoding="utf-8"))
    yield from changed(present, released)
    new = {name: path.read_text(encoding="utf-8") for name, path in present.items() if name not in released}
    made = {(name.split("/")[0], model) for name, source in new.items() for model in created_by(source)}
    for name, source in new.items():
        own = {model for app, model in made if app == name.split("/")[0]}
        yield from ((present[name], line, sentence) for line, sentence in stops_old_code(source, own))


def migrations():
    return [path for path in tracked("*/migrations/*.py") if path.name != "__init__.py"]


def read_released(text):
    """The checksums of released migrations: {path: checksum}."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {path: checksum for checksum, path in lines}


def changed(present, released):
    """The released migrations that are gone or read otherwise."""
    for name, checksum in released.items():
        if name not in present:
            yield ROOT / name, 1, "this migration was released and is gone: installations have run it"
        elif checksum_of(present[name]) != checksum:
            yield present[name], 1, "this migration was released, and has changed: write another one"


def checksum_of(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stops_old_code(source, new_models=()):
    """What in a migration makes requests to old code fail, which knows no new model: (line, sentence)."""
    if EXEMPT in source:
        return
    for node, given in operations_in(source):
        if node.func.attr not in (*LOST, "AddField"):
            continue
        model = ast.literal_eval(given.get("model_name") or given.get("name") or given["old_name"]).lower()
        if model in new_models:
            continue
        if node.func.attr in LOST:
            yield node.lineno, f"{node.func.attr}: the last release still reads this; remove it in the next one"
        elif lacks_default(given["field"]):
            name = f"{model}.{ast.literal_eval(given['name'])}"
            yield node.lineno, f"{name} needs a db_default: the last release does not know it and adds rows"


def created_by(source):
    """The names of the models that a migration makes, in small letters."""
    operations = operations_in(source)
    return {ast.literal_eval(given["name"]).lower() for node, given in operations if node.func.attr == "CreateModel"}


def operations_in(source):
    """Each call of a method in a migration, such as `migrations.AddField(...)`: (the call, its keywords)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, {keyword.arg: keyword.value for keyword in node.keywords}


def lacks_default(field):
    given = {keyword.arg: keyword.value for keyword in field.keywords}
    kind = field.func.attr if isinstance(field.func, ast.Attribute) else field.func.id
    is_null = "null" in given and ast.literal_eval(given["null"])
    return not is_null and "db_default" not in given and kind not in BY_DJANGO


def release(version):
    """Write down the migrations that were not released before; none that was may have changed."""
    text = RELEASED.read_text(encoding="utf-8") if RELEASED.exists() else ""
    released = read_released(text)
    if list(changed({str(path.relative_to(ROOT)): path for path in migrations()}, released)):
        sys.exit("Migrations that were released have changed: python -m lint.migrations names them.")
    new = [path for path in migrations() if str(path.relative_to(ROOT)) not in released]
    lines = [f"{checksum_of(path)}  {path.relative_to(ROOT)}\n" for path in new]
    RELEASED.write_text(f"{text}# {version}\n{''.join(lines)}", encoding="utf-8")
    print(f"{len(new)} migrations are new in {version}.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--release"]:
        release(sys.argv[2])
    else:
        report(findings())
