/** Starts and cancels diagnoses: on the real network, in the demo's made-up one, or once more what an earlier report asked. */
import { randomUUID } from 'node:crypto';
import { askedByOf } from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import type { InputOf } from '../contract/channels.ts';
import { listDemoFaults } from '../demo-host/index.ts';
import { askedOptions, buildRequest } from '../services/build-request.ts';
import { demoPolicy, usualFaults } from '../services/demo-run.ts';
import { withOwnAnchors } from '../services/own-anchors.ts';
import { refusal } from '../services/said-error.ts';
import { loadSettings } from '../services/settings-store.ts';
import type { EngineContext } from './context.ts';
import { agreedRequest } from './requests.ts';
import { followRun, type RunKeeping, type World } from './follow-run.ts';

type StartInput = InputOf<'run:start'>;

export interface Runs {
  /** Returns at once; everything else comes as pushes. */
  start(input: StartInput): Promise<string>;
  cancel(runId: string): void;
}

/** Runs at once: each is polite by itself, several towards one server are not. */
const AT_ONCE = 1;

export function createRuns({ context, packs, store }: RunKeeping): Runs {
  const running = new Map<string, AbortController>();
  return {
    start: async (input) => {
      if (running.size >= AT_ONCE) throw refusal('app.error.run_under_way');
      const runId = randomUUID();
      const controller = new AbortController();
      running.set(runId, controller);
      try {
        const { world, isDemo } = await chosenWorld(context, input, store);
        const t = context.translator(input.language);
        void followRun({ context, packs, store, runId, world, isDemo, t, signal: controller.signal }).then(
          (end) => {
            running.delete(runId);
            context.push(runId, end);
          },
        );
        return runId;
      } catch (error) {
        running.delete(runId);
        throw error;
      }
    },
    cancel: (runId) => running.get(runId)?.abort(),
  };
}

interface ChosenWorld {
  readonly world: World;
  readonly isDemo: boolean;
}

async function chosenWorld(
  context: EngineContext,
  input: StartInput,
  store: RunKeeping['store'],
): Promise<ChosenWorld> {
  if (input.checkRequest !== undefined)
    return { world: await askedWorld(context, input.checkRequest, input), isDemo: false };
  const earlier = input.again === undefined ? null : (await store.read(input.again.report)).report;
  const isDemo = input.isDemo || earlier?.request.provider === demoPolicy.provider;
  const world = isDemo ? demoWorld(context, input, earlier) : realWorld(context, input, earlier);
  return { world: await world, isDemo };
}

/** What was asked before, for the service of one problem alone where one is named: a re-check of only what matters. */
function askedAgain(earlier: Report, { again, facts }: StartInput): Request {
  const service = again?.problem === undefined ? null : (earlier.problems[again.problem]?.service ?? null);
  const { request } = earlier;
  return {
    ...request,
    services: service === null ? request.services : [service],
    facts: { ...request.facts, ...facts },
  };
}

async function realWorld(context: EngineContext, input: StartInput, earlier: Report | null): Promise<World> {
  const { engine, folder } = context;
  const { resolvers, anchors, outsideView } = await loadSettings(folder);
  const { text, symptom, services, provider, product, tier, facts } = input;
  const isOutsideAgreed = input.outsideView ?? outsideView;
  const request =
    earlier === null
      ? buildRequest(text, {
          ...(symptom === undefined ? {} : { symptom }),
          ...(services === undefined || services.length === 0 ? {} : { service: services }),
          ...(facts === undefined ? {} : { fact: facts }),
          resolver: resolvers,
          provider,
          product,
          tier,
          outsideView: isOutsideAgreed,
        })
      : { ...askedAgain(earlier, input), ...(isOutsideAgreed ? { outsideView: true } : {}) };
  return {
    request,
    network: engine.network(),
    clock: engine.clock(),
    networkData: withOwnAnchors(await context.networkData(), anchors),
    close: () => Promise.resolve(),
  };
}

/** Only what was asked: of the window’s own input nothing is read but the consent to a view from elsewhere. */
async function askedWorld(
  context: EngineContext,
  id: string,
  { outsideView, language }: StartInput,
): Promise<World> {
  const asked = await agreedRequest(context, id, context.translator(language));
  const { engine, folder } = context;
  const { resolvers } = await loadSettings(folder);
  return {
    request: buildRequest(asked.domain, {
      ...askedOptions(asked),
      resolver: resolvers,
      outsideView: outsideView === true,
    }),
    network: engine.network(),
    clock: engine.clock(),
    networkData: await context.networkData(),
    askedBy: askedByOf(asked),
    close: () => Promise.resolve(),
  };
}

async function demoWorld(context: EngineContext, input: StartInput, earlier: Report | null): Promise<World> {
  const { engine, resources } = context;
  const faults = usualFaults(await listDemoFaults(resources));
  const host = await engine.startDemoHost({ faults, resourcesDir: resources });
  const { network, clock, networkData } = host;
  const request =
    earlier === null
      ? buildRequest(host.domain, {
          ...demoPolicy,
          ...(input.symptom === undefined ? {} : { symptom: input.symptom }),
          ...(input.facts === undefined ? {} : { fact: input.facts }),
        })
      : askedAgain(earlier, input);
  return { request, network, clock, networkData, close: () => host.close() };
}
