import threading
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, identify_hasher, make_password

from conference.password_hashing import AT_ONCE, PasswordHasher


def test_passwords_are_computed_by_the_threads_of_their_own(monkeypatch):
    seen = set()
    verify = Argon2PasswordHasher.verify

    def noted(self, *args, **kwargs):
        seen.add(threading.current_thread().name)
        return verify(self, *args, **kwargs)

    monkeypatch.setattr(Argon2PasswordHasher, "verify", noted)
    stored = make_password("correct horse")

    with ThreadPoolExecutor(6) as people:
        right = list(people.map(lambda word: check_password(word, stored), ["correct horse", "wrong"] * 6))

    assert right == [True, False] * 6
    assert seen <= {f"passwords_{number}" for number in range(AT_ONCE)}
    assert seen


def test_password_reads_like_djangos_own():
    stored = make_password("correct horse")

    assert isinstance(identify_hasher(stored), PasswordHasher)
    assert Argon2PasswordHasher().verify("correct horse", stored)
