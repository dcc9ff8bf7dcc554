/** Requests of support desks, as the window shows and makes them. */
import { z } from 'zod';
import { serviceSchema, symptomSchema } from '../../diagnostics/model/vocabulary.ts';
import type { RequestStanding } from '../../diagnostics/model/check-request.ts';
import type { RowView } from './views.ts';

/** A request as it is shown before anybody agrees to it, and in the list of those that were made here. */
export interface CheckRequestView {
  readonly id: string;
  /** Only a current one can be run. */
  readonly standing: RequestStanding;
  /** Why it cannot be run; empty when it can. */
  readonly refusal: string;
  /** Claimed: nothing proves it. */
  readonly from: string;
  readonly reference: string;
  readonly domain: string;
  readonly services: string;
  /** Time, RFC 3339. */
  readonly made: string;
  readonly expires: string;
  /** Everything that the request decides and what will happen, to be read before agreeing. */
  readonly rows: readonly RowView[];
}

/** For whoever asks: what goes to the customer. */
export interface MadeRequestView extends CheckRequestView {
  readonly link: string;
  /** The mail to the customer, with the link, in the language of the request. */
  readonly text: string;
  readonly fileName: string;
}

/** What the bundle of an opened report says of itself, and whether it answers a request. */
export type RequestBinding =
  | 'bound'
  | 'edited'
  | 'other_request'
  | 'unasked'
  | 'unsealed'
  | 'unknown_request'
  | 'none';

const id = z.string().min(1).max(100);

/** The form with which a desk asks. */
export const newRequestSchema = z.strictObject({
  language: z.enum(['en', 'fr', 'nl']),
  domain: z.string().max(500),
  provider: id.nullable(),
  product: id.nullable(),
  services: z.array(serviceSchema).min(1).max(5),
  symptom: symptomSchema,
  reference: z.string().max(200),
  from: z.string().max(200),
  /** In which the mail to the customer is written. */
  customerLanguage: z.enum(['en', 'fr', 'nl']),
  days: z.int().min(1).max(31),
});
