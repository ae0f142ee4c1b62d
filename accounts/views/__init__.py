"""Views of accounts, by subject: signing in and one's account, what one is told."""
