"""The panel that says why a contact needs a person, with the choices.

Read `attention_view` first. Imports `widgets`.
"""
