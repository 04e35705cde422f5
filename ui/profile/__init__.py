"""Questions about the person: profile, targets, habits, household, first start."""
