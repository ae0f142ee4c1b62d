"""Addresses of making public what names a body."""

from django.urls import path

from barriers.publication import pages, pause_pages

urlpatterns = [
    path("barriers/<barrier_reference:pk>/publish/", pages.ask, name="barrier_publish"),
    path("publications/", pages.publications, name="publications"),
    path("publications/pauses/", pause_pages.pauses, name="publishing_pauses"),
    path("publications/pauses/add/", pause_pages.add, name="publishing_pause_add"),
    path("publications/pauses/<int:pk>/end/", pause_pages.end, name="publishing_pause_end"),
    path("publications/<int:pk>/", pages.publication, name="publication"),
    path("publications/<int:pk>/agree/", pages.agree, name="publication_agree"),
    path("publications/<int:pk>/object/", pages.object_to, name="publication_object"),
    path("publications/<int:pk>/reply/", pages.reply, name="publication_reply"),
    path("publications/<int:pk>/withdraw/", pages.withdraw, name="publication_withdraw"),
]
