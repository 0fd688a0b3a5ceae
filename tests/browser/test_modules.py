"""The modules of the scripts, each by itself: the tests in `modules/*.test.js`, run by a page, without a build step.

The site is not needed. What answers is `module_server`, under the content security policy of the site.
"""

import re

import pytest

from tests.browser.module_server import FOLDERS, module_server

NAME = re.compile(r'^test\("(.+?)",', re.MULTILINE)
TESTS = {path.name: NAME.findall(path.read_text()) for path in sorted(FOLDERS["modules"].glob("*.test.js"))}


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in TESTS.items() for name in names])
def test_module(browser, file, name):
    with module_server() as url, browser.new_context(base_url=url) as context:
        page = context.new_page()
        page.goto("/modules/run.html")

        wrong = page.evaluate(
            "async ([file, name, number]) => (await import('/modules/check.js')).run(`/modules/${file}`, name, number)",
            [file, name, len(TESTS[file])],
        )

        assert not wrong, wrong
