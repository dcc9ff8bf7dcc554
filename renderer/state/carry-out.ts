/** Calls main where nothing but success comes back: true when it was done; a refusal is said in the place for notices. */
import { useCallback } from 'react';
import type { Channel, InputOf } from '../../main/contract/channels.ts';
import { useApi } from '../api.ts';
import { useApp } from './app.ts';

export type CarryOut = <C extends Channel>(channel: C, input: InputOf<C>) => Promise<boolean>;

export function useCarryOut(): CarryOut {
  const api = useApi();
  const { say } = useApp();
  return useCallback<CarryOut>(
    async (channel, input) => {
      const reply = await api.call(channel, input);
      if (!reply.ok) say(reply.error.text, 'error');
      return reply.ok;
    },
    [api, say],
  );
}
