/** FTP dialogues for the probe: a scripted server on loopback, data ports that really listen, and the steps that most scripts share. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { InputOf } from '../../diagnostics/model/observation.ts';
import { ftpData } from '../../diagnostics/model/observations/dialogues.ts';
import { ftpProbe } from '../../diagnostics/probes/ftp.ts';
import type { ProbeContext } from '../../diagnostics/probes/probe.ts';
import { createAuthority, createLeaf } from './certificates.ts';
import { loopbackContext, loopbackJob } from './probe-harness.ts';
import {
  answer,
  scriptedServer,
  send,
  startServerTls,
  type ScriptStep,
  type ScriptedServer,
  type ServerIdentity,
} from './scripted-server.ts';

let server: ScriptedServer | undefined;
const closing: (() => void)[] = [];
afterEach(async () => {
  await closeServer();
  for (const close of closing.splice(0)) close();
});

/** What the client said so far, a line each. */
export const received = (): readonly string[] => server?.received ?? [];

/** Makes room for another dialogue in the same test. */
export async function closeServer(): Promise<void> {
  await server?.close();
  server = undefined;
}

export const closeAfterwards = (close: () => void): void => void closing.push(close);

/** A data port that really listens, with the number of connections it got. */
export async function dataPort(host = '127.0.0.1') {
  const seen = { port: 0, connections: 0 };
  const listener = createServer((socket) => {
    seen.connections += 1;
    socket.on('error', () => {});
  }).listen(0, host);
  await once(listener, 'listening');
  seen.port = (listener.address() as AddressInfo).port;
  closeAfterwards(() => listener.close());
  return seen;
}

export interface FtpOptions {
  readonly input?: Partial<InputOf<'ftp'>>;
  readonly context?: Partial<ProbeContext>;
  readonly host?: string;
  readonly deadlineMs?: number;
}

export async function probe(
  steps: readonly ScriptStep[],
  { input, context, host, deadlineMs = 3_000 }: FtpOptions = {},
) {
  server = await scriptedServer(steps, host);
  const asked = { security: 'plain', serverName: 'server.test', login: 'none', ...input } as const;
  const job = loopbackJob({
    kind: 'ftp',
    port: server.port,
    input: asked,
    deadlineMs,
    ...(host ? { address: host } : {}),
  });
  const result = await ftpProbe.run(job, loopbackContext(context));
  ftpData.parse(result.data);
  return result;
}

export const greeting = send('220-Welcome\r\nany text at all\r\n220 ready\r\n');
export const feat = answer(/^FEAT$/, '211-Features:\r\n AUTH TLS\r\n EPSV\r\n211 End\r\n');
export const quit = answer(/^QUIT$/, '221 bye\r\n');
export const pasvText = (address: string, port: number) =>
  `227 Entering Passive Mode (${address.replaceAll('.', ',')},${port >> 8},${port & 255}).\r\n`;
export const wantsLogin = answer(/^PASV$/, '530 Please login with USER and PASS.\r\n');

/** Made once a file that asks for it: keys take a moment. */
export async function ftpIdentities() {
  const authority = await createAuthority({ name: 'Root' });
  return { authority, identity: await createLeaf({ names: ['server.test'], authority }) };
}

/** Up to an encrypted control connection. */
export const encrypted = (served: ServerIdentity): readonly ScriptStep[] => [
  greeting,
  feat,
  answer(/^AUTH TLS$/, '234 go\r\n'),
  startServerTls(served),
  feat,
  answer(/^PBSZ 0$/, '200 ok\r\n'),
  answer(/^PROT P$/, '200 ok\r\n'),
];
const credentials = new Map([['ftp', { user: 'web4711', password: 's3cret/pa.ss' }]] as const);
/** With a login that the person gave, towards a server whose certificate this authority signed. */
export const givenLogin =
  (authority: { readonly cert: string }) =>
  (partial: FtpOptions = {}): FtpOptions => ({
    ...partial,
    input: { security: 'starttls', login: 'given', ...partial.input },
    context: { credentials, bundledRoots: [authority.cert], ...partial.context },
  });
export const acceptsLogin = [
  answer(/^USER web4711$/, '331 Password for web4711?\r\n'),
  answer(/^PASS s3cret\/pa\.ss$/, '230 web4711 logged in\r\n'),
];
