"""The named filters, one boilerplate kind a file, and `DEFAULT`, their order."""

from typing import Final

from cleaner.body import Body
from cleaner.filters.advertisement import Advertisement
from cleaner.filters.author_bio import AuthorBio
from cleaner.filters.comments import Comments
from cleaner.filters.consent import Consent
from cleaner.filters.correction import Correction
from cleaner.filters.hidden import Hidden
from cleaner.filters.legal import Legal
from cleaner.filters.navigation import Navigation
from cleaner.filters.promo import Promo
from cleaner.filters.share import Share
from cleaner.filters.subscribe import Subscribe
from cleaner.pipeline import Pipeline

__all__ = ["DEFAULT"]

DEFAULT: Final = Pipeline(
    Hidden(),  # first: what nobody sees must not be evidence for anything else
    Navigation(),
    Consent(),
    Advertisement(),
    Comments(),  # before promo: teasers inside a comment section go with it
    Promo(),
    Correction(),
    Subscribe(),
    Share(),
    Legal(),
    AuthorBio(),
    Body(),  # last: takes what no name fits
)
"""The default pipeline. Named filters first, so that what is removed has a name."""
