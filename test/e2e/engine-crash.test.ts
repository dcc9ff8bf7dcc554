import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type RunningApp } from './support/app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

/** The engine’s own process, by the name that it was started under. */
const enginePid = () =>
  running.app.evaluate(
    ({ app }) => app.getAppMetrics().find((each) => each.name === 'Faultline engine')?.pid ?? 0,
  );

it('keeps the window and what was seen when the engine dies in the middle of a run', async () => {
  const { page } = running;
  const told = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.api?.on('run:push', ({ push }) => {
          if (push.type === 'failed') resolve(push.text);
        });
      }),
  );
  const seen = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.api?.on('run:push', ({ push }) => {
          if (push.type === 'operations' && push.operations.some(({ state }) => state === 'worked'))
            resolve();
        });
      }),
  );
  const recovered = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        window.api?.on('report:show', ({ id }) => resolve(id));
      }),
  );
  expect(await running.call('run:start', { language: 'en', text: '', isDemo: true })).toMatchObject({
    ok: true,
  });
  await seen;
  const before = await enginePid();
  process.kill(before, 'SIGKILL');
  expect(await told).toContain('started again');
  const id = await recovered;
  expect(await running.call('reports:list', { language: 'en', search: '' })).toMatchObject({
    ok: true,
    value: [{ id, origin: 'mid_run' }],
  });
  const after = await enginePid();
  expect([after > 0, after === before]).toEqual([true, false]);
});
