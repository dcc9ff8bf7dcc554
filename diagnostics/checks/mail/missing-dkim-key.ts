/** R37: the provider signs the domain's mail with a key that the zone does not publish, has taken back, or spoils (RFC 6376). */
import type { Assertion } from '../../model/finding.ts';
import { dkimKeyState, type DkimKeyState } from '../../model/view/dkim-key.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { dkimNames, mailHome } from '../../model/view/provider-mail.ts';
import { wordOn, type RecordWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-dkim-key';

interface Key {
  readonly name: string;
  readonly word: RecordWord;
  readonly state: DkimKeyState | 'absent' | 'unknown';
}

function keyAt(facts: Facts, name: string): Key {
  const word = wordOn(facts, name, 'TXT');
  if (word.status === 'none') return { name, word, state: 'absent' };
  return { name, word, state: word.status === 'found' ? dkimKeyState(word.records) : 'unknown' };
}

const evidenceOf = ({ word }: Key) =>
  word.seenIn.flatMap((each) =>
    word.status === 'found' ? pointAtRecords(each, 'answers', word.records) : [pointAtDenial(each)],
  );

/** A selector that is not used may well be absent: one usable key is enough, and what is spoilt says more than what is absent. */
function judge(facts: Facts, subject: string): Assertion {
  const keys = dkimNames(facts).map((name) => keyAt(facts, name));
  const usable = keys.find((each) => each.state === 'usable');
  if (usable) return passed({ check, subject, values: { name: usable.name }, evidence: evidenceOf(usable) });
  const open = keys.find((each) => each.state === 'unknown');
  if (open)
    return open.word.status === 'unasked'
      ? untested({ check, subject, values: { name: open.name } })
      : cantTell({
          check,
          subject,
          values: { name: open.name },
          evidence: open.word.seenIn.slice(0, 4).map(pointAtTrouble),
        });
  const spoilt = keys.find((each) => each.state !== 'absent' && each.state !== 'foreign');
  const shown = spoilt ?? keys[0]!;
  const said = {
    check,
    subject,
    values: { name: spoilt?.name ?? keys.map((each) => each.name).join(', ') },
    evidence: evidenceOf(shown).slice(0, 4),
  };
  return failed(spoilt ? { ...said, variant: spoilt.state } : said);
}

export const missingDkimKey = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (!wants(facts, 'mail') || facts.request.target.isAddress || dkimNames(facts).length === 0)
      return [inapplicable({ check, subject })];
    const home = mailHome(facts);
    if (home === 'unknown') return [untested({ check, subject, variant: 'home' })];
    return [home === 'provider' ? judge(facts, subject) : inapplicable({ check, subject })];
  },
});
