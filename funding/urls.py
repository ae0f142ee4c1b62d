"""Addresses of funding, by subject."""

from funding.bid.urls import urlpatterns as bid
from funding.ending.urls import urlpatterns as ending
from funding.exchange.urls import urlpatterns as exchange
from funding.flow.urls import urlpatterns as flow
from funding.fund.urls import urlpatterns as fund
from funding.fund_page.urls import urlpatterns as fund_page
from funding.monitoring_return.urls import urlpatterns as monitoring_return
from funding.overlap.urls import urlpatterns as overlap
from funding.picture.urls import urlpatterns as picture

urlpatterns = [
    *(*picture, *fund, *fund_page, *flow, *overlap, *bid),
    *(*ending, *exchange, *monitoring_return),
]
