"""Models of this app, by subject."""

from geography.data_load.models import DataLoad
from geography.locality.boundary_models import Boundary
from geography.locality.models import Locality, LocalityRelease
from geography.measure.models import Attribution, ContextFigure, Measure, MeasureRelease

__all__ = [
    "Attribution",
    "Boundary",
    "ContextFigure",
    "DataLoad",
    "Locality",
    "LocalityRelease",
    "Measure",
    "MeasureRelease",
]
