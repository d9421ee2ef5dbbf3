"""Fixtures of all tests: a cast of three and more, and a client that is one of them.

The tests' login is the owner, whom no policy holds: factories write unhindered. What a person sees is asked inside
acting_as, which takes their role in the database, so the wall is the real one."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import Membership
from accounts.roles import Role
from tests.factories import AgencyFactory, DistrictFactory, MembershipFactory
from tests.signing_in import signed_in

pytest_plugins = ["tests.browser", "tests.databases"]
LONGEST = ("setup", "access", "ui")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Every test may use the database, but those of the set-up, which start their own. By a marker, not by a fixture
    that is asked for later: pytest-django makes only the databases that the tests it is to run are known to need.

    Files that take longest begin, so that no process works alone at the end."""
    for item in items:
        if "tests/setup" not in str(item.path) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
    yield
    items.sort(key=lambda item: [part not in item.path.parts for part in LONGEST])


@pytest.fixture(scope="session", autouse=True)
def files_of_ones_own(tmp_path_factory) -> Iterator[None]:
    """Each process keeps its files in a folder of its own, as it has its own database: a sweep takes away what has no
    row there."""
    folder = tmp_path_factory.mktemp("files")
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": folder}}
    with override_settings(FILES_DIR=folder, STORAGES=settings.STORAGES | {"default": default}):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_looked_up_when_asked_for() -> Iterator[None]:
    """WhiteNoise would otherwise list every static file anew for each test client, longer than most pages take."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture
def coordinators_office(db):
    """The coordinators' own office: an agency that the contact table does not count."""
    return AgencyFactory(code="A043", name="相談支援包括化推進員", type=None)


@pytest.fixture
def sato(coordinators_office) -> Membership:
    """A coordinator."""
    return MembershipFactory(
        staff__login="sato", staff__name="佐藤 陽子", agency=coordinators_office, role=Role.COORDINATOR
    )


@pytest.fixture
def kudo(coordinators_office) -> Membership:
    """An assistant, who writes for the coordinators."""
    return MembershipFactory(
        staff__login="kudo", staff__name="工藤 真", agency=coordinators_office, role=Role.ASSISTANT
    )


@pytest.fixture
def abe(db) -> Membership:
    """The lead department."""
    return MembershipFactory(
        staff__login="abe", staff__name="阿部 誠", agency__code="A009", agency__name="市福祉総務課", role=Role.LEAD
    )


@pytest.fixture
def suzuki(db) -> Membership:
    """Staff of an agency that has to do with the case."""
    return MembershipFactory(
        staff__login="suzuki", staff__name="鈴木 茂", agency__code="A006", agency__name="市住宅管理課", role=Role.AGENCY
    )


@pytest.fixture
def tanaka(db) -> Membership:
    """Staff of an agency outside the case."""
    return MembershipFactory(
        staff__login="tanaka", staff__name="田中 恵", agency__code="A001", agency__name="市保護課", role=Role.AGENCY
    )


@pytest.fixture
def ono(db) -> Membership:
    """The administrator: figures and report texts, no records."""
    return MembershipFactory(
        staff__login="ono", staff__name="小野 進", agency__code="A012", agency__name="市その他", role=Role.ADMINISTRATOR
    )


@pytest.fixture
def kimura(db) -> Membership:
    """A welfare commissioner at a local desk."""
    return MembershipFactory(
        staff__login="kimura", staff__name="木村 とし子", agency__code="A027", agency__name="民生委員児童委員",
        agency__district=DistrictFactory(), role=Role.LOCAL_DESK,
    )  # fmt: skip


@pytest.fixture
def client_of() -> Callable[[Membership], Client]:
    """client_of(sato): a test client signed in as her."""
    return signed_in


@pytest.fixture
def count_queries(client_of) -> Callable[..., int]:
    """count_queries(sato, "casework:case_list"): how many queries the page costs her."""

    def count(membership: Membership, name: str, *args: object) -> int:
        client = client_of(membership)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(name, args=args))
        assert response.status_code == 200
        return len(queries)

    return count


@pytest.fixture
def restrict(abe) -> Callable[..., None]:
    """restrict(household, sato): from now on only those named find the family."""

    def make(household, *named: Membership) -> None:
        with acting_as(abe), connection.cursor() as cursor:
            groups = [each.staff.group_id for each in named]
            cursor.execute("select restrict_household(%s, true, %s::int[])", [household.pk, groups])

    return make
