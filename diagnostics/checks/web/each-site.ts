/** The frame of the page checks: one assertion for each endpoint or host. A redirect may have led to several pages of one. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, untested, type Check, type Said } from '../check.ts';

export type Page = ObservationOf<'http'>;

export interface Site {
  readonly facts: Facts;
  readonly host: string;
  readonly jobs: readonly Tried<'http'>[];
  /** Pages that came with a status. */
  readonly answers: readonly Page[];
  /** Check, subject and common values, with no evidence yet. */
  readonly said: Said;
  /** The same with evidence at a place of one page. */
  readonly about: (page: Page, pointer: string, values?: Said['values']) => Said;
}

/** Pages that were asked for on behalf of the visitor; controls left out. */
export const pageJobs = (facts: Facts): readonly Tried<'http'>[] =>
  facts.jobs('http').filter((job) => job.best.control === undefined);

export const isSecure = (page: Page): boolean => page.input.url.startsWith('https:');

export const hostOf = ({ endpoint }: Page): string => endpoint.name ?? endpoint.address ?? '';

export interface SiteCheck {
  readonly id: string;
  /** What is a matter of the set-up of a site is told once for its host; what a single server may do wrong, for each endpoint. */
  readonly per: 'host' | 'endpoint';
  /** Both when absent. */
  readonly scheme?: 'https' | 'http';
  readonly evaluate: (site: Site) => Assertion;
}

export function siteCheck({ id, per, scheme, evaluate }: SiteCheck): Check {
  const isMeant = (facts: Facts, page: Page): boolean =>
    webHosts(facts).includes(hostOf(page)) &&
    (scheme === undefined || isSecure(page) === (scheme === 'https'));
  const subjectOf = (facts: Facts, page: Page): string =>
    per === 'host' ? hostOf(page) : endpointSubject(facts, page);
  const siteOf = (facts: Facts, subject: string, jobs: readonly Tried<'http'>[]): Site => {
    const host = hostOf(jobs[0]!.best);
    const said = { check: id, subject, values: { host } };
    const about: Site['about'] = (page, pointer, values) => ({
      ...said,
      values: { host, ...values },
      evidence: [pointAt(page, pointer)],
    });
    return {
      facts,
      host,
      jobs,
      said,
      about,
      answers: jobs.map((job) => job.best).filter((page) => page.data.status !== undefined),
    };
  };
  return defineCheck({
    id,
    area: 'web',
    needs: ['http'],
    evaluate(facts) {
      const jobs = pageJobs(facts).filter((job) => isMeant(facts, job.best));
      const subjects = [...new Set(jobs.map((job) => subjectOf(facts, job.best)))];
      if (subjects.length === 0) return [untested({ check: id, subject: facts.request.target.domain })];
      return subjects.map((subject) =>
        evaluate(
          siteOf(
            facts,
            subject,
            jobs.filter((job) => subjectOf(facts, job.best) === subject),
          ),
        ),
      );
    },
  });
}
