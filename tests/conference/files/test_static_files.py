"""Modules of scripts: each loads what it imports under the name of the same version, and at the same time."""

import re
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.template import Context, Template

from conference.files.static_files import StaticFiles

ANY_IMPORT = re.compile(
    r"""^(?:import\b[^;"'()]*|export\b[^;"'()=]*\bfrom\s*)["']([^"']+)["']|\bimport\(["']([^"']+)["']\)""",
    re.MULTILINE,
)
HASHED = re.compile(r"^\.{1,2}/[\w./-]+\.[0-9a-f]{12}\.js$")


@pytest.fixture
def gather(tmp_path):
    """Puts scripts into a folder as `collectstatic` does, and returns its storage and their texts by name."""

    def gather_from(folder):
        gathered = Path(mkdtemp(dir=tmp_path))
        source, target = FileSystemStorage(folder), StaticFiles(gathered, base_url="/static/")
        names = [str(path.relative_to(folder)) for path in folder.rglob("*.js")]
        for name in names:
            with source.open(name) as file:
                target.save(name, file)
        for name, _hashed, processed in target.post_process({name: (target, name) for name in names}):
            assert not isinstance(processed, Exception), f"{name}: {processed}"
        texts = {name: (gathered / target.stored_name(name)).read_text() for name in names}
        return gathered, target, texts

    return gather_from


def test_every_import_leads_to_a_file_whose_name_changes_with_its_content(gather):
    folder, target, texts = gather(settings.BASE_DIR / "static")

    imports = {name: [one or other for one, other in ANY_IMPORT.findall(text)] for name, text in texts.items()}

    assert any("autosave." in address for address in imports["floor/record/record.js"])
    for name, addresses in imports.items():
        for address in addresses:
            assert HASHED.match(address), f"{name}: {address}"
            assert (folder / target.stored_name(name)).parent.joinpath(address).resolve().exists()


def test_name_of_a_module_changes_with_what_it_imports(gather, tmp_path):
    scripts = tmp_path / "scripts"
    (scripts / "shared").mkdir(parents=True)
    (scripts / "page.js").write_text('import { one } from "./shared/one.js";\n')
    (scripts / "shared" / "one.js").write_text("export const one = 1;\n")
    _, before, _ = gather(scripts)
    name = before.stored_name("page.js")

    (scripts / "shared" / "one.js").write_text("export const one = 2;\n")
    _, after, _ = gather(scripts)

    assert after.stored_name("page.js") != name


def test_page_loads_what_its_module_imports_at_the_same_time(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "shared").mkdir()
    (tmp_path / "a-page.js").write_text('import {\n  one,\n} from "./shared/one.js";\nimport "./shared/two.js";\n')
    (tmp_path / "shared" / "one.js").write_text('export { two } from "./two.js";\nexport const one = 1;\n')
    (tmp_path / "shared" / "two.js").write_text("export const two = 2;\n")

    html = Template("{% load modules %}{% module 'a-page.js' %}").render(Context())

    assert html == (
        '<script type="module" src="/static/a-page.js"></script>'
        '<link rel="modulepreload" href="/static/shared/one.js">'
        '<link rel="modulepreload" href="/static/shared/two.js">'
    )
