/**
 * Reads what an SSH server says in clear before the keys are exchanged, in front of ssh2, which hides it:
 * lines before the identification, the identification, and the algorithm lists of the first KEXINIT (RFC 4253).
 */
import type { DataOf } from '../model/observation.ts';
import { WireError } from '../net/wire-error.ts';
import { clipText, decodeWireText, visibleText } from '../net/wire-text.ts';

/** RFC 4253 section 4.2: at most 255 characters, CR and LF included. */
const MAX_IDENTIFICATION_BYTES = 255;
const MAX_LINE_BYTES = 2_048;
const MAX_LINES_BEFORE = 50;
/** RFC 4253 section 6.1: packets up to 35000 bytes have to be understood; no list of algorithms comes near that. */
const MAX_PACKET_BYTES = 35_000;
/** Over the whole connection: an exchange of keys takes about 3 KiB. */
const MAX_TOTAL_BYTES = 262_144;
const MAX_NAMES = 200;
const MSG_KEXINIT = 20;

export type SshFacts = Pick<
  DataOf<'ssh'>,
  'identification' | 'linesBefore' | 'kexAlgorithms' | 'hostKeyAlgorithms' | 'ciphers' | 'macs'
>;
type Stage = 'identification' | 'packets' | 'done';

export class SshPreamble {
  #stage: Stage = 'identification';
  #buffer: Buffer = Buffer.alloc(0);
  #total = 0;
  readonly #linesBefore: string[] = [];
  #identification: string | undefined;
  #lists: Pick<SshFacts, 'kexAlgorithms' | 'hostKeyAlgorithms' | 'ciphers' | 'macs'> = {};

  /** True once the server has said that it speaks SSH 2. */
  get isIdentified(): boolean {
    return this.#stage !== 'identification';
  }

  /** Takes what arrived and gives what ssh2 may see of it. Throws a WireError when a bound or the protocol is broken. */
  feed(chunk: Buffer): Buffer {
    this.#total += chunk.length;
    if (this.#total > MAX_TOTAL_BYTES) {
      throw new WireError('reply_too_large', { detail: `more than ${MAX_TOTAL_BYTES} bytes` });
    }
    if (this.#stage === 'done') return chunk;
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const visible = this.#stage === 'packets' ? chunk : this.#takeLines();
    while (this.#stage === 'packets' && this.#takePacket());
    return visible;
  }

  /** What was learned so far; a line that was cut off by the end of the connection counts among the lines before. */
  facts(): SshFacts {
    const rest =
      this.#identification === undefined && this.#buffer.length > 0 ? [storedLine(this.#buffer)] : [];
    const linesBefore = [...this.#linesBefore, ...rest];
    return {
      ...(this.#identification === undefined ? {} : { identification: this.#identification }),
      ...(linesBefore.length === 0 ? {} : { linesBefore }),
      ...this.#lists,
    };
  }

  /** Everything from the identification on; nothing while it has not come. */
  #takeLines(): Buffer {
    for (let line = this.#takeLine(); line !== null; line = this.#takeLine()) {
      if (line.subarray(0, 4).toString('latin1') === 'SSH-') {
        this.#identify(storedLine(line));
        return Buffer.concat([line, Buffer.from('\n'), this.#buffer]);
      }
      this.#linesBefore.push(storedLine(line));
      if (this.#linesBefore.length > MAX_LINES_BEFORE) {
        throw new WireError('reply_too_large', {
          detail: `more than ${MAX_LINES_BEFORE} lines before the identification`,
        });
      }
    }
    return Buffer.alloc(0);
  }

  #takeLine(): Buffer | null {
    const end = this.#buffer.indexOf(0x0a);
    const length = end === -1 ? this.#buffer.length : end;
    if (length > MAX_LINE_BYTES) {
      throw new WireError('reply_too_large', { detail: `a line of more than ${MAX_LINE_BYTES} bytes` });
    }
    if (length >= MAX_IDENTIFICATION_BYTES && this.#buffer.subarray(0, 4).toString('latin1') === 'SSH-') {
      throw new WireError('protocol_violation', { detail: 'the identification is longer than 255 bytes' });
    }
    if (end === -1) return null;
    const line = this.#buffer.subarray(0, end);
    this.#buffer = this.#buffer.subarray(end + 1);
    return line;
  }

  #identify(line: string): void {
    this.#identification = line;
    // 1.99 is 2.0 with support for older clients (RFC 4253 section 5.1).
    if (!/^SSH-(?:2\.0|1\.99)-/.test(line)) throw new WireError('protocol_violation', { detail: line });
    this.#stage = 'packets';
  }

  /** RFC 4253 section 6: length, padding length, payload, padding; in clear until the keys are exchanged. */
  #takePacket(): boolean {
    if (this.#buffer.length < 5) return false;
    const length = this.#buffer.readUInt32BE(0);
    const padding = this.#buffer.readUInt8(4);
    if (length < padding + 2 || length > MAX_PACKET_BYTES) {
      throw new WireError('protocol_violation', { detail: `packet length ${length}` });
    }
    if (this.#buffer.length < 4 + length) return false;
    const payload = this.#buffer.subarray(5, 4 + length - padding);
    this.#buffer = this.#buffer.subarray(4 + length);
    if (payload[0] === MSG_KEXINIT) {
      this.#lists = algorithmLists(payload);
      this.#stage = 'done';
      this.#buffer = Buffer.alloc(0);
    }
    return true;
  }
}

function storedLine(line: Uint8Array): string {
  const text = decodeWireText(line);
  return clipText(visibleText(text.endsWith('\r') ? text.slice(0, -1) : text), 300);
}

/** RFC 4253 section 7.1: the message number, a cookie of 16 bytes, then ten lists of names. */
function algorithmLists(payload: Buffer): SshFacts {
  const lists: (readonly string[])[] = [];
  let offset = 17;
  while (lists.length < 10) {
    const end = offset + 4 + (offset + 4 <= payload.length ? payload.readUInt32BE(offset) : payload.length);
    if (end > payload.length) throw new WireError('protocol_violation', { detail: 'malformed KEXINIT' });
    lists.push(names(payload.subarray(offset + 4, end)));
    offset = end;
  }
  const both = (first: number): readonly string[] => [
    ...new Set([...(lists[first] ?? []), ...(lists[first + 1] ?? [])]),
  ];
  return {
    kexAlgorithms: lists[0] ?? [],
    hostKeyAlgorithms: lists[1] ?? [],
    ciphers: both(2),
    macs: both(4),
  };
}

function names(list: Buffer): readonly string[] {
  const all = visibleText(list.toString('latin1')).split(',').filter(Boolean);
  return all.slice(0, MAX_NAMES).map((name) => clipText(name, 200));
}
