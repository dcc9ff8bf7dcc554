/** What every screen may use: where to go, what to say, and how things are set. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { Channel, InputOf, OutputOf } from '../../main/contract/channels.ts';
import type { SettingsView } from '../../main/contract/views.ts';
import { useApi } from '../api.ts';

export type Screen =
  | { readonly name: 'start'; readonly target?: string; readonly provider?: string | null }
  | { readonly name: 'run'; readonly runId: string }
  | { readonly name: 'report'; readonly id: string }
  /** `cause`: what several clients share, when one ticket is for all of them. */
  | { readonly name: 'ticket'; readonly id: string; readonly problem: number; readonly cause?: string }
  /** `compareWith`: a report that wants a second one beside it. */
  | { readonly name: 'reports'; readonly compareWith?: string }
  | { readonly name: 'compare'; readonly left: string; readonly right: string }
  | { readonly name: 'board' }
  | { readonly name: 'batch' }
  /** Requests, phone codes: what helps whoever helps others. */
  | { readonly name: 'desk' }
  /** A request that was made here. */
  | { readonly name: 'asked'; readonly id: string }
  /** A request that came from a desk: shown for consent. */
  | { readonly name: 'request'; readonly id: string }
  | { readonly name: 'providers'; readonly id: string | null }
  | { readonly name: 'settings' };

/** What the rail and the menu lead to. */
export type Place = 'start' | 'reports' | 'board' | 'desk' | 'providers' | 'settings';
export const placeScreen = (place: Place): Screen =>
  place === 'providers' ? { name: place, id: null } : { name: place };

export type NoticeKind = 'error' | 'done';
/** A way from a notice to what it speaks of. */
export interface NoticeAction {
  readonly label: string;
  readonly screen: Screen;
}
export interface AppState {
  readonly version: string;
  readonly settings: SettingsView;
  readonly setSettings: (settings: SettingsView) => void;
  readonly go: (screen: Screen) => void;
  /** A sentence in the one place for notices; it stays until it is closed or replaced, so that it can be read. */
  readonly say: (text: string, kind: NoticeKind, action?: NoticeAction) => void;
}

export const AppContext = createContext<AppState | null>(null);

export function useApp(): AppState {
  const app = useContext(AppContext);
  if (app === null) throw new Error('no AppContext above');
  return app;
}

export type Ask = <C extends Channel>(channel: C, input: InputOf<C>) => Promise<OutputOf<C> | null>;

/** Calls main for a value; a refusal is said in the place for notices and comes back as null. */
export function useAsk(): Ask {
  const api = useApi();
  const { say } = useApp();
  return useCallback<Ask>(
    async (channel, input) => {
      const reply = await api.call(channel, input);
      if (reply.ok) return reply.value;
      say(reply.error.text, 'error');
      return null;
    },
    [api, say],
  );
}

/** `value` stays while it is asked for again, so that a change of language does not blank the screen. */
export interface View<T> {
  readonly value: T | null;
  readonly error: string | null;
  readonly reload: () => void;
  /** When a call has already returned the newer view. */
  readonly replace: (value: T) => void;
}

/** The reply to a call, asked for again whenever the input changes. */
export function useView<C extends Channel>(channel: C, input: InputOf<C>): View<OutputOf<C>> {
  const api = useApi();
  const [value, replace] = useState<OutputOf<C> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const question = JSON.stringify(input ?? null);
  useEffect(() => {
    let isCurrent = true;
    void api.call(channel, input).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok) replace(reply.value);
      setError(reply.ok ? null : reply.error.text);
    });
    return () => {
      isCurrent = false;
    };
    // `question` stands for `input`, which is a new object with every render.
  }, [api, channel, question, round]);
  return { value, error, reload: () => setRound((count) => count + 1), replace };
}
