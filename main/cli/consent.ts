/** Asks before something is done that somebody else asked for. Silence is no consent. */
import type { CliContext } from './context.ts';

const MAX_BYTES = 200;
const yes = /^(?:y|yes|o|oui|j|ja)$/iu;

/** `unasked`: nobody sits at a terminal to answer. */
export type Consent = 'given' | 'refused' | 'unasked';

export async function askConsent({ io }: CliContext, question: string): Promise<Consent> {
  const { stdin, stderr } = io;
  if (stdin === undefined || !('isTTY' in stdin && stdin.isTTY === true) || !stderr.isTerminal)
    return 'unasked';
  stderr.write(question);
  let text = '';
  for await (const chunk of stdin) {
    text += Buffer.from(chunk).toString('utf8');
    if (/[\r\n]/u.test(text) || text.length > MAX_BYTES) break;
  }
  return yes.test(text.trim()) ? 'given' : 'refused';
}
