"""The window of the guide. What leads to it from elsewhere is in `widgets/guide_links.py`.

Begin with `guide_window.py`. May import `widgets` and `looks`.
"""
