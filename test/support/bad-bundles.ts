/** Report files that must not be believed, each with the key of its own refusal: for every way in which a report can be opened. */
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { generateX25519Identity, identityToRecipient, Encrypter } from 'age-encryption';
import { askedByOf, writeBundle } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import { unzip } from '../../diagnostics/report/bundle/unzip.ts';
import { makeZip, type ZipEntry } from '../diagnostics/report/make-zip.ts';
import { sampleReport } from '../diagnostics/report/sample-report.ts';
import { aCheckRequest } from './factories.ts';

export const asked: CheckRequest = aCheckRequest();
const foreign = aCheckRequest({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA' });

/** A customer’s answer to that request. */
export const answerTo = (
  request: CheckRequest,
  sealedWith: CheckRequest | null = request,
): Promise<Uint8Array> =>
  writeBundle(sampleReport({ askedBy: askedByOf(request) }), {
    summary: '',
    tickets: [],
    request: sealedWith,
  });

async function filesIn(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const read = await unzip(bytes);
  return new Map(read.ok ? read.files : []);
}

const zipOf = (files: ReadonlyMap<string, Buffer>): Uint8Array =>
  makeZip([...files].map(([name, content]) => ({ name, content })));

interface Listed {
  readonly files: readonly { readonly path: string }[];
}

/** Somebody who knows what a hash is: the file is changed and the manifest put right again. */
export async function edited(
  bytes: Uint8Array,
  change: (report: Record<string, unknown>) => Record<string, unknown>,
  part: Readonly<Record<string, unknown>> = {},
): Promise<Uint8Array> {
  const files = await filesIn(bytes);
  const json = (name: string): Record<string, unknown> =>
    JSON.parse(files.get(name)?.toString('utf8') ?? '{}') as Record<string, unknown>;
  files.set('report.json', Buffer.from(JSON.stringify(change(json('report.json')))));
  const manifest = json('manifest.json');
  const listed = (manifest as unknown as Listed).files.map(({ path }) => {
    const content = files.get(path) ?? Buffer.alloc(0);
    return { path, size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  });
  files.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, files: listed, ...part })));
  return zipOf(files);
}

async function withFile(name: string, content: Buffer): Promise<Uint8Array> {
  return zipOf(new Map([...(await filesIn(await answerTo(asked))), [name, content]]));
}

async function withEntry(entry: ZipEntry): Promise<Uint8Array> {
  const files = await filesIn(await answerTo(asked));
  return makeZip([...[...files].map(([name, content]) => ({ name, content })), entry]);
}

const zeroes = Buffer.alloc(4 * 1024 * 1024);
const blameOthers = (report: Record<string, unknown>): Record<string, unknown> => ({
  ...report,
  problems: [],
});
const drop = (report: Record<string, unknown>): Record<string, unknown> => {
  const { askedBy: _gone, ...rest } = report;
  return rest;
};

const identity = await generateX25519Identity();
async function sealed(): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(await answerTo(asked));
}

export interface BadBundle {
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array>;
  /** Key of what is said. */
  readonly key: string;
  /** It is whole, and only not what the request asked for. */
  readonly isOnlyForRequest?: boolean;
}

const all: readonly BadBundle[] = [
  {
    name: 'a file edited',
    bytes: () => withFile('summary.txt', Buffer.from('All is well.')),
    key: 'report.bundle.edited',
  },
  {
    name: 'a file edited and hashed again',
    bytes: async () => edited(await answerTo(asked), blameOthers),
    key: 'request.binding.edited',
  },
  {
    name: 'a reference that was exchanged',
    bytes: async () =>
      edited(await answerTo(asked), (report) => ({
        ...report,
        askedBy: { ...askedByOf(asked), reference: 'T-9' },
      })),
    key: 'request.binding.edited',
  },
  {
    name: 'no request any more',
    bytes: async () => edited(await answerTo(asked), drop, { binding: undefined }),
    key: 'request.binding.unasked',
    isOnlyForRequest: true,
  },
  {
    name: 'no seal any more',
    bytes: () => answerTo(asked, null),
    key: 'request.binding.unsealed',
    isOnlyForRequest: true,
  },
  {
    name: 'another request’s nonce',
    bytes: () => answerTo(foreign),
    key: 'request.binding.other_request',
    isOnlyForRequest: true,
  },
  {
    name: 'this request’s name over another nonce’s seal',
    bytes: async () => {
      const manifest = JSON.parse(
        (await filesIn(await answerTo(foreign))).get('manifest.json')?.toString('utf8') ?? '',
      ) as { binding: { seal: string } };
      return edited(await answerTo(asked), (report) => report, {
        binding: { ...askedByOf(asked), seal: manifest.binding.seal },
      });
    },
    key: 'request.binding.edited',
  },
  {
    name: 'its end missing',
    bytes: async () => (await answerTo(asked)).slice(0, -40),
    key: 'report.bundle.truncated',
  },
  {
    name: 'a zip bomb',
    bytes: () => withEntry({ name: 'big.txt', content: zeroes, deflated: deflateRawSync(zeroes) }),
    key: 'report.bundle.bomb',
  },
  {
    name: 'a bomb that lies about its size',
    bytes: () =>
      withEntry({ name: 'big.txt', content: zeroes, deflated: deflateRawSync(zeroes), statedSize: 1000 }),
    key: 'report.bundle.bomb',
  },
  {
    name: 'a way out of its folder',
    bytes: () => withFile('../../escaped.txt', Buffer.from('x')),
    key: 'report.bundle.unsafe_name',
  },
  {
    name: 'an absolute name',
    bytes: () => withFile('/tmp/escaped.txt', Buffer.from('x')),
    key: 'report.bundle.unsafe_name',
  },
  {
    name: 'a name of Windows',
    bytes: () => withFile('..\\escaped.txt', Buffer.from('x')),
    key: 'report.bundle.unsafe_name',
  },
  {
    name: 'too many files',
    bytes: async () =>
      makeZip(
        Array.from({ length: 300 }, (_, index) => ({ name: `f${index}.txt`, content: Buffer.alloc(1) })),
      ),
    key: 'report.bundle.too_many_entries',
  },
  {
    name: 'more bytes than a report',
    bytes: async () => Buffer.concat([await answerTo(asked), Buffer.alloc(65 * 1024 * 1024)]),
    key: 'report.bundle.too_large',
  },
  {
    name: 'a newer manifest',
    bytes: async () => edited(await answerTo(asked), (report) => report, { schemaVersion: 7 }),
    key: 'report.bundle.newer',
  },
  {
    name: 'a newer report',
    bytes: async () => edited(await answerTo(asked), (report) => ({ ...report, schemaVersion: 7 })),
    key: 'report.bundle.newer',
  },
  {
    name: 'a report of another shape',
    bytes: async () => edited(await answerTo(asked), (report) => ({ ...report, problems: 'none' })),
    key: 'report.bundle.invalid_report',
  },
  { name: 'no zip', bytes: () => Promise.resolve(Buffer.from('hello')), key: 'report.bundle.not_a_zip' },
  { name: 'a seal for somebody', bytes: sealed, key: 'report.sealed.needs_identity' },
];

/** Each is made once: several are large. */
export const badBundles: readonly BadBundle[] = all.map((each) => {
  let made: Promise<Uint8Array> | undefined;
  return { ...each, bytes: () => (made ??= each.bytes()) };
});
