// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A receiver that believes only what is signed in the way of Standard Webhooks.
//
//     WEBHOOK_SECRET=whsec_… node receiver.mjs 8080
//
// Needs Node.js 16 or later and nothing else. While the secret is rotated, the old one works as well as the new one: the
// sender signs with both.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const tolerance = 5 * 60; // seconds that both clocks may be apart

/** Whether `body`, a Buffer with the bytes as they came, was signed with `secret`, not long ago. */
export function verify(headers, body, secret, now = Date.now() / 1000) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !signatures || !/^[0-9]+$/.test(timestamp ?? '')) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.length === 0 || Math.abs(now - Number(timestamp)) > tolerance) return false;
  const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
  const wanted = Buffer.from('v1,' + hmac.digest('base64'));
  // Several while the sender rotates its secret; one that fits is enough. timingSafeEqual() takes the same time always.
  return signatures.split(' ').some((text) => {
    const found = Buffer.from(text);
    return found.length === wanted.length && timingSafeEqual(found, wanted);
  });
}

const seen = new Set(); // ids of what was done already: a delivery may come twice. Keep them in a database.

const server = createServer(async (request, response) => {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const body = Buffer.concat(pieces); // not yet read as JSON: what is signed are these bytes
  if (request.method !== 'POST' || !verify(request.headers, body, process.env.WEBHOOK_SECRET)) {
    response.writeHead(401).end();
    return;
  }
  if (!seen.has(request.headers['webhook-id'])) {
    seen.add(request.headers['webhook-id']);
    console.log('accepted', body.toString());
  }
  response.writeHead(204).end();
});

server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  console.log('listening on port', server.address().port);
});
