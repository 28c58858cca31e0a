"""What every service stands on: tasks with an owner, the clock, folders, the API as a protocol.

Imports no other room of the services.
"""
