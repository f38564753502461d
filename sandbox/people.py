"""The people of the sandbox's tenant, the well-known ids, and the dashboard's registration."""

from dataclasses import dataclass

TENANT_ID = "98a79ebe-74bf-4e07-a017-7b410848cb32"
TENANT_NAME = "Contoso"
TENANT_DOMAIN = "contoso.onmicrosoft.com"
PERSONAL_TENANT_ID = "9188040d-6c67-4c5b-b112-36a304b66dad"

CLIENT_ID = "6f3d1b7a-52c4-4e0d-9b36-0a8c5d2e7f41"
CLIENT_SECRET = "contoso-sandbox-only"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. `zone` is a Windows zone name, `locale` a BCP 47 tag."""

    key: str
    name: str
    address: str
    object_id: str
    tenant_id: str
    given_name: str
    surname: str
    job_title: str | None
    zone: str
    locale: str
    personal: bool
    mailbox: bool


def find(address: str) -> Person | None:
    """The person with this mail address, in any case of letters."""
    return PEOPLE.get(address.strip().lower())


def find_by_object_id(object_id: str) -> Person | None:
    """The person with this directory object id."""
    return _BY_OBJECT_ID.get(object_id)


def _employee(
    first: str,
    last: str,
    object_id: str,
    job: str,
    zone: str = "Pacific Standard Time",
    locale: str = "en-US",
    mailbox: bool = True,
) -> Person:
    return Person(
        key=first.lower(),
        name=f"{first} {last}",
        address=f"{first}{last[0]}@contoso.OnMicrosoft.com",
        object_id=object_id,
        tenant_id=TENANT_ID,
        given_name=first,
        surname=last,
        job_title=job,
        zone=zone,
        locale=locale,
        personal=False,
        mailbox=mailbox,
    )


_CAST = (
    _employee("Alex", "Wilber", "64339082-ed84-4b0b-b4ab-004ae54f3747", "Marketing Assistant"),
    _employee("Adele", "Vance", "87d349ed-44d7-43e1-9a83-5f2406dee5bd", "Retail Manager"),
    Person(
        key="megan",
        name="Megan Bowen",
        address="megan.bowen@outlook.com",
        object_id="00000000-0000-0000-5b1c-9e07d4a2f683",
        tenant_id=PERSONAL_TENANT_ID,
        given_name="Megan",
        surname="Bowen",
        job_title=None,
        zone="Eastern Standard Time",
        locale="en-US",
        personal=True,
        mailbox=True,
    ),
    _employee("Lee", "Gu", "2ed03dfd-01d8-4005-a9ef-fa8ee546dc6c", "Director", mailbox=False),
    _employee(
        "Xia",
        "Wang",
        "c03e6eaa-b6ab-46d7-905b-73ec7ea1f755",
        "Account Executive",
        zone="China Standard Time",
        locale="zh-CN",
    ),
    _employee("Isaiah", "Langer", "e1a87b34-6f5d-4a8b-8f6e-2c6e1a9d3b70", "Sales Representative"),
)

PEOPLE: dict[str, Person] = {person.address.lower(): person for person in _CAST}
_BY_OBJECT_ID = {person.object_id: person for person in _CAST}
