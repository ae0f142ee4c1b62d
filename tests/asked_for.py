"""Builders of requests for data: what a place wants, of whom, advice, agreements to start from."""

from __future__ import annotations

from itertools import count
from typing import Any

from barriers.models import (
    AdviceBody,
    AdviceSession,
    DataRequest,
    DataRequestParty,
    DataRequestPlace,
    DataRequestStep,
    ExampleAgreement,
    ExampleAgreementPlace,
)
from partnerships.models import Organisation, Place
from records.models import Source
from tests.builders import Cast

_number = count(1)


def ministry(cast: Cast) -> Organisation:
    """The body of the energy official."""
    [assignment] = cast.desnz_official.assignments.select_related("organisation")
    assert assignment.organisation is not None
    return assignment.organisation


def data_request(at: Place, dataset: str = "", *others: Place, **fields: Any) -> DataRequest:
    """A request of a place; everyone signed in reads it unless said. ``asked_of`` asks a body."""
    fields = {"visibility": "network", **fields}
    if "asked_of" in fields:
        fields = {"status": "asked", "holder": fields["asked_of"], **fields}
    made = DataRequest.objects.create(dataset=dataset or f"Data {next(_number)}", **fields)
    DataRequestPlace.objects.create(request=made, place=at, is_lead=True)
    for other in others:
        DataRequestPlace.objects.create(request=made, place=other)
    DataRequestStep.objects.create(request=made, after=made.status)
    return DataRequest.objects.get(pk=made.pk)


def party(of: DataRequest, body: Organisation | None = None, **fields: Any) -> DataRequestParty:
    """Who else would give or get the data."""
    return DataRequestParty.objects.create(request=of, organisation=body, **fields)


def advice(*bodies: Organisation, **about: Any) -> AdviceSession:
    """Advice about a request or a barrier, with these bodies."""
    made = AdviceSession.objects.create(**{"said": "Ask for less.", **about})
    for body in bodies:
        AdviceBody.objects.create(session=made, organisation=body)
    return made


def agreement(at: Place, title: str = "", **fields: Any) -> ExampleAgreement:
    """A published agreement that was made at a place."""
    number = next(_number)
    if "source" not in fields:
        slug = f"agreement-{number}"
        fields["source"] = Source.objects.create(slug=slug, title=f"Agreement {number}")
    fields = {"covers": "Visits, between council and NHS.", **fields}
    made = ExampleAgreement.objects.create(title=title or f"Agreement {number}", **fields)
    ExampleAgreementPlace.objects.create(agreement=made, place=at)
    return made
