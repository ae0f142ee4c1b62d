"""How a pilot goes: milestones and how they moved, changes of plan, risks, all of it in time."""
