"""The bureau's desk: the queue and the decisions on actions."""
