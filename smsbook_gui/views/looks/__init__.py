"""How everything looks: design tokens, themes, the style of controls, icons and colours.

Read `style` first. Imports no other room of the views.
"""
