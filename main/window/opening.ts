/** What the app was asked to open: among the arguments of a start, by a double click, or by a link. */
import { isAbsolute, resolve } from 'node:path';
import { LINK_SCHEME, readCheckLink, type CheckLink } from './check-link.ts';

export type Asked =
  /** Without the program itself. `folder`: what a relative name is relative to. */
  | { readonly type: 'arguments'; readonly args: readonly string[]; readonly folder: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'link'; readonly url: string };

interface Opening {
  readonly file: string | null;
  readonly link: CheckLink | null;
}

export function readAsked(asked: Asked): Opening {
  switch (asked.type) {
    case 'file':
      return { file: asked.path, link: null };
    case 'link':
      return { file: null, link: readCheckLink(asked.url) };
    case 'arguments':
      return readArguments(asked.args, asked.folder);
  }
}

/** Options belong to Chromium; the app's own folder, which stands among the arguments in development, ends like no report. */
function readArguments(args: readonly string[], folder: string): Opening {
  const given = args.filter((arg) => !arg.startsWith('-'));
  const link = given.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
  const file = given.find((arg) => /\.(?:faultline|json)$/iu.test(arg) && arg !== link);
  return {
    link: link === undefined ? null : readCheckLink(link),
    file: file === undefined ? null : isAbsolute(file) ? file : resolve(folder, file),
  };
}
