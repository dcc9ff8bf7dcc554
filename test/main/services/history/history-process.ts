/** Another process beside the one of the test: records runs in turns of their own, or dies within one. */
import { inTurn } from '../../../../main/services/history/database.ts';
import { openHistory } from '../../../../main/services/history/open-history.ts';
import { aSummary } from '../../../support/summary-factories.ts';

const [what, file = '', name = '', count = '0'] = process.argv.slice(2);
const store = openHistory(file, () => undefined);

if (what === 'record')
  for (let index = 0; index < Number(count); index += 1)
    await store.record([aSummary({ domain: `${name}${index}.test` })]);

if (what === 'die') {
  await store.record([aSummary({ domain: 'finished.test' })]);
  await inTurn({ file, onNotice: () => undefined }, (database) => {
    for (let index = 0; index < 2_000; index += 1)
      database.run('INSERT INTO runs (domain, started_at, summary) VALUES (?, ?, ?)', [
        `half${index}.test`,
        '2026-11-20T06:00:00.000Z',
        'x'.repeat(2_000),
      ]);
    process.kill(process.pid, 'SIGKILL');
  });
}
