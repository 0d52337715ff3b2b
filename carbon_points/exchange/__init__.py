"""Reading files of every kind into records; the demo district."""
