"""`make lint` refuses HTML that a script puts in place by hand, and what opens without an id in parts put in anew."""

import pytest

from lint.fragments import BY_HAND, WITHOUT_ID


@pytest.mark.parametrize(
    "line",
    [
        "box.innerHTML = answer.html;",
        'box.insertAdjacentHTML("beforeend", html);',
        'new DOMParser().parseFromString(html, "text/html")',
        "old?.replaceWith(...fresh.children);",
        "box.replaceChildren(parse(html).body);",
        "box.append(...parse(html).body.children);",
    ],
)
def test_html_put_in_place_by_hand_is_found(line):
    assert BY_HAND.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "morphInside(box, parse(html).body);",
        "box.replaceChildren(...rows.map(line));",
        "box.append(JSON.parse(kept).words);",
        "if (innerHeight > 2) box.textContent = words;",
    ],
)
def test_the_wrapper_and_elements_of_a_script_s_own_are_right(line):
    assert not BY_HAND.search(line)


@pytest.mark.parametrize("line", ["<li><details><summary>", '<details class="more" data-id="1" open>', "<dialog>"])
def test_what_opens_without_an_id_is_found(line):
    assert WITHOUT_ID.search(line)


@pytest.mark.parametrize("line", ['<details id="more-{{ row.pk }}" open>', "</details>", '<dialog id="a">'])
def test_what_opens_with_an_id_is_right(line):
    assert not WITHOUT_ID.search(line)
