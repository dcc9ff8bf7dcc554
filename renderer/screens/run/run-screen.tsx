import { Page } from '../../parts/page.tsx';

export function RunScreen({ runId }: { readonly runId: string }) {
  return <Page title={runId} />;
}
