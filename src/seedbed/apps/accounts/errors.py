"""Errors of the accounts app."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class NoSystemError(SeedbedError):
    """A tenant table was read or written outside ``system_context``."""

    code = "no-system"

    def __init__(self) -> None:
        super().__init__(
            "No school system was named for this work, so no record was read. "
            "Wrap it in system_context(system_id)."
        )


class OtherSystemError(SeedbedError):
    """Work for one system tried to open another system's records."""

    code = "other-system"

    def __init__(self, inside: int, wanted: int) -> None:
        super().__init__(
            f"Work for system {inside} asked for system {wanted}; finish the first "
            "before the second is opened."
        )


class UnknownSystemError(SeedbedError):
    """No system, or more than one, fits what was asked for."""

    code = "unknown-system"

    def __init__(self, wanted: str, known: list[str]) -> None:
        names = ", ".join(known) or "none yet: import a roster or run seedbed demo"
        asked = (
            f"No school system is called {wanted!r}"
            if wanted
            else ("Which school system? Name one with --system")
        )
        super().__init__(f"{asked}; known: {names}.")


class UnknownUnitError(SeedbedError):
    """No unit of this system has that name."""

    code = "unknown-unit"

    def __init__(self, wanted: str, known: list[str]) -> None:
        names = ", ".join(known) or "none yet"
        super().__init__(f"No unit is called {wanted!r}; known: {names}.")


class UnknownAccountError(SeedbedError):
    """No account has that name."""

    code = "unknown-account"

    def __init__(self, username: str) -> None:
        super().__init__(
            f"No account is called {username!r}. Name an adult who may do this."
        )


class NotAllowedError(SeedbedError):
    """The person has no role that may do this."""

    code = "not-allowed"

    def __init__(self, who: str, action: str, needed: str) -> None:
        super().__init__(f"{who} may not {action}; it takes the role of {needed}.")


class UsernameTakenError(SeedbedError):
    """Another person signs in with that name."""

    code = "username-taken"

    def __init__(self, username: str) -> None:
        super().__init__(
            f"The username {username!r} belongs to another person; choose another one."
        )


class PersonHasAccountError(SeedbedError):
    """One person has one account."""

    code = "person-has-account"

    def __init__(self, username: str) -> None:
        super().__init__(
            f"This person already signs in as {username!r}; use that account."
        )


class UnsafeDatabaseRoleError(SeedbedError):
    """The database's role is above row-level security."""

    code = "unsafe-database-role"

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The database role {role} sees every school system's rows, so no record "
            f"was read. Run: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS"
        )


class UnknownSecretError(SeedbedError):
    """An address opens nothing here."""

    code = "unknown-secret"

    def __init__(self) -> None:
        super().__init__(
            "This address opens nothing here. Copy it again, whole, from where you "
            "got it."
        )


class NoCardsError(SeedbedError):
    """The unit's students do not sign in by card."""

    code = "no-cards"

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"{unit} does not let students sign in by card. A leader of the unit can "
            "allow it."
        )


class EndedInvitationError(SeedbedError):
    """An invitation was used, replaced, or is too old."""

    code = "ended-invitation"

    def __init__(self) -> None:
        super().__init__(
            "This invitation was used, or a newer one took its place, or it is too "
            "old. The school office can make a new one."
        )


class WeakPasswordError(SeedbedError):
    """A password is too easy to guess; ``words`` says why, in the reader's language."""

    code = "weak-password"

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        super().__init__(f"{' '.join(words)} Choose another password.")


class WrongPasswordError(SeedbedError):
    """The password that holds now was not given."""

    code = "wrong-password"

    def __init__(self) -> None:
        super().__init__(
            "This is not the password you sign in with now, so it was not changed. "
            "Type it again; the school office can help who forgot it."
        )


class UnknownPasskeyError(SeedbedError):
    """No account here has the passkey, or its answer does not hold."""

    code = "unknown-passkey"

    def __init__(self) -> None:
        super().__init__(
            "This passkey opens no account here. Sign in another way and make a new "
            "one on your account page."
        )


class UnknownIdentityError(SeedbedError):
    """Single sign-on named somebody whom the roster does not know."""

    code = "unknown-identity"

    def __init__(self, claim: str, n: int) -> None:
        found = "nobody" if n == 0 else f"{n} people"
        super().__init__(
            f"The school's sign-in named a person by {claim!r}, and {found} here fit "
            "it, so nobody was signed in. The school office can correct the roster."
        )
