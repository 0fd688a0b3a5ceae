"""The modules of the scripts, each by itself: the tests in `modules/*.test.js`, run by a page, without a build step.

The site is not needed. What answers is `module_server`, under the content security policy of the site.
"""

import re

import pytest

from tests.browser.module_server import FOLDERS, module_server

NAME = re.compile(r'^test\("(.+?)",', re.MULTILINE)
TESTS = {path.name: NAME.findall(path.read_text()) for path in sorted(FOLDERS["modules"].glob("*.test.js"))}


@pytest.fixture(scope="module")
def page_of_all(browser):
    """One page for all, which comes from another server each time: what a test keeps there no other finds."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in TESTS.items() for name in names])
def test_module(page_of_all, file, name):
    page = page_of_all
    with module_server() as url:
        page.goto(f"{url}/modules/run.html")

        wrong = page.evaluate(
            "async ([file, name, number]) => (await import('/modules/check.js')).run(`/modules/${file}`, name, number)",
            [file, name, len(TESTS[file])],
        )

        assert not wrong, wrong
