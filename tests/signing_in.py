"""A session without the sign-in page, whose own tests are in tests/accounts/test_sign_in.py."""

from django.test import Client

from accounts.models import Membership


def signed_in(membership: Membership) -> Client:
    """A test client that is this person."""
    client = Client()
    client.force_login(membership.staff)
    session = client.session
    session["membership"] = membership.pk
    session.save()
    return client
