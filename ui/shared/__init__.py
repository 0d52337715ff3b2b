"""What every desk uses: the look, the techniques, the parts."""
