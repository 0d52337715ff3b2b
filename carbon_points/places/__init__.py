"""District, subdistricts, communities, desks; loaded from a replaceable file."""
