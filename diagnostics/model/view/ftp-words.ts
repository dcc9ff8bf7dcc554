/** What a server means when it refuses a file: its words first, since servers use the codes of RFC 959 section 4.2 each in its own way. */
import type { FtpUpload } from '../observations/dialogues.ts';

/** What a server said in the end, on one line, for people: "150 ready to send" before it says nothing of the end. */
export const lastWord = (reply: string | undefined): string =>
  (reply ?? '')
    .replace(/^(?:1\d\d [^\n]*\n)+/, '')
    .replaceAll('\n', ' ')
    .slice(0, 300);

export type UploadTrouble = 'quota' | 'disk' | 'writing' | 'permission' | 'name' | 'data' | 'said';

const wordings: readonly (readonly [RegExp, UploadTrouble])[] = [
  [/quota|kvot/i, 'quota'],
  [/no space left|disk (?:is )?full|(?:insufficient|not enough|out of) (?:disk |storage )?space/i, 'disk'],
  // where vsftpd and Pure-FTPd meet a full disk they say no more than this
  [/(?:error|failure|fail(?:s|ed)?|could not|cannot)\b.{0,12}\bwrit(?:e|ing)/i, 'writing'],
  [/no such (?:file|directory)|not a directory|does(?: not|n't) exist/i, 'said'],
  [/permission|denied|not allowed|not permitted|read-?only|forbidden/i, 'permission'],
];
/** Where the words say nothing: 452 and 552 storage, 550 access, 553 the name, 425 and 426 the data connection. */
const codes: Readonly<Record<string, UploadTrouble>> = {
  451: 'writing',
  452: 'disk',
  552: 'disk',
  550: 'permission',
  553: 'name',
  425: 'data',
  426: 'data',
};

/** Undefined for an upload that went through. */
export function uploadTroubleOf({ failure, reply }: FtpUpload): UploadTrouble | undefined {
  if (failure === undefined) return undefined;
  if (failure.code !== 'rejected' || reply === undefined) return 'data';
  const last = reply.split('\n').at(-1) ?? '';
  return wordings.find(([words]) => words.test(reply))?.[1] ?? codes[last.slice(0, 3)] ?? 'said';
}
