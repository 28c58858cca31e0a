"""Workbooks: XLSX, XLS, XLSB, ODS, and Excel 2003's XML.

Read `workbook` first. Imports `text` and `base`.
"""
