/** RFC 1912 section 2.2, RFC 2308 section 5: timers of the zone that work against each other. Advice only. */
import { pointAt } from '../../model/view/pointing.ts';
import { answersByServer, zoneStage } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'zone-timer-oddity';
const DAY = 86_400;

interface Timers {
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

const oddities: readonly (readonly [field: keyof Timers, isOdd: (timers: Timers) => boolean])[] = [
  ['refresh', ({ refresh }) => refresh < 300 || refresh > 2 * DAY],
  ['retry', ({ refresh, retry }) => retry >= refresh],
  ['expire', ({ refresh, retry, expire }) => expire <= refresh + retry],
  ['minimum', ({ minimum }) => minimum > DAY],
];

export const zoneTimerOddity = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject })];
    if (stage.status === 'unknown') return [untested({ check, subject })];
    const seen = answersByServer(facts, subject, stage.delegation.servers, subject, 'SOA')[0];
    if (!seen) return [untested({ check, subject })];
    const index = seen.data.response!.answers.findIndex(
      (each) => each.type === 'SOA' && each.name === subject,
    );
    const fields = seen.data.response!.answers[index]?.fields ?? {};
    const [refresh, retry, expire, minimum] = ['refresh', 'retry', 'expire', 'minimum'].map((name) =>
      Number(fields[name]),
    );
    if (refresh === undefined || retry === undefined || expire === undefined || minimum === undefined)
      return [untested({ check, subject })];
    const timers = { refresh, retry, expire, minimum };
    if (Object.values(timers).some(Number.isNaN))
      return [cantTell({ check, subject, evidence: [pointAt(seen, '/data/response/answers')] })];
    const evidence = (names: readonly string[]) =>
      names.map((name) => pointAt(seen, `/data/response/answers/${index}/fields/${name}`));
    const odd = oddities.filter(([, isOdd]) => isOdd(timers)).map(([field]) => field);
    const values = { field: odd[0] ?? '', seconds: timers[odd[0] ?? 'refresh'] };
    return [
      odd.length > 0
        ? failed({ check, subject, values, evidence: evidence(odd) })
        : passed({ check, subject, evidence: evidence(Object.keys(timers)) }),
    ];
  },
});
