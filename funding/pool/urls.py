from __future__ import annotations

from django.urls import path

from funding.pool import pages

ONE = "funding/pools/<int:pk>/"
OF_ONE = "funding/pools/<int:pool>/"

urlpatterns = [
    path("funding/pools/", pages.Pools.as_view(), name="pools"),
    path("funding/pools/add/", pages.AddPool.as_view(), name="pool_add"),
    path(ONE, pages.PoolPage.as_view(), name="pool"),
    path(f"{ONE}edit/", pages.ChangePool.as_view(), name="pool_edit"),
    path(f"{ONE}history/", pages.PoolHistory.as_view(), name="pool_history"),
    path(f"{ONE}take-back/", pages.TakeBackPool.as_view(), name="pool_take_back"),
    path(f"{ONE}paid-in/add/", pages.AddContribution.as_view(), name="pool_contribution_add"),
    path(
        f"{OF_ONE}paid-in/<int:pk>/edit/",
        pages.ChangeContribution.as_view(),
        name="pool_contribution_edit",
    ),
    path(f"{ONE}years/add/", pages.AddYear.as_view(), name="pool_year_add"),
    path(f"{OF_ONE}years/<int:pk>/edit/", pages.ChangeYear.as_view(), name="pool_year_edit"),
]
