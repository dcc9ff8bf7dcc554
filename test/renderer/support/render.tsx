/** Screens as markup, in one language, with views that the engine process made. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { translateInto, type Language } from '../../../renderer/i18n/translate.ts';
import { TranslateContext } from '../../../renderer/i18n/use-translate.ts';
import { ReportActionsContext, type ReportActions } from '../../../renderer/screens/report/actions.ts';

const ignore = (): void => undefined;
const actions: ReportActions = {
  writeTicket: ignore,
  checkAgain: ignore,
  answer: ignore,
  compare: ignore,
  save: ignore,
  report: 'report',
  readObservation: () => Promise.resolve({ isRecord: true, text: '{}' }),
  isBusy: false,
};

export const renderIn = (language: Language, node: ReactNode): string =>
  renderToStaticMarkup(
    <TranslateContext value={translateInto(language)}>
      <ReportActionsContext value={actions}>{node}</ReportActionsContext>
    </TranslateContext>,
  );
