"""The part of a desktop that tells its programs the colour scheme (XDG Desktop Portal, Settings).

Run by the system's own Python, which has the D-Bus bindings. Says "ready" once it is on the bus;
then each line on standard input, "light" or "dark", becomes the scheme, and all are told.
"""

import sys
from typing import Any

from gi.repository import Gio, GLib

_NAMESPACE, _KEY = "org.freedesktop.appearance", "color-scheme"
_SCHEMES = {"dark": 1, "light": 2}
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_DESCRIPTION = f"""
<node><interface name="{_INTERFACE}">
  <method name="Read"><arg name="namespace" type="s" direction="in"/>
    <arg name="key" type="s" direction="in"/><arg name="value" type="v" direction="out"/></method>
  <method name="ReadOne"><arg name="namespace" type="s" direction="in"/>
    <arg name="key" type="s" direction="in"/><arg name="value" type="v" direction="out"/></method>
  <method name="ReadAll"><arg name="namespaces" type="as" direction="in"/>
    <arg name="value" type="a{{sa{{sv}}}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>
"""


class Portal:
    """Answers what the scheme is, and tells when it changes."""

    def __init__(self, connection: Any, scheme: str) -> None:
        self._connection = connection
        self._scheme = scheme
        interface = Gio.DBusNodeInfo.new_for_xml(_DESCRIPTION).interfaces[0]
        connection.register_object(_PATH, interface, self._call, self._property, None)

    def become(self, scheme: str) -> None:
        self._scheme = scheme
        told = GLib.Variant("(ssv)", (_NAMESPACE, _KEY, self._value()))
        self._connection.emit_signal(None, _PATH, _INTERFACE, "SettingChanged", told)

    def _value(self) -> Any:
        return GLib.Variant("u", _SCHEMES[self._scheme])

    def _property(self, *_arguments: Any) -> Any:
        return GLib.Variant("u", 2)

    def _call(self, *arguments: Any) -> None:
        method, asked, invocation = arguments[4:7]
        if method == "ReadAll":
            answer = GLib.Variant("(a{sa{sv}})", ({_NAMESPACE: {_KEY: self._value()}},))
        elif tuple(asked.unpack()) != (_NAMESPACE, _KEY):
            error = "org.freedesktop.portal.Error.NotFound"
            invocation.return_dbus_error(error, "Requested setting not found")
            return
        else:  # the older Read wraps the value twice
            inner = self._value()
            value = GLib.Variant("v", inner) if method == "Read" else inner
            answer = GLib.Variant("(v)", (value,))
        invocation.return_value(answer)


def main() -> None:
    loop = GLib.MainLoop()
    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    portal = Portal(connection, sys.argv[1])

    def listen(*_arguments: Any) -> bool:
        line = sys.stdin.readline()
        if line:
            portal.become(line.strip())
        else:
            loop.quit()
        return bool(line)

    def ready(*_arguments: Any) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    Gio.bus_own_name_on_connection(
        connection, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, ready, None
    )
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, listen)
    loop.run()


if __name__ == "__main__":
    main()
