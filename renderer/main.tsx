import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiContext } from './api.ts';

const place = document.getElementById('root');
const api = window.api;
if (place !== null && api !== undefined) {
  const reply = await api.call('app:start', undefined);
  if (reply.ok) {
    createRoot(place).render(
      <StrictMode>
        <ApiContext value={api}>
          <App start={reply.value} />
        </ApiContext>
      </StrictMode>,
    );
  } else {
    place.textContent = reply.error.text;
  }
}
