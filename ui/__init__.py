"""The desk program: windows over the core, one folder a desk."""
