#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A receiver that believes only what is signed in the way of Standard Webhooks.

    WEBHOOK_SECRET=whsec_… python3 receiver.py 8080

Needs Python 3.8 or later and nothing else. While the secret is rotated, the old one works as well as the new one: the
sender signs with both.
"""

import base64
import binascii
import hashlib
import hmac
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE = 5 * 60  # seconds that both clocks may be apart


def verify(headers, body, secret, now=None):
    """Whether `body`, the bytes as they came, was signed with `secret`, not long ago. `headers` has a get()."""
    message_id = headers.get("webhook-id")
    timestamp = headers.get("webhook-timestamp")
    signatures = headers.get("webhook-signature")
    if not message_id or not timestamp or not signatures:
        return False
    try:
        seconds = int(timestamp)
        key = base64.b64decode(secret[len("whsec_"):] if secret.startswith("whsec_") else secret, validate=True)
    except (ValueError, binascii.Error):
        return False
    if not key or abs((time.time() if now is None else now) - seconds) > TOLERANCE:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # Several while the sender rotates its secret; one that fits is enough. compare_digest() takes the same time always.
    return any([hmac.compare_digest(found.encode(), wanted.encode()) for found in signatures.split(" ")])


class Receiver(BaseHTTPRequestHandler):
    seen = set()  # ids of what was done already: a delivery may come twice. Keep them in a database.

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not verify(self.headers, body, os.environ["WEBHOOK_SECRET"]):
            self.send_response(401)
        else:
            if self.headers["webhook-id"] not in Receiver.seen:
                Receiver.seen.add(self.headers["webhook-id"])
                print("accepted", body.decode(), flush=True)
            self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Receiver)
    print("listening on port", server.server_address[1], flush=True)
    server.serve_forever()
