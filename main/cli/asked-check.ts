/** `check --request`: a desk's request decides what is checked, once the person has seen it and agreed. */
import { basename, dirname, join } from 'node:path';
import { access } from 'node:fs/promises';
import { renderRows, type ProviderPack } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import { askedOptions } from '../services/build-request.ts';
import { currentRequest, loadRequest } from '../services/request-files.ts';
import { requestFileName, requestRows } from '../services/request-rows.ts';
import { keepRequest } from '../services/request-store.ts';
import { accepted } from '../services/said-error.ts';
import { stateFolder } from '../services/state-folder.ts';
import { CliError, usageError } from './cli-error.ts';
import { askConsent } from './consent.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { textStyle } from './options.ts';
import type { CheckOptions } from './commands/check.ts';
import { message } from '../../diagnostics/model/message.ts';

/** What the request decides: the person may add measurements of their own, and not change those that were asked for. */
const decided = ['service', 'symptom', 'host', 'provider', 'product', 'mailSetting', 'with'] as const;

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;

export interface AskedCheck {
  readonly domain: string;
  readonly options: CheckOptions;
  readonly asked: CheckRequest | null;
}

/** Ends with a message where no request and no domain, or both, were given. Runs nothing and dials nobody. */
export async function readAsked(
  context: CliContext,
  typed: string | undefined,
  options: CheckOptions,
): Promise<AskedCheck> {
  if (options.request === undefined) {
    if (typed === undefined)
      throw usageError('missing_argument', { option: 'domain', hint: '', hasHint: false });
    return { domain: typed, options, asked: null };
  }
  const given = [
    ...(typed === undefined ? [] : [typed]),
    ...decided.filter((name) => options[name] !== undefined).map(flagOf),
  ];
  if (given.length > 0) throw usageError('request_decides', { given: given.join(', ').slice(0, 300) });
  const request = accepted(await loadRequest(options.request));
  const asked = accepted(
    currentRequest(request, context.engine.clock().now(), (at) => context.t.dateTime(at)),
  );
  const save = options.save ?? (await freeName(requestFileName(asked).replace(/-request$/u, '')));
  return { domain: asked.domain, options: { ...options, ...askedOptions(asked), save }, asked };
}

/** Shows who asks for what, also with `--quiet`: consent to something that was not said is none. */
export async function agreeTo(
  context: CliContext,
  asked: CheckRequest,
  packs: readonly ProviderPack[],
  options: CheckOptions,
): Promise<void> {
  const { io, t } = context;
  const rows = requestRows(asked, packs, t);
  io.stderr.write(
    `${t.text('cli.request.shown')}\n${renderRows(rows, textStyle(context, options)).join('\n')}\n\n`,
  );
  const consent = options.yes === true ? 'given' : await askConsent(context, t.text('cli.request.question'));
  if (consent === 'unasked') throw usageError('request_consent');
  if (consent === 'refused') throw new CliError(message('cli.request.declined'), exitCodes.cancelled);
  // With it, what is saved of this run later is sealed for whoever asked.
  await keepRequest(stateFolder(io.env), 'received', asked).catch(() => null);
}

/** `a.faultline`, or the first of `a-2.faultline`, … that is not there yet. */
async function freeName(path: string): Promise<string> {
  const stem = basename(path, '.faultline');
  for (let number = 1; number < 1_000; number += 1) {
    const name = join(dirname(path), number === 1 ? `${stem}.faultline` : `${stem}-${number}.faultline`);
    const isTaken = await access(name).then(
      () => true,
      () => false,
    );
    if (!isTaken) return name;
  }
  return path;
}
