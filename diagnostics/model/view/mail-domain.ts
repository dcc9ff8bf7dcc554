/** The zone whose mail records count. */
import type { Facts } from './facts.ts';

/** The typed name's registrable domain, else the name itself. */
export const mailDomain = (facts: Facts): string =>
  facts.request.target.registrableDomain ?? facts.request.target.domain;
