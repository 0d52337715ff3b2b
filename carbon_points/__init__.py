"""The core of carbon-points: everything but windows and methodologies."""
