"""Addresses of making public what names a body."""

from django.urls import path

from barriers.views import pauses, publications

urlpatterns = [
    path("barriers/<barrier_reference:pk>/publish/", publications.ask, name="barrier_publish"),
    path("publications/", publications.publications, name="publications"),
    path("publications/pauses/", pauses.pauses, name="publishing_pauses"),
    path("publications/pauses/add/", pauses.add, name="publishing_pause_add"),
    path("publications/pauses/<int:pk>/end/", pauses.end, name="publishing_pause_end"),
    path("publications/<int:pk>/", publications.publication, name="publication"),
    path("publications/<int:pk>/agree/", publications.agree, name="publication_agree"),
    path("publications/<int:pk>/object/", publications.object_to, name="publication_object"),
    path("publications/<int:pk>/reply/", publications.reply, name="publication_reply"),
    path("publications/<int:pk>/withdraw/", publications.withdraw, name="publication_withdraw"),
]
