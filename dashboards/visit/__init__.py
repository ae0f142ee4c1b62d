"""The pack for a visit: what somebody reads on the way there."""
