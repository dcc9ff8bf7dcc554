/** SSH up to the refused login, with host keys made at run time. */
import { generateKeyPairSync } from 'node:crypto';
import type { Socket } from 'node:net';
import ssh2, { type Server } from 'ssh2';

/** Made by node:crypto: ssh2's own generator now and then writes a key that its parser then rejects. */
const makeHostKey = (namedCurve: string): string =>
  generateKeyPairSync('ec', {
    namedCurve,
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/** One server object per host; connections are handed to it, it never listens itself. */
export function createSshServer(): Server {
  const options = { hostKeys: ['P-256', 'P-384'].map(makeHostKey), ident: 'OpenSSH_9.9 demo' };
  return new ssh2.Server(options, (client) => {
    client.on('authentication', (attempt) => attempt.reject(['publickey', 'password']));
    // Clients that leave after the key exchange end here too.
    client.on('error', () => client.end());
  });
}

export function serveSsh(server: Server, socket: Socket): void {
  server.injectSocket(socket);
}
