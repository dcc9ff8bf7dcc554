/** SSH up to the refused login, with host keys made at run time. */
import type { Socket } from 'node:net';
import ssh2, { type Server } from 'ssh2';

/** One server object per host; connections are handed to it, it never listens itself. */
export function createSshServer(): Server {
  const keys = [
    ssh2.utils.generateKeyPairSync('ed25519'),
    ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }),
  ];
  const options = { hostKeys: keys.map((key) => key.private), ident: 'OpenSSH_9.9 demo' };
  return new ssh2.Server(options, (client) => {
    client.on('authentication', (attempt) => attempt.reject(['publickey', 'password']));
    // Clients that leave after the key exchange end here too.
    client.on('error', () => client.end());
  });
}

export function serveSsh(server: Server, socket: Socket): void {
  server.injectSocket(socket);
}
