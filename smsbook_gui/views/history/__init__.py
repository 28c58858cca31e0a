"""The windows of what was done and what is kept: Activity, History, and what we hold on a person.

Read `activity_dialog` and `history_dialog` first. Imports `dialogs` and `widgets`.
"""
