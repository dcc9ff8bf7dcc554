import { useTranslate } from '../../i18n/use-translate.ts';
import { Page } from '../../parts/page.tsx';
import { useView } from '../../state/app.ts';

interface TicketScreenProps {
  readonly id: string;
  readonly problem: number;
}

export function TicketScreen({ id, problem }: TicketScreenProps) {
  const t = useTranslate();
  const ticket = useView('ticket:compose', { id, problem, language: t.language, answers: {}, keep: [] });
  return <Page title={ticket.value?.subject ?? ''} lead={ticket.error} />;
}
