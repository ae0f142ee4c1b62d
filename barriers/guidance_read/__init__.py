"""Which body has read which edition of guidance, and when."""
