import { describe, expect, it } from 'vitest';
import { blockListPlanner } from '../../../diagnostics/run/plan/block-list-planner.ts';
import { asked, blockListWorld as world, code, denied, zone } from '../../support/block-list-world.ts';
import { aFacts, aNetworkData, aRequest } from '../../support/factories.ts';

describe('asking block lists', () => {
  const questions = (...given: Parameters<typeof world>) =>
    blockListPlanner.plan(aFacts(world(...given))).map((job) => 'name' in job.input && job.input.name);

  it('asks for the address alone first, and for the test points after a listing', () => {
    expect(questions([])).toEqual([asked]);
    expect(questions([denied(asked)])).toEqual([asked]);
    expect(questions([code(asked)])).toEqual([asked, `2.0.0.127.${zone}`, `1.0.0.127.${zone}`]);
  });
  it('asks no public resolver', () => {
    const known = aNetworkData().publicResolvers[0]?.addresses[0];
    expect(known).toBeDefined();
    expect(questions([], undefined, known)).toEqual([]);
  });
  it('asks only where mail cannot be sent', () => {
    const facts = aFacts({ ...world([]), request: aRequest({ symptom: 'mail_cannot_receive' }) });
    expect(blockListPlanner.isWanted(facts)).toBe(false);
    expect(blockListPlanner.isWanted(aFacts(world([])))).toBe(true);
  });
});
