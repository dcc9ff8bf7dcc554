/** Whether the person asked for one field in particular: then it is looked at from all sides, which the usual run leaves out. */
import { services, type Service, type Symptom } from '../vocabulary.ts';
import type { Facts } from './facts.ts';

const symptomsOf: Partial<Record<Service, readonly Symptom[]>> = {
  dns: ['domain_not_found'],
  mail: ['mail_cannot_send', 'mail_cannot_receive'],
};

/** Whether only so much is asked as tells that nothing is wrong: one of many domains that most likely are well. */
export const isSurvey = ({ request }: Facts): boolean => request.depth === 'survey';

/** Named with `--service` (all of them are the default and name none), or meant by the symptom. Never so for a typed address. */
export function isAskedAbout({ request }: Facts, service: 'dns' | 'mail'): boolean {
  if (request.target.isAddress || request.depth === 'survey' || !request.services.includes(service))
    return false;
  const isNamed = request.services.length < services.length;
  return isNamed || symptomsOf[service]?.includes(request.symptom) === true;
}
