"""Submissions that reach for a network or for another process's socket."""

from __future__ import annotations

from tests.autograder.hostile.cases import Case, refused

SOCKET = """import socket
from socket import AF_ALG, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX, AF_VSOCK, IPPROTO_ICMP
from socket import SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET
from socket import create_connection, create_server, getaddrinfo, gethostbyname, socketpair
"""

CASES = [
    refused(
        "connects by TCP",
        "create_connection(('127.0.0.1', $tcp), 1)",
        "create_connection(('192.0.2.1', 80), 1)",
        "urllib.request.urlopen('http://127.0.0.1:$tcp', timeout=1)",
        "pd.read_csv('http://127.0.0.1:$tcp/x.csv')",
        before=f"{SOCKET}\nimport urllib.request",
    ),
    refused(
        "sends by UDP",
        "socket.socket(AF_INET, SOCK_DGRAM).sendto(b'x', ('127.0.0.1', $udp))",
        "socket.socket(AF_INET6, SOCK_DGRAM).sendto(b'x', ('::1', $udp))",
        before=SOCKET,
    ),
    refused("asks for a name", "getaddrinfo('example.org', 80)", "gethostbyname('example.org')", before=SOCKET),
    refused(
        "connects to a socket in the file system",
        "socket.socket(AF_UNIX).connect('$sock')",
        "socket.socket(AF_UNIX, SOCK_DGRAM).sendto(b'x', '$sock')",
        before=SOCKET,
    ),
    refused("connects to a socket without a file", "socket.socket(AF_UNIX).connect('\\0$abstract')", before=SOCKET),
    refused("asks the kernel by netlink", "socket.socket(AF_NETLINK, SOCK_RAW, 0)", before=SOCKET),
    refused(
        "makes raw and odd sockets",
        "socket.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)",
        "socket.socket(AF_PACKET, SOCK_RAW)",
        "socket.socket(AF_ALG, SOCK_SEQPACKET)",
        "socket.socket(AF_VSOCK)",
        before=SOCKET,
    ),
    refused(
        "listens",
        "create_server(('127.0.0.1', 0))",
        "http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)",
        before=f"{SOCKET}\nimport http.server",
    ),
    refused(
        "turns a pair of sockets into something else",
        "(a := socketpair()[0], a.connect('$sock'))",
        "(a := socketpair()[0], a.bind('mine'))",
        "(a := socketpair(AF_UNIX, SOCK_DGRAM)[0], a.sendto(b'x', '\\0$abstract'))",
        "(a := socketpair(AF_UNIX, SOCK_DGRAM)[0], a.sendto(b'x', '$sock'))",
        before=SOCKET,
    ),
    Case(
        "uses a pair of sockets of its own, as asyncio does",
        ["import socket\na, b = socket.socketpair()\na.sendall(b'x')\nassert b.recv(1) == b'x'"],
    ),
]
