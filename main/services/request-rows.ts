/** A request in words: what its receiver is asked to agree to, and the mail that its maker sends. The same on the terminal and in the window. */
import { inertLine, understandTarget, type ProviderPack, type Translator } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import { services } from '../../diagnostics/model/vocabulary.ts';
import type { Target } from '../../diagnostics/model/target.ts';
import { requestLink } from '../../diagnostics/model/request-link.ts';

export interface RequestRow {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly items: readonly string[];
}

/** Everything that the request decides, nothing left out: whoever agrees has seen it. */
export function requestRows(
  request: CheckRequest,
  packs: readonly ProviderPack[],
  t: Translator,
): readonly RequestRow[] {
  const row = (id: string, paragraphs: readonly string[], items: readonly string[] = []): RequestRow => ({
    id,
    label: t.text(`request.row.${id}`),
    paragraphs,
    items,
  });
  return [
    row('from', [t.text('request.from', { name: inertLine(request.from) }), t.text('request.claimed')]),
    row('reference', [inertLine(request.reference)]),
    row('domain', [domainText(request), ...domainNotes(request, t)]),
    row('services', [servicesText(request, t)]),
    row('symptom', [t.text(`app.symptom.${request.symptom}`)]),
    row('provider', [providerText(request, packs, t)]),
    row('valid', [
      t.text('request.valid', { made: t.dateTime(request.made), expires: t.dateTime(request.expires) }),
    ]),
    row('does', [t.text('request.does'), t.text('request.does_not')]),
  ];
}

/** The name as people read it, and as it is asked for where that differs. */
export function domainText({ domain }: CheckRequest): string {
  const read = understandTarget(domain);
  const shown = read.ok ? read.target.displayName : domain;
  return inertLine(shown === domain ? domain : `${shown} (${domain})`);
}

/** What was understood, where the name itself is shown already. */
export const notesBesideName = ({ notes }: Pick<Target, 'notes'>, t: Translator): readonly string[] =>
  notes.filter(({ key }) => key !== 'target.note.taken').map((note) => t(note));

/** A name that looks like another one is told here too. */
function domainNotes({ domain }: CheckRequest, t: Translator): readonly string[] {
  const read = understandTarget(domain);
  return read.ok ? notesBesideName(read.target, t) : [];
}

/** In the order in which they are listed everywhere, whatever order the file has. */
export const servicesText = (request: CheckRequest, t: Translator): string =>
  services
    .filter((service) => request.services.includes(service))
    .map((service) => t.text(`report.area.${service}`))
    .join(', ');

function providerText(
  { provider, product }: CheckRequest,
  packs: readonly ProviderPack[],
  t: Translator,
): string {
  if (provider === null) return t.text('request.provider_open');
  const pack = packs.find(({ id }) => id === provider);
  if (!pack) return t.text('request.provider_unknown', { id: provider });
  const bought = pack.products.find(({ id }) => id === product);
  return [inertLine(pack.name), ...(bought === undefined ? [] : [t.localized(bought.name)])].join(' · ');
}

/** `example.org-T-1042.faultline-request`: plain on every file system. */
export const requestFileName = ({ domain, reference }: CheckRequest): string =>
  `${domain}-${reference}`.replace(/[^A-Za-z0-9.-]+/gu, '_').slice(0, 120) + '.faultline-request';

/** For the mail to the customer, in the customer's language. */
export const requestText = (request: CheckRequest, t: Translator): string =>
  t.text('request.mail', {
    from: inertLine(request.from),
    reference: inertLine(request.reference),
    domain: domainText(request),
    services: servicesText(request, t),
    expires: t.dateTime(request.expires),
    file: requestFileName(request),
    link: requestLink(request),
  });
