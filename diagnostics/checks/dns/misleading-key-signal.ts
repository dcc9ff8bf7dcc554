/** RFC 7344, RFC 8078: what the zone asks its registry to hold about its keys (CDS, CDNSKEY), as registries of today act on by themselves. */
import { keySignalOf, type SignalState } from '../../dnssec/index.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { cantTell, failed, inapplicable, passed, untested, type Said } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const told: Readonly<Record<SignalState, (said: Said) => ReturnType<typeof passed>>> = {
  unknown: cantTell,
  same: passed,
  pending: (said) => passed({ ...said, variant: 'pending' }),
  removal: (said) => passed({ ...said, variant: 'removal' }),
  waiting: (said) => passed({ ...said, variant: 'waiting' }),
  differing: (said) => failed({ ...said, variant: 'differing' }),
  unsigned: (said) => failed({ ...said, variant: 'unsigned' }),
  mixed: (said) => failed({ ...said, variant: 'mixed' }),
  contradicting: (said) => failed({ ...said, variant: 'contradicting' }),
  breaking: (said) => failed({ ...said, variant: 'breaking' }),
};

export const misleadingKeySignal = zoneCheck('misleading-key-signal', ({ facts, zone, said }) => {
  const signal = keySignalOf(facts);
  if (signal) {
    const records = signal.seenIn.flatMap((each) =>
      pointAtRecords(each, 'answers', each.data.response?.answers.slice(0, 1) ?? []),
    );
    return [told[signal.state]({ ...said, evidence: records })];
  }
  const words = [wordOn(facts, zone, 'CDS'), wordOn(facts, zone, 'CDNSKEY')];
  const unknown = words.find(({ status }) => status === 'unknown' || status === 'found');
  if (unknown) return [cantTell({ ...said, evidence: unknown.seenIn.slice(0, 1).map(pointAtTrouble) })];
  const denied = words.filter(({ status }) => status === 'none');
  return denied.length === 0
    ? [untested(said)]
    : [inapplicable({ ...said, variant: 'none', evidence: denied[0]!.seenIn.map(pointAtDenial) })];
});
