"""The guard of ``conftest.py`` itself: no test of this project can speak to another computer."""

from __future__ import annotations

import socket

import pytest


def test_a_connection_is_refused_before_it_is_tried() -> None:
    with socket.socket() as way, pytest.raises(RuntimeError, match="used the network"):
        way.connect(("127.0.0.1", 9))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="looked a name up"):
        socket.getaddrinfo("localhost", 80)
