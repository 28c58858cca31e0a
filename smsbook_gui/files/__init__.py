"""Readers and writers for contact files (CSV, Excel, ODS, vCard), streaming, without a UI.

May import domain."""
