/** Builds the world of one run: the healthy one from its file with patches over it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { mergePatch, type JsonObject, type JsonValue } from './merge-patch.ts';
import { worldSpecSchema, type WorldSpec } from './world-spec.ts';

/** The patches are ours, so a result that does not fit the schema is our bug and throws. */
export function createWorld(base: JsonValue, patches: readonly JsonObject[] = []): WorldSpec {
  const patched = patches.reduce<JsonValue>((world, patch) => mergePatch(world, patch), base);
  return worldSpecSchema.parse(patched);
}

export async function readDemoJson(resourcesDir: string, name: string): Promise<JsonValue> {
  return z.json().parse(JSON.parse(await readFile(join(resourcesDir, 'demo', name), 'utf8')));
}

/** Pages of the demo sites by name, read once at start: a request must never touch the disk. */
export async function readPages(
  resourcesDir: string,
  world: WorldSpec,
): Promise<ReadonlyMap<string, string>> {
  const sites = Object.values(world.hosts).flatMap(({ web }) =>
    web === undefined ? [] : [web.fallback, ...Object.values(web.sites)],
  );
  const names = [...new Set(sites.map(({ page }) => page))];
  const read = async (name: string) =>
    [name, await readFile(join(resourcesDir, 'demo', 'pages', `${name}.html`), 'utf8')] as const;
  return new Map(await Promise.all(names.map(read)));
}
