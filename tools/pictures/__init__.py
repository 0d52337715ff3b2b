"""Pictures of every screen, dialog and state, drawn without a display.

``make screenshots`` or ``python -m tools.pictures [--only PAGE] [--quick]``. Scenes are
functions in the module of their page; each brings a window into one state.
"""
