/**
 * Binds a report file to the request that it was made for. The seal is keyed with the request's nonce, which stands in the request and in
 * no report: whoever edits a file and puts the hashes right again cannot make the seal without the request. The customer holds the request,
 * so this shows accidents, mix-ups and edits on the way, and proves nothing against a customer who means to forge.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalRequest, type AskedBy, type CheckRequest } from '../../model/check-request.ts';
import type { Report } from '../../model/report.ts';
import type { Manifest } from './manifest.ts';

export const requestDigest = (request: CheckRequest): string =>
  createHash('sha256').update(canonicalRequest(request)).digest('hex');

export const askedByOf = (request: CheckRequest): AskedBy => ({
  reference: request.reference,
  request: requestDigest(request),
});

/** Everything that a reader takes from the manifest, in one order. */
function sealedText(
  { format, schemaVersion, tool, report, createdAt, files }: Manifest,
  by: AskedBy,
): string {
  const lines = files.map(({ path, size, sha256 }) => [path, size, sha256]);
  const { name, version, rules } = tool;
  return JSON.stringify([
    format,
    schemaVersion,
    [name, version, rules],
    report,
    createdAt,
    [...lines].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    [by.reference, by.request],
  ]);
}

const sealOf = (manifest: Manifest, { nonce }: CheckRequest, by: AskedBy): string =>
  createHmac('sha256', nonce).update(sealedText(manifest, by)).digest('hex');

/** Sealed only for the request that the report names. */
export function boundManifest(
  manifest: Manifest,
  report: Report,
  request: CheckRequest | null | undefined,
): Manifest {
  const { askedBy } = report;
  if (!request || askedBy === undefined || askedBy.request !== requestDigest(request)) return manifest;
  return { ...manifest, binding: { ...askedBy, seal: sealOf(manifest, request, askedBy) } };
}

/**
 * `bound`: made for this request and unchanged since. `edited`: the seal does not fit what the file holds. `other_request`: made for
 * another one. `unasked`: made for none. `unsealed`: names this request and carries no seal, so nothing shows whether it was edited.
 */
export type BindingState = 'bound' | 'edited' | 'other_request' | 'unasked' | 'unsealed';

/** `manifest`: null for the bare JSON of a report, which has none. */
export function bindingState(report: Report, manifest: Manifest | null, request: CheckRequest): BindingState {
  const { askedBy } = report;
  const binding = manifest?.binding;
  if (askedBy === undefined) return binding === undefined ? 'unasked' : 'edited';
  if (askedBy.request !== requestDigest(request)) return 'other_request';
  if (manifest === null || binding === undefined) return 'unsealed';
  const [given, right] = [
    Buffer.from(binding.seal, 'hex'),
    Buffer.from(sealOf(manifest, request, binding), 'hex'),
  ];
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  const isSame = binding.request === askedBy.request && binding.reference === askedBy.reference;
  return isRight && isSame ? 'bound' : 'edited';
}
