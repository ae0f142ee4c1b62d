from __future__ import annotations

from django.urls import path

from funding.pool import views

ONE = "funding/pools/<int:pk>/"
OF_ONE = "funding/pools/<int:pool>/"

urlpatterns = [
    path("funding/pools/", views.Pools.as_view(), name="pools"),
    path("funding/pools/add/", views.AddPool.as_view(), name="pool_add"),
    path(ONE, views.PoolPage.as_view(), name="pool"),
    path(f"{ONE}edit/", views.ChangePool.as_view(), name="pool_edit"),
    path(f"{ONE}history/", views.PoolHistory.as_view(), name="pool_history"),
    path(f"{ONE}take-back/", views.TakeBackPool.as_view(), name="pool_take_back"),
    path(f"{ONE}paid-in/add/", views.AddContribution.as_view(), name="pool_contribution_add"),
    path(
        f"{OF_ONE}paid-in/<int:pk>/edit/",
        views.ChangeContribution.as_view(),
        name="pool_contribution_edit",
    ),
    path(f"{ONE}years/add/", views.AddYear.as_view(), name="pool_year_add"),
    path(f"{OF_ONE}years/<int:pk>/edit/", views.ChangeYear.as_view(), name="pool_year_edit"),
]
