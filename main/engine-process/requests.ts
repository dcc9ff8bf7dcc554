/** Requests of support desks: made, shown, opened. Opening one shows it and runs nothing. */
import { requestLink } from '../../diagnostics/model/request-link.ts';
import { requestStanding, type CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Translator } from '../../diagnostics/index.ts';
import type { CheckRequestView, MadeRequestView } from '../contract/requests.ts';
import { currentRequest, loadRequest, makeRequest, requestFileText } from '../services/request-files.ts';
import {
  domainText,
  requestFileName,
  requestRows,
  requestText,
  servicesText,
} from '../services/request-rows.ts';
import { forgetRequest, keepRequest, keptRequest, keptRequests } from '../services/request-store.ts';
import { accepted, refusal } from '../services/said-error.ts';
import type { EngineContext } from './context.ts';
import type { PackShelf } from './pack-shelf.ts';
import type { EngineHandlers } from './protocol.ts';

type Own = Extract<keyof EngineHandlers, `requests:${string}`> | 'request:file';

export const requestHandlers = (context: EngineContext, shelf: PackShelf): Pick<EngineHandlers, Own> => {
  const { folder } = context;
  const view = async (id: string, request: CheckRequest, t: Translator): Promise<CheckRequestView> => ({
    id,
    ...requestView(request, (await shelf.knowledge(false)).packs, t, Date.parse(context.now())),
  });
  const made = async (request: CheckRequest, id: string, t: Translator): Promise<MadeRequestView> => ({
    ...(await view(id, request, t)),
    link: requestLink(request),
    text: requestText(request, context.translator(request.language)),
    fileName: requestFileName(request),
  });
  const kept = async (which: 'made' | 'received', id: string): Promise<CheckRequest> => {
    const request = await keptRequest(folder, which, id);
    if (request === null) throw refusal('request.refused.unknown');
    return request;
  };
  return {
    'requests:make': async ({ language, customerLanguage, ...asked }) => {
      const request = makeRequest({ ...asked, language: customerLanguage }, Date.parse(context.now()));
      return made(request, await keepRequest(folder, 'made', request), context.inWindow(language));
    },
    'requests:made': async ({ id, language }) => made(await kept('made', id), id, context.inWindow(language)),
    'requests:list': async ({ language }) => {
      const t = context.inWindow(language);
      return Promise.all((await keptRequests(folder, 'made')).map(({ id, request }) => view(id, request, t)));
    },
    'requests:forget': async ({ id }) => {
      await forgetRequest(folder, 'made', id);
      return null;
    },
    'requests:view': async ({ id, language }) =>
      view(id, await kept('received', id), context.inWindow(language)),
    'requests:receive': async ({ given }) => ({
      id: await keepRequest(folder, 'received', accepted(await loadRequest(given))),
    }),
    'request:file': async ({ id }) => {
      const request = await kept('made', id);
      return { name: requestFileName(request), content: requestFileText(request) };
    },
  };
};

function requestView(
  request: CheckRequest,
  packs: Parameters<typeof requestRows>[1],
  t: Translator,
  now: number,
): Omit<CheckRequestView, 'id'> {
  const current = currentRequest(request, now, (at) => t.dateTime(at));
  return {
    standing: requestStanding(request, now),
    refusal: current.ok ? '' : t(current.error),
    from: t.text('request.from', { name: request.from }),
    reference: request.reference,
    domain: domainText(request),
    services: servicesText(request, t),
    made: request.made,
    expires: request.expires,
    rows: requestRows(request, packs, t),
  };
}

/** The request of a run that its receiver has agreed to, if it may still be run. */
export async function agreedRequest(
  context: EngineContext,
  id: string,
  t: Translator,
): Promise<CheckRequest> {
  const request = await keptRequest(context.folder, 'received', id);
  if (request === null) throw refusal('request.refused.unknown');
  return accepted(currentRequest(request, Date.parse(context.now()), (at) => t.dateTime(at)));
}
