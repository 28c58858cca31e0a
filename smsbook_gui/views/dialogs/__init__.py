"""What every dialog is made in: the queue they wait in, their frame, their steps, their place.

Read `dialog_queue` and `dialog_widgets` first. Imports `widgets`.
"""
