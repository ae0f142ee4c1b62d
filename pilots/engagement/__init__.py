"""What pages of meetings, visits, outreach and referrals are made of."""
