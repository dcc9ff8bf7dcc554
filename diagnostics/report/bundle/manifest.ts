/** The first thing that is read of a bundle: what it is, who wrote it, and the hash of every other file in it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { list, timestamp } from '../../model/schema-kit.ts';
import { askedBySchema } from '../../model/check-request.ts';
import type { Report } from '../../model/report.ts';

export const BUNDLE_SCHEMA_VERSION = 1;

export const bundleFiles = {
  manifest: 'manifest.json',
  summary: 'summary.txt',
  report: 'report.json',
  observations: 'evidence/observations.json',
  redactions: 'redactions.json',
  pack: 'provider-pack.json',
} as const;

/** Lower-case letters, digits, dot, dash, underscore; one folder deep. No name that a file system could read as anything else. */
export const plainFileName =
  /^(?:[a-z0-9][a-z0-9_-]{0,60}\/)?[a-z0-9][a-z0-9_-]{0,100}(?:\.[a-z0-9]{1,10}){0,2}$/u;

const bindingSchema = askedBySchema.extend({
  /** HMAC-SHA256 (RFC 2104) over everything else in the manifest, with the request's nonce as its key. */
  seal: z.string().regex(/^[0-9a-f]{64}$/u),
});

export const manifestSchema = z.object({
  format: z.literal('faultline-report'),
  schemaVersion: z.literal(BUNDLE_SCHEMA_VERSION),
  tool: z
    .object({ name: z.string().max(100), version: z.string().max(100), rules: z.string().max(100) })
    .readonly(),
  report: z.string().max(60),
  createdAt: timestamp,
  files: list(
    z.object({
      path: z.string().regex(plainFileName),
      size: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/u),
    }),
  ),
  /** Absent when no desk asked, or when whoever wrote the file does not hold the request. */
  binding: bindingSchema.optional(),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function createManifest(report: Report, files: ReadonlyMap<string, Uint8Array>): Manifest {
  return {
    format: 'faultline-report',
    schemaVersion: BUNDLE_SCHEMA_VERSION,
    tool: report.tool,
    report: report.id,
    // Of the report, not of the writing: the same report gives the same bytes.
    createdAt: report.finishedAt,
    files: [...files].map(([path, bytes]) => ({ path, size: bytes.byteLength, sha256: sha256(bytes) })),
  };
}
