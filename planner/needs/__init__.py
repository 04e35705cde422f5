"""What a person needs: profile, targets and the rules of conditions."""
