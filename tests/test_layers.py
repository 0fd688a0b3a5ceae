from importlinter.cli import lint_imports


def test_an_app_imports_only_apps_below_it(capsys):
    broken = lint_imports(no_cache=True)

    assert not broken, capsys.readouterr().out
