/** Facts of one login over SSH with what the person handed over for it: whether it is taken, and what is open behind it. */
import { z } from 'zod';
import { list, milliseconds } from '../schema-kit.ts';

export const sshLoginInput = z.object({
  /** How the person proves who they are; the proof itself is in memory alone. */
  method: z.enum(['password', 'key', 'agent']),
  /** SHA-256 fingerprint of the host key that must be shown, or nothing is sent. */
  hostKey: z.string().max(100),
});

/** `refused`: the server said no to the request; `ended`: it began and ended without serving, as a shell that lets nobody in does. */
const channelStates = z.enum(['open', 'refused', 'ended']);

export const sshLoginData = z.object({
  connectMs: milliseconds.optional(),
  localAddress: z.string().optional(),
  /** `partial`: the proof was right and the server wants a second one (RFC 4252 section 5.1). */
  login: z.enum(['not_tried', 'accepted', 'partial', 'refused']),
  /** Ways of signing in that the server offered before the try. */
  methods: list(z.string().max(100)).optional(),
  /** What the server said besides: its banner, or its reason for hanging up; without what is secret. */
  words: z.string().max(1000).optional(),
  /** The subsystem for files (draft-ietf-secsh-filexfer). */
  sftp: z
    .object({ state: channelStates, text: z.string().max(500).optional() })
    .readonly()
    .optional(),
  /** One harmless command (`echo`), which only a shell carries out. */
  shell: z
    .object({ state: channelStates, text: z.string().max(500).optional(), exitCode: z.int().optional() })
    .readonly()
    .optional(),
});
