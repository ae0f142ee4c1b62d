"""Addresses of funding, by subject."""

from funding.bid.urls import urlpatterns as bid
from funding.estimate.urls import urlpatterns as estimate
from funding.flow.urls import urlpatterns as flow
from funding.fund.urls import urlpatterns as fund
from funding.fund_page.urls import urlpatterns as fund_page
from funding.pool.urls import urlpatterns as pool

urlpatterns = [*fund, *fund_page, *flow, *estimate, *bid, *pool]
