/** RFC 9471, RFC 1912 section 2.3: addresses that the registry keeps of a name server (glue) and that are no longer its own. */
import type { Assertion } from '../../model/finding.ts';
import { canonicalAddress, familyOf } from '../../model/view/addresses.ts';
import { pointAt, pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { wordOn, type RecordWord } from '../../model/view/record-word.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { zoneCheck, type ZoneView } from './each-zone.ts';

const check = 'differing-glue';

const valuesOf = (word: RecordWord): readonly string[] =>
  word.records.map((each) => canonicalAddress(each.value));

function judge({ facts, cut, zone }: ZoneView, server: string, glue: readonly string[]): Assertion {
  const kept = glue.map(canonicalAddress);
  const families = ([4, 6] as const).filter((family) => kept.some((each) => familyOf(each) === family));
  const words = families.map((family) => wordOn(facts, server, family === 4 ? 'A' : 'AAAA'));
  const own = words.flatMap(valuesOf);
  const wrong = kept.filter((each) => !own.includes(each));
  const { observation } = parentRecords(facts, cut);
  const said = {
    check,
    subject: server,
    values: { zone, glue: wrong.join(', '), own: own.join(', ') || '—' },
    evidence: [
      ...(observation ? [pointAt(observation, '/data/response/additionals', '/data/response/rcode')] : []),
      ...words.flatMap((word) =>
        word.seenIn.slice(0, 1).map((each) => {
          if (word.status === 'found') return pointAtRecords(each, 'answers', word.records)[0]!;
          return word.status === 'none' ? pointAtDenial(each) : pointAtTrouble(each);
        }),
      ),
    ],
  };
  if (words.some(({ status }) => status === 'unasked')) return untested(said);
  if (words.some(({ status }) => status === 'unknown')) return cantTell(said);
  return wrong.length > 0 ? failed(said) : passed(said);
}

export const differingGlue = zoneCheck(check, (view) =>
  view.cut.glue.size === 0
    ? [inapplicable({ ...view.said, variant: 'none' })]
    : [...view.cut.glue].map(([server, addresses]) => judge(view, server, addresses)),
);
