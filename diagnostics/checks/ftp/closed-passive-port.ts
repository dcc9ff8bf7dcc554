/** The server announces ports for the data and none of them can be reached (R70). One failure may be luck: two are wanted, as for any try. */
import { cantTell, failed, passed, untested } from '../check.ts';
import { ftpCheck } from './each-session.ts';

export const closedPassivePort = ftpCheck('closed-passive-port', ({ passive, said }) => {
  const dialled = passive.filter((each) => each.dialledAddress !== undefined && each.port !== undefined);
  const open = dialled.find((each) => each.connectMs !== undefined);
  if (open) return passed(said([open.place('connectMs')], { port: open.port! }));
  if (dialled.length === 0) return untested(said());
  const ports = [...new Set(dialled.map((each) => each.port!))];
  const found = said(
    dialled.map(({ place }) => {
      const [observation, pointer] = place('failure');
      return [observation, `${pointer}/code`] as const;
    }),
    { ports: ports.join(', '), count: ports.length },
  );
  return dialled.length >= 2 ? failed(found) : cantTell(found);
});
