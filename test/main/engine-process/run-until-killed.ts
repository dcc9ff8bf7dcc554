/** Runs the demo until somebody kills it; says when a good part of it has been seen. */
import { testEngine } from './test-engine.ts';

const engine = await testEngine(process.argv[2]);
await engine.call('run:start', { language: 'en', text: '', isDemo: true });
const seen = (): number =>
  engine.pushes
    .flatMap((push) => (push.type === 'operations' ? push.operations : []))
    .filter(({ state }) => state === 'worked').length;
for (let tries = 0; tries < 4_000 && seen() < 60; tries += 1)
  await new Promise((resolve) => setTimeout(resolve, 5));
process.send?.('seen');
await new Promise((resolve) => setTimeout(resolve, 60_000));
