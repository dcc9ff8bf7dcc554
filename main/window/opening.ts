/** What the app was asked to open: among the arguments of a start, by a double click, or by a link. */
import { isAbsolute, resolve } from 'node:path';
import { isRequestLink } from '../../diagnostics/model/request-link.ts';
import { isRequestFile } from '../services/asked-file.ts';
import { LINK_SCHEME, readCheckLink, type CheckLink } from './check-link.ts';

export type Asked =
  /** Without the program itself. `folder`: what a relative name is relative to. */
  | { readonly type: 'arguments'; readonly args: readonly string[]; readonly folder: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'link'; readonly url: string };

interface Opening {
  readonly file: string | null;
  readonly link: CheckLink | null;
  /** A request of a support desk: the name of its file, or its link. */
  readonly request: string | null;
}

const nothing: Opening = { file: null, link: null, request: null };

export function readAsked(asked: Asked): Opening {
  switch (asked.type) {
    case 'file':
      return ofFile(asked.path);
    case 'link':
      return ofLink(asked.url);
    case 'arguments':
      return readArguments(asked.args, asked.folder);
  }
}

const ofFile = (path: string): Opening =>
  isRequestFile(path) ? { ...nothing, request: path } : { ...nothing, file: path };

/** A request says who asks; a link without one fills the form. */
const ofLink = (url: string): Opening =>
  isRequestLink(url) ? { ...nothing, request: url } : { ...nothing, link: readCheckLink(url) };

/** Options belong to Chromium; the app's own folder, which stands among the arguments in development, ends like no report. */
function readArguments(args: readonly string[], folder: string): Opening {
  const given = args.filter((arg) => !arg.startsWith('-'));
  const link = given.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
  const file = given.find((arg) => /\.(?:faultline|faultline-request|json)$/iu.test(arg) && arg !== link);
  return {
    ...(file === undefined ? nothing : ofFile(isAbsolute(file) ? file : resolve(folder, file))),
    ...(link === undefined ? {} : withoutFile(ofLink(link))),
  };
}

/** Of one start both may be meant, a link and a report. */
const withoutFile = ({ link, request }: Opening): Omit<Opening, 'file'> => ({ link, request });
