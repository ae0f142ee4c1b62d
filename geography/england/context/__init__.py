"""Context figures: official statistics of every area, as tables of the project's own."""
