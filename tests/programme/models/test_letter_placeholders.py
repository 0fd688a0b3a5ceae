import pytest
from django.core.exceptions import ValidationError

from programme.models.letter_placeholders import PLACEHOLDERS, validate_placeholders


def test_placeholders_of_letters_are_taken_and_others_are_named():
    validate_placeholders(" ".join(f"{{{name}}}" for name in PLACEHOLDERS))

    with pytest.raises(ValidationError, match=r"“\{nobody\}” is not a placeholder of letters"):
        validate_placeholders("Dear {name} and {nobody}")
