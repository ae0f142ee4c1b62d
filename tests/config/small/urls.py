"""No pages: it is made ready and not served."""

urlpatterns: list = []
