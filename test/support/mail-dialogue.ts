/** A mail probe against a scripted server on loopback; the server ends with its test. */
import { afterEach } from 'vitest';
import { smtpData, imapData, pop3Data, sieveData } from '../../diagnostics/model/observations/dialogues.ts';
import type { InputOf } from '../../diagnostics/model/observation.ts';
import type { Probe, ProbeContext } from '../../diagnostics/probes/probe.ts';
import { createLeaf } from './certificates.ts';
import { loopbackContext, loopbackJob } from './probe-harness.ts';
import { scriptedServer, type ScriptStep, type ScriptedServer } from './scripted-server.ts';

const schemas = { smtp: smtpData, imap: imapData, pop3: pop3Data, sieve: sieveData } as const;
type MailKind = keyof typeof schemas;

/** What the server shows where its script begins to encrypt. */
export const identity = await createLeaf({ names: ['server.test'] });

export function mailDialogue<K extends MailKind>(probe: Probe<K>) {
  let server: ScriptedServer | undefined;
  /** Makes room for another dialogue in the same test. */
  const close = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  afterEach(close);
  return {
    close,
    /** What the client said so far, a line each. */
    received: (): readonly string[] => server?.received ?? [],
    probe: async (
      steps: readonly ScriptStep[],
      security: InputOf<MailKind>['security'] = 'plain',
      context: Partial<ProbeContext> = {},
    ) => {
      server = await scriptedServer(steps);
      const input = { security, serverName: 'server.test' };
      const job = loopbackJob<K>({ kind: probe.kind, port: server.port, input: input as InputOf<K> });
      const result = await probe.run(job, loopbackContext(context));
      schemas[probe.kind].parse(result.data);
      return result;
    },
  };
}
