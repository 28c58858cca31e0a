"""What differs between Windows, macOS and Linux, and what a computer's policy says.

Imports no other room of the app.
"""
