"""The pages that most subjects have, as classes of which a subject states what is its own."""

from interface.pages.base import Page as Page
from interface.pages.base import PageAction as PageAction
from interface.pages.base import PlainPage as PlainPage
from interface.pages.base import RecordPage as RecordPage
from interface.pages.list import Empty as Empty
from interface.pages.list import ListPage as ListPage
from interface.pages.list import Unbuilt as Unbuilt
