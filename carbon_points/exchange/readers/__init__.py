"""The reading side of imports: from a desk's file to columns and row problems.

Other modules use `read_table` → `recognise` → `parse`, word problems with `message`
and `error_message`, and hand refused rows back with `write_rejects`.
"""

from __future__ import annotations

from carbon_points.exchange.readers.draft import Parsed
from carbon_points.exchange.readers.files import read_table
from carbon_points.exchange.readers.mapping import load_mapping
from carbon_points.exchange.readers.mapping import Mapping
from carbon_points.exchange.readers.mapping import parse_mapping
from carbon_points.exchange.readers.messages import advice
from carbon_points.exchange.readers.messages import error_message
from carbon_points.exchange.readers.messages import message
from carbon_points.exchange.readers.messages import says
from carbon_points.exchange.readers.parsing import parse
from carbon_points.exchange.readers.recognition import mapping_document
from carbon_points.exchange.readers.recognition import recognise
from carbon_points.exchange.readers.recognition import Recognised
from carbon_points.exchange.readers.rejects import write_rejects
from carbon_points.exchange.readers.table import Header
from carbon_points.exchange.readers.table import Table

__all__ = [
    "Header",
    "Mapping",
    "Parsed",
    "Recognised",
    "Table",
    "advice",
    "error_message",
    "load_mapping",
    "mapping_document",
    "message",
    "parse",
    "parse_mapping",
    "read_table",
    "recognise",
    "says",
    "write_rejects",
]
