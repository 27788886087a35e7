"""The versions of twelve matters."""

from __future__ import annotations

from course.units.role.the_manager.authority_roles_model import LATER, NOW, ROLES, YOU
from course.units.role.the_manager.letters_model import LETTERS


def test_every_letter_names_roles_that_there_are() -> None:
    for letter in LETTERS:
        assert letter.roles and set(letter.roles) <= set(ROLES)
        assert letter.owner == YOU or letter.owner in letter.roles
        assert letter.owner != YOU or NOW in letter.roles or LATER in letter.roles
        assert not (letter.begin_by and letter.may_shout)
        assert letter.minutes % 5 == 0
