"""Addresses of funding, by subject."""

from funding.flow.urls import urlpatterns as flow
from funding.fund.urls import urlpatterns as fund
from funding.fund_page.urls import urlpatterns as fund_page
from funding.overlap.urls import urlpatterns as overlap

urlpatterns = [*fund, *fund_page, *flow, *overlap]
