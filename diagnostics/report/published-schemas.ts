/** JSON Schemas (2020-12) of what other programs read and write. Copies stand in `resources/schemas`; a test keeps them current. */
import { z } from 'zod';
import { checkRequestSchema } from '../model/check-request.ts';
import { comparisonSchema } from '../model/comparison.ts';
import { networkDataOverlaySchema } from '../model/network-data.ts';
import { replySchema } from '../model/reply.ts';
import { reportSchema } from '../model/report.ts';
import { ticketSchema } from '../model/ticket.ts';
import { manifestSchema } from './bundle/manifest.ts';

const names = ['report', 'ticket', 'reply', 'network', 'manifest', 'comparison', 'request'] as const;
export type PublishedSchema = (typeof names)[number];
export const publishedSchemas: readonly PublishedSchema[] = names;

const sources: Readonly<Record<PublishedSchema, { readonly schema: z.ZodType; readonly title: string }>> = {
  report: { schema: reportSchema, title: 'Faultline report' },
  ticket: { schema: ticketSchema, title: 'Faultline ticket' },
  reply: { schema: replySchema, title: 'Faultline reply to a customer' },
  network: { schema: networkDataOverlaySchema, title: 'Faultline network data (--network FILE)' },
  manifest: { schema: manifestSchema, title: 'Manifest of a .faultline file' },
  comparison: { schema: comparisonSchema, title: 'Faultline comparison of two reports' },
  request: { schema: checkRequestSchema, title: 'Faultline request (.faultline-request)' },
};

/** Without `additionalProperties: false` where we accept unknown keys: a reader of today survives a field of tomorrow. */
export function publishedSchema(name: PublishedSchema): Readonly<Record<string, unknown>> {
  const { schema, title } = sources[name];
  return { ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', reused: 'ref' }), title };
}
