/** What was said over one connection, in order, with times, without secrets, bounded. */
import type { TranscriptLine } from '../model/observations/dialogues.ts';
import { secretPattern } from '../model/secret-text.ts';
import type { Clock } from './network.ts';
import { clipText, visibleText } from './wire-text.ts';

const MAX_LINES = 300;
const MAX_LINE_LENGTH = 2_090;
const MASK = '***';

/** Arguments of the commands that carry names, passwords and tokens; an IMAP tag may stand before the command. */
const secretCommands: readonly RegExp[] = [
  /^((?:\S+ )?(?:AUTH|AUTHENTICATE) +\S+) .*$/i,
  /^((?:\S+ )?(?:PASS|USER|ACCT|APOP|LOGIN)) .*$/i,
];

export class Transcript {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #secrets: readonly RegExp[];
  readonly #lines: TranscriptLine[] = [];
  #unkept = 0;

  /** `secrets` are hidden wherever they appear: servers like to repeat the user name. Times count from now. */
  constructor(clock: Clock, secrets: readonly string[] = []) {
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
    this.#secrets = secrets.filter((secret) => secret !== '').map(secretPattern);
  }

  /** Milliseconds since the connection attempt began. */
  elapsed(): number {
    return Math.max(0, this.#clock.monotonic() - this.#startedAt);
  }

  sent(line: string): void {
    const masked = secretCommands.reduce((text, pattern) => text.replace(pattern, `$1 ${MASK}`), line);
    this.#record('sent', masked);
  }

  received(line: string): void {
    this.#record('received', line);
  }

  /** Text of a server as it may be stored. */
  scrub(text: string): string {
    return visibleText(this.#secrets.reduce((rest, secret) => rest.replace(secret, MASK), text));
  }

  get lines(): readonly TranscriptLine[] {
    if (this.#unkept === 0) return [...this.#lines];
    const note = `… ${this.#unkept} more lines were not kept`;
    return [...this.#lines, { direction: 'received', at: this.elapsed(), text: note }];
  }

  #record(direction: TranscriptLine['direction'], text: string): void {
    if (this.#lines.length >= MAX_LINES) this.#unkept += 1;
    else
      this.#lines.push({ direction, at: this.elapsed(), text: clipText(this.scrub(text), MAX_LINE_LENGTH) });
  }
}
