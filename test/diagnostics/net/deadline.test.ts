import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../../diagnostics/net/deadline.ts';
import { systemClock } from '../../../diagnostics/net/system-clock.ts';

const fired = (signal: AbortSignal) =>
  new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));

describe('startDeadline', () => {
  it('tells a deadline', async () => {
    const deadline = startDeadline(10, new AbortController().signal);
    await fired(deadline.signal);
    expect([deadline.endedBy(), (deadline.signal.reason as Error).name]).toEqual([
      'deadline',
      'TimeoutError',
    ]);
  });

  it('tells a cancel, with its reason', () => {
    const controller = new AbortController();
    const deadline = startDeadline(60_000, controller.signal);
    controller.abort('why');
    expect([deadline.endedBy(), deadline.signal.reason]).toEqual(['cancel', 'why']);
  });

  it('has ended at once when the signal fired before', () => {
    const deadline = startDeadline(60_000, AbortSignal.abort());
    expect([deadline.endedBy(), deadline.signal.aborted]).toEqual(['cancel', true]);
  });

  it('stays silent after dispose', async () => {
    const controller = new AbortController();
    const deadline = startDeadline(5, controller.signal);
    deadline.dispose();
    controller.abort();
    await systemClock.sleep(20, new AbortController().signal);
    expect([deadline.endedBy(), deadline.signal.aborted]).toEqual([null, false]);
  });
});

describe('systemClock', () => {
  it('wakes with the reason of the signal', async () => {
    const deadline = startDeadline(5, new AbortController().signal);
    await expect(systemClock.sleep(60_000, deadline.signal)).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(systemClock.sleep(1, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
