"""What participants did and what their installations measured."""
