/** Reads the structure of a mail without the library that wrote it: headers of the message, types of its parts, decoded texts. */
export interface ReadMail {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly types: readonly string[];
  readonly texts: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function readMail(bytes: Uint8Array): ReadMail {
  const found: ReadMail & { files: Map<string, Uint8Array>; types: string[]; texts: string[] } = {
    headers: [],
    types: [],
    texts: [],
    files: new Map(),
  };
  const { headers } = readPart(Buffer.from(bytes).toString('latin1'), found);
  return { ...found, headers };
}

type Found = { readonly types: string[]; readonly texts: string[]; readonly files: Map<string, Uint8Array> };

function readPart(raw: string, found: Found): Pick<ReadMail, 'headers'> {
  const end = raw.indexOf('\r\n\r\n');
  const [head, body] = [raw.slice(0, end), raw.slice(end + 4)];
  const headers = head
    .replace(/\r\n[ \t]+/gu, ' ')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
  const valueOf = (name: string): string => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  const type = valueOf('content-type');
  found.types.push(type.split(';')[0] ?? '');
  const boundary = /boundary="?([^";]+)/u.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = body.split(`--${boundary}`).slice(1, -1);
    for (const part of parts) readPart(part.replace(/^\r\n/u, ''), found);
    return { headers };
  }
  const content = decoded(body, valueOf('content-transfer-encoding'));
  const name = /filename="?([^";]+)/u.exec(valueOf('content-disposition'))?.[1];
  if (name === undefined) found.texts.push(content.toString('utf8').replaceAll('\r\n', '\n'));
  else found.files.set(name, new Uint8Array(content));
  return { headers };
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const plain = body
    .replace(/=\r\n/gu, '')
    .replace(/=([0-9A-F]{2})/gu, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
