"""The columns that files of several kinds have: their own reference, a place, an organisation."""

from __future__ import annotations

from dataclasses import replace

from partnerships.models import Organisation, Place
from partnerships.organisation.spellings import bodies_alike, told_apart
from partnerships.place.elsewhere import places_said
from partnerships.place.spellings import places_alike
from partnerships.place.within import within
from registry.import_readers import Choice, Named, Text
from registry.imported import PLACE, REFERENCE, ImportColumn, Scope

ORGANISATION = Named(
    lambda scope: Organisation.objects.visible_to(scope.user).filter(merged_into=None),
    "organisation",
    names=("name", "names__name", "names__short_name"),
    suggest="organisation_suggest",
    alike=bodies_alike,
    apart=told_apart,
    are_added=True,
)

SECTORS = Choice.of(
    Organisation,
    "sector",
    central_government="department,government department,ministry",
    arms_length_body="alb,quango,ndpb",
    council="local authority,la,borough,county council,district council,unitary,london borough,"
    "unitary authority,unitary council,metropolitan borough,metropolitan district,"
    "two tier district,two tier county,unitary district,unitary county,"
    # as the register of local authorities writes them
    "ua,md,nmd,lbo,cty,cc,nid,sco,wpa",
    strategic_authority="sra,comb,combined authority",
    nhs="nhs trust,nhs ft,icb,integrated care board",
    voluntary="charity,vcs,vcse,third sector,vcfse,voluntary sector,charitable company,cio,"
    "charitable trust",
    housing="rp,ha,housing association,registered provider",
    education="school,college,academy trust,fe college",
    university="uni,hei,higher education",
    police="police force,constabulary",
    business="company,private,private sector,employer",
)
# There are other trusts, agencies and landlords
SECTORS = replace(
    SECTORS,
    perhaps={"agency": "arms_length_body", "health": "nhs", "trust": "nhs", "landlord": "housing"},
)


def _places(scope: Scope) -> object:
    """The place of the import and those within it: who may add there may add in each of them."""
    return Place.objects.filter(pk__in=within(scope.roots))


def place_column(label: str) -> ImportColumn:
    """Where a record is: in the place of the import, or in one within it."""
    return ImportColumn(
        key=PLACE,
        label=label,
        reads=Named(
            _places,  # type: ignore[arg-type]
            "place",
            names=("name", "names__name"),
            suggest="place_suggest",
            alike=places_alike,
            said_otherwise=places_said,
            if_left="Another place, or not known: leave these rows out",
        ),
        means="Leave empty if it is the place that you import the file for",
        called=("place", "area", "district", "ward", "locality", "town", "postcode"),
    )


def reference_column(*nouns: str) -> ImportColumn:
    """What a file calls its own records, by which the next file finds them again."""
    called = [
        f"{noun} {word}" for noun in nouns for word in ("id", "ref", "reference", "number", "no")
    ]
    return ImportColumn(
        key=REFERENCE,
        label="Your own reference",
        reads=Text(100),
        means="Kept, so that the next file finds the same record under another name",
        called=("reference", "ref", "id", "no", "unique id", "ref no", *called),
        just_called=("number",),  # with more words beside it, it is the number of something else
    )
