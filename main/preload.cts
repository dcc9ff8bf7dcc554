/** Builds `window.api`. One door leads to main and one comes back: what may pass is decided there, by the contract. */
import type * as electron from 'electron';
import type { Pushes, Push, WindowApi } from './contract/api.ts' with { 'resolution-mode': 'import' };

const { contextBridge, ipcRenderer, webUtils } = require('electron') as typeof electron;

const api: WindowApi = {
  call: (channel, input) => ipcRenderer.invoke('call', channel, input),
  on: <P extends Push>(push: P, listener: (value: Pushes[P]) => void) => {
    const heard = (_event: unknown, name: unknown, value: Pushes[P]): void => {
      if (name === push) listener(value);
    };
    ipcRenderer.on('push', heard);
    return () => void ipcRenderer.off('push', heard);
  },
  pathOf: (file) => {
    try {
      return webUtils.getPathForFile(file as File);
    } catch {
      return '';
    }
  },
};
contextBridge.exposeInMainWorld('api', api);
