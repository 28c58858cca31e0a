"""Tables in web pages.

Read `web_page` first. Imports `workbooks`, `text` and `base`.
"""
