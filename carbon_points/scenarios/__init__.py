"""The application scenarios and the papers of the bureau."""
