/** The window's way to `window.api`; tests and previews put another one into the context. */
import { createContext, useContext, useEffect, useRef } from 'react';
import type { Push, Pushes, WindowApi } from '../main/contract/api.ts';

declare global {
  interface Window {
    readonly api?: WindowApi;
  }
}

export const ApiContext = createContext<WindowApi | null>(null);

export function useApi(): WindowApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('no ApiContext above');
  return api;
}

/** Listens while the component is shown; the listener may change with every render. */
export function usePush<P extends Push>(push: P, listener: (value: Pushes[P]) => void): void {
  const api = useApi();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => api.on(push, (value) => latest.current(value)), [api, push]);
}
